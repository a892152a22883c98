package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The harnesses measure what they name: each lane counts what it offered, what was answered and what its journal holds
 * when it is closed, and fails where they differ. How fast they are is no test's business.
 */
class HarnessTest {
    private static final int RECORDS = 20_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"none", "each"})
    void shouldMeasureTheEngineAgainstItsFloorAndLeaveNothingBehind(final String sync) throws IOException {
        final JsonNode report = json(
                LatencyHarness::run,
                "--runs=1",
                "--warm-ups=0",
                "--intents=512",
                "--wait=park",
                "--sync=" + sync,
                "--dir=" + directory,
                "--json");
        assertThat(report.at("/conditions/sync").asText()).isEqualToIgnoringCase(sync);
        for (final String lane : new String[] {"engine", "floor"}) {
            final JsonNode run = report.at("/" + lane + "/0");
            assertThat(run.get("p50").asLong()).isPositive();
            assertThat(run.get("p99").asLong())
                    .isGreaterThanOrEqualTo(run.get("p50").asLong());
            assertThat(run.get("recordBytes").asInt()).isGreaterThan(100);
        }
        assertThat(report.at("/engine/0/recordBytes")).isEqualTo(report.at("/floor/0/recordBytes"));
        assertEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"day", "orders"})
    void shouldReadAndRecoverEveryRecordThatItMade(final String mix) throws IOException {
        final JsonNode report = json(
                ReplayHarness::run,
                "--records=" + RECORDS,
                "--rounds=1",
                "--mix=" + mix,
                "--dir=" + directory,
                "--json");
        assertThat(report.at("/conditions/records").asInt()).isGreaterThanOrEqualTo(RECORDS);
        for (final String row : new String[] {"files", "read", "recovery"}) {
            assertThat(report.at("/" + row + "/0/ns").asLong()).as(row).isPositive();
        }
        assertEmpty();
    }

    @Test
    void shouldMeasureBothRoadsOfTheDoorAndLeaveNothingBehind() throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int code = DoorHarness.run(
                new PrintStream(out), "--runs=1", "--intents=1024", "--idle=3", "--wait=park", "--dir=" + directory);
        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("floor 1 "))
                .anyMatch(line -> line.startsWith("fast 1 "))
                .anyMatch(line -> line.startsWith("fast+idle 1 "))
                .anyMatch(line -> line.startsWith("slow 1 "))
                .anyMatch(line -> line.startsWith("fast/floor "));
        assertEmpty();
    }

    @Test
    void shouldRefuseNonsense() {
        final PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        assertThat(LatencyHarness.run(nowhere, "--intents=0")).isEqualTo(2);
        assertThat(DoorHarness.run(nowhere, "--runs=0")).isEqualTo(2);
        assertThat(ReplayHarness.run(nowhere, "--rounds=0")).isEqualTo(2);
    }

    private static JsonNode json(final BiFunction<PrintStream, String[], Integer> harness, final String... arguments)
            throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(harness.apply(new PrintStream(bytes, true, StandardCharsets.UTF_8), arguments))
                .isZero();
        return new ObjectMapper().readTree(bytes.toByteArray());
    }

    private void assertEmpty() throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
