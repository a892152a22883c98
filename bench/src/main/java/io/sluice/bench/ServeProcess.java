package io.sluice.bench;

import io.sluice.journal.JournalCursor;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** {@code sluice serve} beside an engine, as a process of its own that the launcher starts. */
final class ServeProcess implements AutoCloseable {
    private static final long READY_NS = TimeUnit.SECONDS.toNanos(300);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long STOP_S = 60;
    /** Nothing listens there. */
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/none?user=none";

    private final Path data;
    private final Path log;
    private final Process process;

    /**
     * Starts it, and waits until it is at work.
     *
     * @param launcher {@code tools/sluice}.
     * @param cpus     processors that it may use, as {@code taskset} takes them; empty for all.
     * @param mirrors  whether its database is there.
     */
    ServeProcess(final Path launcher, final Path data, final String cpus, final boolean mirrors) throws IOException {
        this.data = data;
        log = data.resolveSibling(data.getFileName() + ".serve");
        final List<String> command = new ArrayList<>();
        if (!cpus.isEmpty()) {
            command.addAll(List.of("taskset", "-c", cpus));
        }
        command.addAll(List.of(
                launcher.toString(),
                "serve",
                "--dir=" + data,
                "--set=sluice.hitl.allowed-operators=alice",
                "--set=sluice.http.bind=off",
                "--set=sluice.metrics.listen=127.0.0.1:0",
                "--set=sluice.log.file=" + data.resolve("serve").resolve("sluice.log"),
                "--set=sluice.mirror.url=" + (mirrors ? "sqlite" : NOWHERE)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await(mirrors ? "metrics at " : "the sink mirror failed");
    }

    private void await(final String text) throws IOException {
        final long giveUpNs = System.nanoTime() + READY_NS;
        while (!Files.readString(log).contains(text)) {
            if (!process.isAlive() || System.nanoTime() - giveUpNs > 0) {
                throw new IllegalStateException("serve did not begin: " + Files.readString(log));
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** Processor time of it and what it started. */
    Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Last record that its mirror holds. */
    long mirrored() {
        try {
            return JournalCursor.sequence(data, "mirror", JournalInfo.read(data).journalId());
        } catch (final JournalException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(log);
    }
}
