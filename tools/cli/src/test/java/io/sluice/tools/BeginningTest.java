package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.EngineClock;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.seal.SealKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC J-11, J-8: what retention removed is on record, and nothing else may be missing at the beginning. */
@Tag("J-11")
class BeginningTest {
    private static final long MONTH_NS = TimeUnit.DAYS.toNanos(31);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int BEGINNING_MISSING = 8;

    @TempDir
    private static Path place;

    private static Path retired;
    private static final long ROUND_NS = 1_000_000;

    private static Path key;
    private static long first;

    private static final AtomicLong PASSED_NS = new AtomicLong();

    @TempDir
    private Path folder;

    /** Three starts that are a month old, and two of which retention has removed the first. */
    @BeforeAll
    static void write() throws IOException {
        retired = place.resolve("data");
        key = place.resolve("seal.pub");
        SealKeys.generate(place.resolve("seal.key"), key);
        run(1, () -> true);
        run(2, () -> true);
        run(3, () -> {
            // The record of the removal comes into the fourth segment: a fifth is made once that is in use.
            if (Files.exists(Spoiled.segment(retired, 5))) {
                PASSED_NS.set(MONTH_NS);
            }
            return !Files.exists(Spoiled.segment(retired, 2));
        });
        run(4, () -> true);
        first = Spoiled.first(retired);
    }

    @Test
    void shouldFindGoodWhatIsMissingAndOnRecord() {
        final Cli verified = verify(retired);
        assertThat(verified.code()).as(verified.out()).isZero();
        assertThat(first).isGreaterThan(1);
        assertThat(verified.out())
                .containsPattern("retention removed the records before record " + first + "; record \\d+ says so")
                .doesNotContain("cannot be computed again");
        final Cli backup = Cli.run("backup", folder.resolve("copy"), "--dir", retired);
        assertThat(backup.code()).as(backup.err()).isZero();
        assertThat(verify(folder.resolve("copy")).code()).isZero();
    }

    @Test
    void shouldFindARecordChangedInWhatIsLeftOfASealedRange() throws IOException {
        final Path data = Spoiled.copy(retired, folder.resolve("changed"));
        Spoiled.rewrite(data, first + 1);
        final Cli verified = verify(data);
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.out()).contains("records " + first + " to ").contains("are not what retention left behind");
    }

    @Test
    void shouldFindWhatAHandRemoved() throws IOException {
        final Path data = Spoiled.copy(retired, folder.resolve("removed"));
        Spoiled.delete(Spoiled.segment(data, 3));
        final Cli verified = verify(data);
        assertThat(verified.out()).contains("BAD: the beginning is missing: the first record is record");
        assertThat(verified.out()).contains("retention removed those up to record " + (first - 1) + " only");
        assertThat(verified.code()).isEqualTo(BEGINNING_MISSING);
        final Cli json = Cli.run("verify", "--json", "--dir", data);
        assertThat(json.code()).isEqualTo(BEGINNING_MISSING);
        assertThat(json.out()).contains("\"good\":false,\"missing\":\"the beginning is missing");
        Spoiled.rewrite(data, Spoiled.last(data) - 20);
        assertThat(verify(data).code()).as("that is not all").isEqualTo(1);
    }

    /** Later the real retention removes more; what a hand removed before stays found as long as both are on record. */
    @Test
    void shouldFindWhatAHandRemovedBetweenTwoRemovals() throws IOException {
        final Path data = Spoiled.copy(retired, folder.resolve("between"));
        Spoiled.delete(Spoiled.segment(data, 3));
        final long passedNs = PASSED_NS.get();
        run(data, 5, () -> {
            PASSED_NS.set(passedNs + MONTH_NS);
            return !Files.exists(Spoiled.segment(data, 4));
        });
        PASSED_NS.set(passedNs);
        final Cli verified = verify(data);
        assertThat(verified.out()).containsPattern("BAD: records " + first + " to \\d+ are missing before those that");
        assertThat(verified.code()).isEqualTo(BEGINNING_MISSING);
    }

    private static Cli verify(final Path data) {
        final Cli plain = Cli.run("verify", "--dir", data);
        final Matcher hash = Pattern.compile("chain hash ([0-9a-f]{64})").matcher(plain.out());
        return hash.find()
                ? Cli.run("verify", "--dir", data, "--key", key, "--expect", hash.group(1))
                : Cli.run("verify", "--dir", data, "--key", key);
    }

    private static void run(final int strategy, final BooleanSupplier isDone) {
        run(retired, strategy, isDone);
    }

    /** Asks until something has come about. */
    private static void run(final Path data, final int strategy, final BooleanSupplier isDone) {
        final EngineClock clock = EngineClock.system(
                () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) + PASSED_NS.get(),
                () -> System.nanoTime() + PASSED_NS.get());
        try (Engine engine = Engine.open(EngineOptions.of(ConfigLoader.load(
                                "test",
                                "sluice { hitl.allowed-operators = [alice], pipeline.wait-strategy = park,"
                                        + " capacity { symbols = 16, trades = 64, pending = 8, history = 64 },"
                                        + " snapshot.records = 200, journal { max-record = 512 kB, seal { records = 32,"
                                        + " key = \"" + place.resolve("seal.key") + "\" } } }",
                                Map.of(),
                                List.of()))
                        .in(data)
                        .segmentBytes(1 << 21)
                        .clock(clock));
                StrategyClient client = engine.strategy(strategy)) {
            final long giveUpAtNs = System.nanoTime() + PATIENCE_NS;
            long id = 0;
            do {
                assertThat(System.nanoTime() - giveUpAtNs).isNegative();
                for (int i = 0; i < 40; i++) {
                    id++;
                    do {
                        client.intent(id, ActionType.QUERY, TradingMode.LIVE);
                    } while (client.offer() != Offer.OFFERED);
                }
                // Each seal is signed: what comes faster than that only makes the journal longer.
                LockSupport.parkNanos(ROUND_NS);
            } while (!isDone.getAsBoolean());
        }
    }
}
