package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigLoader;
import io.sluice.json.MalformedException;
import io.sluice.replay.Player;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Malformed lines by the thousand: a clear refusal each, and the run goes on. */
class RandomPlayTest {
    private static final String START = "{\"type\":\"Tick\",\"time\":\"2026-01-05T09:00:00Z\"}";
    private static final int LINES = 1_000;

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    @Label("a line is either applied or refused in words, with nothing applied")
    void shouldRefuseMalformedLinesClearlyAndGoOn(@ForAll final long seed) throws MalformedException {
        final RandomLines lines = new RandomLines(seed);
        final int[] records = new int[1];
        final Player player = new Player(
                ConfigLoader.load("test", "sluice.hitl.allowed-operators = [alice]", Map.of(), List.of())
                        .control(),
                new Random(seed).nextBoolean(),
                (record, length) -> records[0]++);
        player.line(START);
        int refused = 0;
        for (int i = 0; i < LINES; i++) {
            final byte[] line = i % 5 == 0 ? lines.bytes() : lines.spoilt().getBytes(StandardCharsets.UTF_8);
            final int before = records[0];
            try {
                player.line(line, 0, line.length);
            } catch (final MalformedException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank().matches("[ -~]+").hasSizeLessThan(400);
                assertThat(records[0]).isEqualTo(before);
            }
        }
        assertThat(refused).isBetween(LINES / 3, LINES);
        final int before = records[0];
        player.line("{\"type\":\"EmergencyStop\",\"operatorId\":\"alice\",\"reason\":\"still here\"}");
        assertThat(records[0]).isGreaterThan(before);
        assertThat(player.lastSequence()).isEqualTo(records[0]);
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    @Label("what random lines leave behind is a good journal, of which every record can be shown")
    void shouldWriteAGoodJournalWhateverIsPlayed(@ForAll final long seed) throws IOException {
        final Path directory = Files.createTempDirectory("sluice-play");
        try {
            playAndRead(seed, directory);
        } finally {
            try (Stream<Path> tree = Files.walk(directory)) {
                tree.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private static void playAndRead(final long seed, final Path directory) {
        final RandomLines random = new RandomLines(seed);
        final StringBuilder lines = new StringBuilder(START).append('\n');
        long timeNs = 1_767_603_600_000_000_000L;
        for (int i = 0; i < LINES; i++) {
            timeNs += new Random(seed + i).nextInt(1_000_000_000);
            final String good = random.good();
            lines.append(good, 0, good.length() - 1)
                    .append(",\"time\":")
                    .append(timeNs)
                    .append("}\n");
        }
        final Cli played = Cli.play(lines.toString(), "--dir", directory);
        assertThat(played.code()).isLessThan(2);
        assertThat(played.err().lines()).allMatch(line -> line.matches("<stdin>:\\d+: [ -~]+"));
        final Cli verified = Cli.run("verify", "--dir", directory);
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(Cli.run("tail", "--json", "--dir", directory).lines().stream()
                        .filter(line -> line.startsWith("{\"kind\":\"outcome\","))
                        .map(line -> "{" + line.substring("{\"kind\":\"outcome\",".length())))
                .isEqualTo(played.lines());
        assertThat(Cli.run("tail", "--dir", directory).code()).isZero();
        assertThat(Cli.run("state", "--json", "--dir", directory).code()).isZero();
    }
}
