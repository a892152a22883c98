package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Bool;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.journal.JournalScan;
import io.sluice.journal.ScanResult;
import io.sluice.replay.Replay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * J-1, J-2: a loaded engine is killed with SIGKILL at random moments, before and after it is open, again and again. A
 * witness in another process holds every decision that it was given: none of them may be missing in the journal or
 * differ there, the sequence has no gap, and re-execution confirms every record.
 */
class KillLoopTest {
    private static final int KILLS = Integer.getInteger("sluice.kills", 12);
    private static final int KILLS_OF_A_JOURNAL = 20;
    private static final long SEED = Long.getLong("sluice.kills.seed", System.nanoTime());
    /** Asked once more after each kill: the answer must be the one of before (G-4). */
    private static final int ASKED_AGAIN = 5;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final List<String> heard = new ArrayList<>();
    private long lastHeardId;
    private int silent;
    private int tornTails;

    @Test
    void shouldNeverLoseOrChangeWhatAWitnessWasTold() throws Exception {
        System.out.println("kill loop: seed " + SEED + ", " + KILLS + " kills");
        long told = 0;
        long records = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            final Path data = directory.resolve("journal-" + (kill - 1) / KILLS_OF_A_JOURNAL);
            runAndKill(data, kill);
            if (kill % KILLS_OF_A_JOURNAL == 0 || kill == KILLS) {
                records += confirm(data);
                told += heard.size();
                heard.clear();
                lastHeardId = 0;
            }
        }
        System.out.printf(
                "kill loop: %d kills, %d of them before it answered anything, %d torn tails; %,d decisions witnessed, "
                        + "%,d records, none missing, none different%n",
                KILLS, silent, tornTails, told, records);
    }

    private void runAndKill(final Path data, final int kill) throws Exception {
        final boolean isEarly = kill % 4 == 0;
        final Process child = start(data, Math.max(1, lastHeardId - ASKED_AGAIN + 1));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            if (!isEarly) {
                assertThat(lines.readLine())
                        .as("first line, kill %d, seed %d", kill, SEED)
                        .isEqualTo(WitnessChild.OPEN);
            }
            final Thread killer = new Thread(() -> {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(isEarly ? 900_000 : 300_000)));
                // Not the process itself: that would close the pipe while there is still something to hear in it.
                child.toHandle().destroyForcibly();
            });
            killer.start();
            hear(lines);
            killer.join();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(child.exitValue())
                .as("exit of a killed process, kill %d, seed %d", kill, SEED)
                .isEqualTo(137);
    }

    /** Takes whole lines until the pipe ends; a line that was cut short was not told. */
    private void hear(final BufferedReader lines) throws IOException {
        final StringBuilder line = new StringBuilder();
        boolean isHeard = false;
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            if (c != '\n') {
                line.append((char) c);
                continue;
            }
            final String whole = line.toString();
            line.setLength(0);
            if (!whole.equals(WitnessChild.OPEN)) {
                isHeard = true;
                heard.add(whole);
                lastHeardId = Math.max(lastHeardId, Long.parseLong(whole.split(" ")[2]));
            }
        }
        silent += isHeard ? 0 : 1;
    }

    /** Reads the journal as it lies there, re-executes it, and finds everything that was told; returns its records. */
    private long confirm(final Path data) {
        final Set<String> told = new HashSet<>(heard);
        final DecisionDecoder decision = new DecisionDecoder();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final Replay replay = new Replay();
        final long[] last = new long[1];
        final ScanResult end = JournalScan.run(data, (record, position) -> {
            final long sequence = record.header().sequence();
            assertThat(sequence).isEqualTo(last[0] + 1);
            last[0] = sequence;
            assertThat(replay.next(record)).isNull();
            record.rewind();
            while (record.nextOutcome()) {
                if (record.templateId() == DecisionDecoder.TEMPLATE_ID) {
                    decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                    told.remove(WitnessChild.line(
                            sequence,
                            record.header().timeNs(),
                            decision.intentId(),
                            decision.tradeId(),
                            decision.verdict(),
                            decision.code(),
                            decision.mode(),
                            decision.repeat() == Bool.TRUE));
                    told.remove(WitnessChild.orderLine(
                            sequence, decision.quantity(), decision.price(), decision.validUntil()));
                }
            }
        });
        assertThat(end.damage()).as("damage, seed %d", SEED).isNull();
        assertThat(told).as("told and not in the journal, seed %d", SEED).isEmpty();
        tornTails += end.tornTail() == null ? 0 : 1;
        return end.records();
    }

    private static Process start(final Path data, final long firstId) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.contains("-javaagent") && !flag.contains("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                WitnessChild.class.getName(),
                data.toString(),
                Long.toString(firstId)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
