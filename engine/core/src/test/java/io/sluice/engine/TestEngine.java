package io.sluice.engine;

import io.sluice.client.IntentWriter;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.journal.SnapshotFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Small engines for tests: in normal from the start, nobody asked, a ring of 64 slots. */
public final class TestEngine {
    public static final long ONE = 100_000_000L;
    public static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private static final String CONFIG =
            """
            sluice.hitl.allowed-operators = [alice]
            sluice.hitl.require-approval-for-live = false
            sluice.capacity { symbols = 16, trades = 256, pending = 8, strategies = 4 }
            sluice.capacity { decisions-per-strategy = 4096, history = 64 }
            sluice.journal.max-record = 1 MiB
            sluice.pipeline { ring-size = 64, wait-strategy = yield, warm-up = 0 s, keep-warm = 0 s }
            sluice.client.engine-timeout = 30 s
            """;

    private TestEngine() {}

    public static LoadedConfig config(final String... overrides) {
        return ConfigLoader.load("test", CONFIG, Map.of(), List.of(overrides));
    }

    public static EngineOptions options(final Path directory, final String... overrides) {
        return EngineOptions.of(config(overrides))
                .in(directory)
                .startNormal(true)
                .segmentBytes(4 << 20);
    }

    public static Engine open(final Path directory, final String... overrides) {
        return Engine.open(options(directory, overrides));
    }

    /** Whoever starts from a snapshot does not look at what lies before it. */
    public static void forgetSnapshots(final Path directory) {
        SnapshotFiles.sequences(directory).forEach(sequence -> SnapshotFiles.delete(directory, sequence));
    }

    /** A query, which is always answered and needs nothing. */
    public static IntentWriter query(final StrategyClient client, final long intentId) {
        return client.intent(intentId, ActionType.QUERY, TradingMode.LIVE);
    }

    public static IntentWriter order(final StrategyClient client, final long intentId, final long quantityE8) {
        return client.intent(intentId, ActionType.OPEN, TradingMode.LIVE)
                .symbol("BTCUSD")
                .side(Side.BUY)
                .quantity(quantityE8)
                .price(100 * ONE);
    }

    public static void await(final BooleanSupplier condition) {
        final long giveUpAtNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - giveUpAtNs > 0) {
                throw new AssertionError("it did not happen within " + PATIENCE_NS + " ns");
            }
            LockSupport.parkNanos(10_000);
        }
    }
}
