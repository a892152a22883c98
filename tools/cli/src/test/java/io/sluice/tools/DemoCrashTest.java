package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tools.demo.SelfCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, killed by SIGKILL at chosen records, and gone on with (G-4, J-1, J-2, E-2, H-12). */
class DemoCrashTest {
    /** Two days up to shortly after the emergency stop. */
    private static final List<Object> CRASH = List.of("--skip", 70_000, "--trades", 21_000);
    /** The first morning, with the first request for approval. */
    private static final List<Object> MORNING = List.of("--trades", 2_000);

    /** The first day with all that happens besides trading. */
    private static final List<Object> DAY = List.of("--trades", 11_000);

    @TempDir
    private static Path place;

    /** A morning that was not killed. */
    private static Path morning;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runThroughAMorning() {
        morning = place.resolve("morning");
        assertThat(Cli.run(demo(morning, MORNING, "--fresh")).code()).isZero();
    }

    @Test
    void shouldStopExactlyOnceWhereverItIsKilled() throws Exception {
        final Path before = folder.resolve("before");
        kill(before, 1, CRASH);
        for (final long sequence : new long[] {9_000, 40_000, 120_000}) {
            resumeAndKill(before, sequence, CRASH);
        }
        final Path whole = copy(before, "whole");
        resume(whole, CRASH);
        final long emergency =
                sequences(whole, "EmergencyChanged", "\"phase\":\"TRIGGERED\"").get(0);
        assertThat(emergency).isGreaterThan(120_000);
        // Right before, in the record itself, between its commands' answers, and as it completes.
        final int[] all = {0, 2, -1, 5};
        for (final int records : Long.getLong("sluice.kills") == null ? Arrays.copyOf(all, 2) : all) {
            final Path killed = copy(before, "killed" + records);
            resumeAndKill(killed, emergency + records, CRASH);
            assertThat(resume(killed, CRASH).out()).contains("exactly once an emergency stop");
        }
    }

    /** Each incident once, wherever in it the process dies (O-1, L-3, H-8, M-5, S-2). */
    @Test
    void shouldGoOnWithTheIncidentsWhereItStood() throws Exception {
        final Path whole = folder.resolve("whole");
        assertThat(Cli.run(demo(whole, DAY, "--fresh")).code()).isZero();
        final List<Long> steps = Stream.of(
                        sequences(whole, "CommandRequested", "LockoutDelete").get(0),
                        sequences(whole, "GuardianChanged", "\"locked\":true").get(0),
                        sequences(whole, "ModelChanged", "\"promoted\":true").get(0),
                        sequences(whole, "LockoutChanged", "\"cooldown\"").get(0))
                .toList();
        final Path killed = folder.resolve("killed");
        kill(killed, steps.get(0), DAY);
        resumeAndKill(killed, steps.get(1) - 1, DAY);
        resumeAndKill(killed, steps.get(2), DAY);
        resumeAndKill(killed, steps.get(3) - 1, DAY);
        assertThat(resume(killed, DAY).out())
                .contains(
                        "guardian locked once: nothing was opened",
                        "mode forced once, ended by itself once",
                        "2 loosening commands asked for, 2 confirmed by a second operator, 1 refused to the first")
                .contains("2 lockouts, 1 cooldown among them: nothing was opened");
    }

    @Test
    void shouldAskAgainWhatWasNeverRecorded() throws Exception {
        final Path whole = morning;
        final long asked = sequences(whole, "ApprovalCreated", "").get(0);
        final Path killed = folder.resolve("killed");
        kill(killed, asked - 1, MORNING);
        final List<String> before = intents(killed);
        final String lost = intents(whole).get(before.size());
        assertThat(before).doesNotContain(lost);
        assertThat(resume(killed, MORNING).out()).contains("asks what was never recorded");
        assertThat(intents(killed).subList(before.size(), intents(killed).size()))
                .contains(lost);
    }

    @Test
    void shouldGiveAHeldIntentTheSameAnswerAgainAndOneFinalOne() throws Exception {
        final Path whole = morning;
        final long asked = sequences(whole, "ApprovalCreated", "").get(0);
        final Path killed = folder.resolve("killed");
        kill(killed, asked, MORNING);
        final Cli resumed = resume(killed, MORNING);
        assertThat(resumed.out()).contains("1 requests restored");
        final List<String> answers = Cli.run("tail", "--json", "--type", "Decision", "--dir", killed).lines().stream()
                .filter(line -> line.contains("\"verdict\":\"HOLD\""))
                .toList();
        assertThat(answers.get(0)).contains("\"repeat\":false");
        assertThat(answers.get(1)).contains("\"repeat\":true");
        assertThat(trade(answers.get(1))).isEqualTo(trade(answers.get(0)));
    }

    @Test
    void shouldGiveUpAnOrderThatWasAllowedAndNeverSent() throws Exception { // G-4a, H-3
        final Path whole = morning;
        final String allowed = Cli.run("tail", "--json", "--type", "Decision", "--dir", whole)
                .lines()
                .get(0);
        assertThat(allowed).contains("\"verdict\":\"ALLOW\"");
        final Path killed = folder.resolve("killed");
        kill(killed, number(allowed, "seq"), MORNING);
        resume(killed, MORNING);
        assertThat(Cli.run("tail", "--json", "--type", "OrderIntent", "--dir", killed)
                        .out())
                .contains("it never reached the broker");
        assertThat(Cli.run("tail", "--json", "--type", "TradeTransition", "--dir", killed)
                        .lines())
                .anyMatch(line -> trade(line) == trade(allowed) && line.contains("\"to\":\"CANCELLED\""));
    }

    private static void kill(final Path directory, final long sequence, final List<Object> trades) throws Exception {
        killed(directory, sequence, DemoChild.run(demo(directory, trades, "--crash-at", sequence)));
    }

    private static void resumeAndKill(final Path directory, final long sequence, final List<Object> trades)
            throws Exception {
        killed(directory, sequence, DemoChild.run(demo(directory, trades, "--resume", "--crash-at", sequence)));
    }

    private static void killed(final Path directory, final long sequence, final Cli child) {
        assertThat(child.code()).as(child.out()).isEqualTo(DemoChild.KILLED);
        assertThat(SelfCheck.of(directory).records()).isGreaterThanOrEqualTo(sequence);
    }

    /** Goes on to the end, where everything must hold that the demo and {@code verify} check. */
    private static Cli resume(final Path directory, final List<Object> trades) {
        final Cli resumed = Cli.run(demo(directory, trades, "--resume"));
        assertThat(resumed.code()).as(resumed.out() + resumed.err()).isZero();
        final Cli verified = Cli.run("verify", "--dir", directory);
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        return resumed;
    }

    private static Object[] demo(final Path directory, final List<Object> trades, final Object... options) {
        return Stream.of(List.of("demo", Cli.COLD, "--dir", directory), trades, List.of(options))
                .flatMap(List::stream)
                .toArray();
    }

    /** Sequences of the records with an outcome of a type that holds a text. */
    private static List<Long> sequences(final Path directory, final String type, final String text) {
        return Cli.run("tail", "--json", "--type", type, "--dir", directory).lines().stream()
                .filter(line -> line.contains(text))
                .map(line -> number(line, "seq"))
                .toList();
    }

    /** Strategy and id of every intent, in order. */
    private static List<String> intents(final Path directory) {
        return Cli.run("tail", "--json", "--type", "OrderIntent", "--dir", directory).lines().stream()
                .map(line -> number(line, "strategyId") + "/" + number(line, "intentId"))
                .toList();
    }

    private static long trade(final String line) {
        return number(line, "tradeId");
    }

    private static long number(final String line, final String key) {
        return Pattern.compile("\"" + key + "\":(\\d+)")
                .matcher(line)
                .results()
                .map(MatchResult::group)
                .map(found -> Long.parseLong(found.substring(key.length() + 3)))
                .findFirst()
                .orElseThrow();
    }

    private Path copy(final Path directory, final String name) throws IOException {
        final Path target = folder.resolve(name);
        try (Stream<Path> files = Files.walk(directory)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, target.resolve(directory.relativize(file)));
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return target;
    }
}
