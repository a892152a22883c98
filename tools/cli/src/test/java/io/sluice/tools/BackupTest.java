package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice backup}, of engines that run and that do not. */
class BackupTest {
    private static final int SEGMENT = 1 << 21;
    private static final String CONFIG =
            """
            sluice.hitl.allowed-operators = [alice]
            sluice.capacity { symbols = 16, trades = 64, pending = 8, history = 64 }
            sluice.journal { max-record = 512 kB, seal.records = 1000 }
            sluice.pipeline.wait-strategy = park
            """;

    @TempDir
    private Path place;

    @Test
    void shouldCopyAStoppedEnginesJournalRecordForRecord() throws IOException {
        final Path data = place.resolve("data");
        write(data, 12_000);
        write(data, 10);
        final List<String> snapshots = names(data.resolve("snapshots"));
        assertThat(snapshots).isNotEmpty();
        Files.writeString(data.resolve("snapshots").resolve("00000008.tmp"), "not whole");
        final Path copy = place.resolve("deeper").resolve("copy");
        final Cli backup = backup(data, copy);
        assertThat(backup.code()).as(backup.err()).isZero();
        assertThat(backup.lines()).last().isEqualTo("good");
        assertThat(tail(copy)).isEqualTo(tail(data));
        assertThat(segments(copy)).isEqualTo(segments(data)).hasSizeGreaterThan(2);
        assertThat(names(copy)).containsExactly("journal", "snapshots");
        assertThat(names(copy.resolve("snapshots"))).isEqualTo(snapshots);
        assertThat(names(copy.getParent())).containsExactly("copy");
        final Cli verified = Cli.run("verify", "--dir", copy);
        assertThat(verified.lines())
                .filteredOn(line -> !line.contains("engine.dat is missing, as it is in a copy"))
                .hasSize(verified.lines().size() - 1)
                .element(1)
                .isEqualTo("2 snapshots are good");
        assertThat(verified.lines())
                .containsAll(Cli.run("verify", "--dir", data).lines().subList(1, 4));
    }

    @Test
    void shouldMakeACopyThatItsOwnerAloneReads() throws IOException {
        final Path data = place.resolve("data");
        write(data, 12_000);
        Files.setPosixFilePermissions(data.resolve("journal"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                data.resolve("snapshots")
                        .resolve(names(data.resolve("snapshots")).get(0)),
                PosixFilePermissions.fromString("rw-r--r--"));
        final Path copy = place.resolve("copy");
        assertThat(backup(data, copy).code()).isZero();
        try (Stream<Path> tree = Files.walk(copy)) {
            assertThat(tree)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void shouldCopyWhileTheEngineWritesAtFullSpeedAndLetAnotherGoOnFromThere() throws InterruptedException {
        final Path data = place.resolve("data");
        final Path copy = place.resolve("copy");
        try (Engine engine = open(data)) {
            final Thread load = new Thread(() -> {
                final Door broker = engine.door(Role.BROKER, "test");
                // Not without end: all of it is read and compared.
                while (!Thread.currentThread().isInterrupted() && engine.inputs() < 500_000) {
                    broker.heartbeat(ComponentSource.BROKER);
                }
            });
            load.start();
            await(engine, 20_000);
            final Cli backup = backup(data, copy);
            load.interrupt();
            load.join();
            assertThat(backup.code()).as(backup.err()).isZero();
            assertThat(copy.resolve("lock")).doesNotExist();
            assertThat(copy.resolve("engine.dat")).doesNotExist();
        }
        final List<String> copied = tail(copy);
        assertThat(copied).hasSizeGreaterThan(20_000);
        assertThat(tail(data).subList(0, copied.size())).isEqualTo(copied);
        write(copy, 10);
        final Cli verified = Cli.run("verify", "--dir", copy);
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("not sealed yet: 1 record(s)").doesNotContain("torn");
        assertThat(Cli.run("state", "--dir", copy).code()).isZero();
    }

    @Test
    void shouldNotCopyWhatIsOnlyReserved() throws IOException {
        final Path data = place.resolve("data");
        try (Engine engine = open(data)) {
            await(engine, 1);
            assertThat(backup(data, place.resolve("copy")).code()).isZero();
        }
        try (Stream<Path> files = Files.walk(place.resolve("copy").resolve("journal"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".cq4")).toList())
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file)).isLessThan(SEGMENT / 4));
        }
    }

    @Test
    void shouldRefuseATargetThatHoldsAnything() throws IOException {
        final Path data = place.resolve("data");
        write(data, 10);
        final Path copy = Files.createDirectory(place.resolve("copy"));
        Files.createFile(copy.resolve("mine"));
        assertThat(backup(data, copy).err()).contains("is not empty").hasLineCount(1);
        assertThat(backup(data, copy.resolve("mine")).err()).contains("is no directory");
        Files.createDirectory(place.resolve("other.partial"));
        assertThat(backup(data, place.resolve("other")).err()).contains("other.partial is what a backup left");
        assertThat(backup(data, copy).code()).isEqualTo(2);
        assertThat(names(copy)).containsExactly("mine");
        Files.delete(copy.resolve("mine"));
        assertThat(backup(data, copy).code()).isZero();
    }

    @Test
    void shouldMakeNoCopyOfADamagedJournal() throws IOException {
        final Path data = place.resolve("data");
        write(data, 10);
        try (RandomAccessFile file = new RandomAccessFile(rollFile(data).toFile(), "rw")) {
            file.seek(0x10300);
            file.writeInt(0x55555555);
        }
        final Cli backup = backup(data, place.resolve("copy"));
        assertThat(backup.code()).isEqualTo(1);
        assertThat(backup.err())
                .contains("it would not be good")
                .contains("record 1 is damaged")
                .hasLineCount(1);
        assertThat(names(place)).containsExactly("data");
    }

    /** J-11: it is copied as it is, for there is no better one, and said each time. */
    @Test
    void shouldCopyVerifyAndTryOnAJournalWhoseBeginningIsMissing() throws IOException {
        final Path data = place.resolve("data");
        for (int i = 0; i < 3; i++) {
            write(data, 500);
        }
        delete(data.resolve("journal").resolve("00000001"));
        final Cli verified = Cli.run("verify", "--dir", data);
        assertThat(verified.code()).as(verified.out()).isEqualTo(8);
        assertThat(verified.out())
                .contains("BAD: the beginning is missing: the first record is record")
                .contains("were not executed again")
                .contains("2 snapshots are good")
                // The seal that ended the first run stood in the segment that is gone, and is sealed by the next.
                .containsPattern("the seal of the first \\d+ record\\(s\\) begins before them");
        final Cli backup = backup(data, place.resolve("copy"));
        assertThat(backup.code()).as(backup.err()).isEqualTo(8);
        assertThat(backup.out())
                .contains("were not executed again")
                .contains("copied as it is, and BAD: the beginning");
        assertThat(Cli.run("verify", "--dir", place.resolve("copy")).code()).isEqualTo(8);
        final Cli whatIf = Cli.run("whatif", "--dir", data, "--set", "sluice.hitl.timeout=60s");
        assertThat(whatIf.code()).as(whatIf.err()).isZero();
        assertThat(whatIf.err()).contains("begins after record");
        delete(data.resolve("snapshots"));
        final Cli bad = Cli.run("verify", "--dir", data);
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("the journal does not begin with record 1");
    }

    @Test
    void shouldMakeNoCopyWhereReleasedRecordsAreMissing() throws IOException {
        final Path data = place.resolve("data");
        write(data, 500);
        final Path rollFile = rollFile(data);
        try (RandomAccessFile file = new RandomAccessFile(rollFile.toFile(), "rw")) {
            file.setLength(file.length() - 40_000);
        }
        final Cli backup = backup(data, place.resolve("copy"));
        assertThat(backup.code()).isEqualTo(1);
        assertThat(backup.err()).contains("are missing").hasLineCount(1);
        // An engine goes on in halt, and from then on each verify says what happened.
        write(data, 1);
        final Cli verified = Cli.run("verify", "--dir", data);
        assertThat(verified.code()).isZero();
        assertThat(verified.out())
                .containsPattern("the start in record \\d+ found [\\d,]+ record\\(s\\) before it lost");
    }

    private static Path rollFile(final Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (final Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Cli backup(final Path data, final Path copy) {
        return Cli.run("backup", copy, "--dir", data);
    }

    private static List<String> tail(final Path data) {
        return Cli.run("tail", "--json", "--dir", data).lines();
    }

    private static List<String> segments(final Path data) throws IOException {
        return names(data.resolve("journal"));
    }

    private static List<String> names(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void write(final Path data, final int intents) {
        try (Engine engine = open(data);
                StrategyClient client = engine.strategy(7)) {
            for (int i = 1; i <= intents; i++) {
                do {
                    client.intent(i, ActionType.QUERY, TradingMode.LIVE);
                } while (client.offer() != Offer.OFFERED);
            }
        }
    }

    private static Engine open(final Path data) {
        return Engine.open(EngineOptions.of(ConfigLoader.load("test", CONFIG, Map.of(), List.of()))
                .in(data)
                .segmentBytes(SEGMENT));
    }

    private static void await(final Engine engine, final long inputs) {
        while (engine.counters().lastSequence() < inputs) {
            Thread.onSpinWait();
        }
    }
}
