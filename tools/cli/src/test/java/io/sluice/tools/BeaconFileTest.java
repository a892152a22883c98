package io.sluice.tools;

import static io.sluice.tools.Cli.OPERATORS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands where {@code engine.dat} is damaged, or names a record that the journal does not have (SPEC J-2). */
class BeaconFileTest {
    private static final int SEQUENCE_AT = 264;

    @TempDir
    private Path directory;

    private Path beacon;
    private long last;

    @BeforeEach
    void runAnEngine() throws IOException {
        Engine.open(EngineOptions.of(ConfigLoader.load(
                                "test", "sluice.hitl.allowed-operators = [alice]", Map.of(), List.of()))
                        .in(directory))
                .close();
        beacon = directory.resolve("engine.dat");
        last = content().getLong(SEQUENCE_AT);
        assertThat(last).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 4095, 4096})
    void shouldSayThatItCannotBeReadAndGoOn(final int zeros) throws IOException {
        Files.write(beacon, new byte[zeros]);
        final String notice = beacon + " cannot be read: records may be missing at the end";
        final Cli verified = Cli.run("verify", "--dir", directory);
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.lines()).contains(notice, "good");
        assertThat(verified.err()).isEmpty();
        final Cli recovered = Cli.run("salvage", "--dir", directory);
        assertThat(recovered.code()).as(recovered.err()).isZero();
        assertThat(recovered.lines()).contains(notice);
        assertThat(recovered.err()).isEmpty();
        assertThat(Cli.run("state", "--dir", directory).code()).isZero();
    }

    @Test
    void shouldSayWhatAStartWouldFindLost() throws IOException {
        Files.write(beacon, content().putLong(SEQUENCE_AT, last + 5).array());
        lost(5, last);
        final Cli started = restart();
        assertThat(started.out()).contains("halt");
    }

    @Test
    void shouldSayThatAllIsLostWhereTheFilesAreGone() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            for (final Path file :
                    files.filter(name -> name.toString().endsWith(".cq4")).toList()) {
                Files.delete(file);
            }
        }
        lost(last, 0);
    }

    @Test
    void shouldSayThatAllIsLostWhereTheWholeFolderIsGone() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("journal"))) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        final Cli verified = Cli.run("verify", "--dir", directory);
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.out()).contains("BAD: records 1 to " + last + " are missing");
        lost(last, 0);
        assertThat(Cli.run("tail", "--dir", directory).err()).contains("holds no journal");
    }

    private void lost(final long records, final long behind) {
        for (final Cli said : List.of(
                Cli.run("salvage", "--dir", directory),
                Cli.run("salvage", "--dir", directory, OPERATORS, "--force-halt", "--yes"))) {
            assertThat(said.code()).as(said.err()).isEqualTo(1);
            assertThat(said.out())
                    .contains(
                            records + " record(s) after record " + behind + " are lost; an engine would start in halt")
                    .doesNotContain("good");
        }
    }

    private Cli restart() {
        Engine.open(EngineOptions.of(ConfigLoader.load(
                                "test", "sluice.hitl.allowed-operators = [alice]", Map.of(), List.of()))
                        .in(directory))
                .close();
        return Cli.run("state", "status", "--dir", directory);
    }

    private ByteBuffer content() throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(beacon)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
