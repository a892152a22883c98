package io.sluice.replay;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.Door;
import io.sluice.client.StrategyClient;
import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.control.ControlMachine;
import io.sluice.control.image.Image;
import io.sluice.engine.Decisions;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.engine.Inputs;
import io.sluice.engine.Tampering;
import io.sluice.engine.TestEngine;
import io.sluice.engine.start.JournalReplay;
import io.sluice.journal.Snapshot;
import io.sluice.journal.SnapshotFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A journal and a snapshot of each version of the schema, kept as an earlier build has left them: every later one reads
 * them, or says clearly why it cannot. {@code -Dfixture.write=true} writes those of the present version, which is for a
 * version that nobody has yet.
 */
@Tag("J-9")
class CompatibilityTest {
    private static final Path KEPT = Path.of("src/test/resources/io/sluice/engine");
    private static final int NOW = MessageHeaderDecoder.SCHEMA_VERSION;
    private static final UUID JOURNAL = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final String[] SMALL = {
        "sluice.capacity.symbols=4",
        "sluice.capacity.trades=8",
        "sluice.capacity.pending=2",
        "sluice.capacity.strategies=2",
        "sluice.capacity.decisions-per-strategy=16",
        "sluice.capacity.history=8",
        "sluice.journal.max-record=512 KiB"
    };

    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();

    /** Version of the schema that the present behaviour began with. */
    private static final int FIRST_OF_BEHAVIOUR = 3;

    static IntStream versions() {
        return IntStream.rangeClosed(FIRST_OF_BEHAVIOUR, NOW);
    }

    static IntStream versionsBefore() {
        return IntStream.range(1, FIRST_OF_BEHAVIOUR);
    }

    /** What an earlier behaviour has left can be read, and it is said why it cannot be gone on with. */
    @ParameterizedTest
    @MethodSource("versionsBefore")
    void shouldSayWhatToDoWithWhatAnEarlierBehaviourHasLeft(final int version) throws IOException {
        copy(version);
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.end.damage()).isNull();
        assertThat(recorded.inputs).startsWith("EngineStarted").endsWith("SnapshotTaken", "Seal");
        assertThatThrownBy(() -> Engine.open(options(directory)))
                .hasMessageContaining("behaviour version 1 wrote it, this is version 2")
                .hasMessageContaining("sluice salvage");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadAndGoOnWithWhatAnEarlierBuildHasLeft(final int version) throws IOException {
        if (version == NOW && Boolean.getBoolean("fixture.write")) {
            write();
        }
        copy(version);
        final Recorded recorded = Recorded.in(directory);
        assertThat(recorded.end.damage()).isNull();
        assertThat(recorded.replay.divergence()).isNull();
        assertThat(recorded.inputs).startsWith("EngineStarted").endsWith("SnapshotTaken", "Seal");
        final JournalReplay fast =
                JournalReplay.of(directory, JournalKind.LIVE, 0, ReplayWatch.SILENT, ControlMachine.BEHAVIOUR_VERSION);
        assertThat(fast.notices()).isEmpty();
        assertThat(fast.from()).isEqualTo(recorded.replay.lastSequence() - 2);
        assertThat(fast.replay().snapshot().stateHash())
                .isEqualTo(recorded.replay.snapshot().stateHash());
        try (Engine engine = Engine.open(options(directory));
                StrategyClient client = engine.strategy(7)) {
            order(client, 2);
            assertThat(decisions.last().repeat()).isTrue();
            assertThat(decisions.last().tradeId()).isEqualTo(3L << 13);
            order(client, 4);
            assertThat(decisions.last().repeat()).isFalse();
        }
        assertThat(Recorded.in(directory).replay.divergence()).isNull();
    }

    @Test
    void shouldRefuseALaterFormClearly() throws IOException {
        copy(NOW);
        final long sequence = SnapshotFiles.sequences(directory).get(0);
        final Path file = SnapshotFiles.file(directory, sequence);
        final byte[] whole = Files.readAllBytes(file);
        Files.write(file, with(whole, 12, MessageHeaderDecoder.SCHEMA_VERSION + 1));
        assertThatThrownBy(() -> SnapshotFiles.read(file))
                .hasMessageContaining("and this program knows " + MessageHeaderDecoder.SCHEMA_VERSION);
        Files.write(file, with(whole, 8, 2));
        assertThatThrownBy(() -> SnapshotFiles.read(file))
                .hasMessageContaining("format 2, and this program reads format 1");
        Files.write(file, whole);
        final Snapshot snapshot = SnapshotFiles.read(file);
        snapshot.image()[0] = Image.FORMAT + 1;
        assertThatThrownBy(() -> Replay.from(snapshot, ControlMachine.BEHAVIOUR_VERSION))
                .hasMessageContaining(
                        "it has form " + (Image.FORMAT + 1) + ", and this program reads form " + Image.FORMAT);
    }

    @Test
    void shouldRefuseARecordOfALaterSchemaClearly() throws IOException {
        copy(NOW);
        final Path file;
        try (Stream<Path> files = Files.walk(directory)) {
            file = files.filter(path -> path.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        Tampering.changeVersion(file, "kept", NOW + 1);
        TestEngine.forgetSnapshots(directory);
        assertThatThrownBy(() -> Engine.open(options(directory)))
                .hasMessageContaining("schema version " + (NOW + 1) + " wrote it, and this program knows " + NOW);
    }

    private static byte[] with(final byte[] whole, final int at, final int value) {
        final ByteBuffer bytes = ByteBuffer.wrap(whole.clone()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(at, value);
        final CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, whole.length - 4);
        bytes.putInt(whole.length - 4, (int) crc.getValue());
        return bytes.array();
    }

    private static EngineOptions options(final Path where) {
        return TestEngine.options(where, SMALL).journalId(JOURNAL).segmentBytes(1 << 21);
    }

    private void order(final StrategyClient client, final long id) {
        TestEngine.order(client, id, ONE).reasoning("kept");
        client.offer();
        decisions.await(client, decisions.all.size() + 1);
    }

    private void write() throws IOException {
        final Path made = directory.resolve("made");
        try (Engine engine = Engine.open(options(made));
                StrategyClient client = engine.strategy(7)) {
            for (long id = 1; id <= 3; id++) {
                order(client, id);
            }
            final Door alice = engine.door(Role.OPERATOR, "alice");
            Inputs.stop(alice, "alice");
            TestEngine.await(() -> engine.counters().inputs() >= 4);
        }
        decisions.all.clear();
        tree(made, kept(NOW));
    }

    private void copy(final int version) throws IOException {
        tree(kept(version), directory);
    }

    private static Path kept(final int version) {
        return KEPT.resolve("left-by-" + version);
    }

    /** Journal and snapshots, without what is Chronicle's own. */
    private static void tree(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file :
                    files.filter(f -> f.toString().matches(".*\\.(cq4|snap)")).toList()) {
                final Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
