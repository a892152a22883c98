package io.sluice.tools.demo;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.JournalKind;
import io.sluice.codec.TradingMode;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Measures what an answer costs when the engine has nothing else to do: one query after the other, each after the
 * answer to the one before, to an engine and a journal of its own that are thrown away.
 */
final class ClosedLoop implements DecisionHandler {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 5_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final int DIGITS = 3;

    private final Histogram latency = new Histogram(DIGITS);
    private long answers;

    private ClosedLoop() {}

    /** Nanoseconds from offer to answer; empty where the machine is too slow or the engine does not start. */
    static Histogram measure(final LoadedConfig config) {
        final ClosedLoop loop = new ClosedLoop();
        try {
            final Path directory = Files.createTempDirectory("sluice-demo");
            try (Engine engine =
                            Engine.open(EngineOptions.of(config).in(directory).kind(JournalKind.DEMO));
                    StrategyClient client = engine.strategy(1)) {
                loop.run(client);
            } finally {
                remove(directory);
            }
        } catch (final IOException e) {
            loop.latency.reset();
        }
        return loop.latency;
    }

    private void run(final StrategyClient client) {
        final long endNs = System.nanoTime() + PATIENCE_NS;
        for (int i = 1; i <= WARM_UP + MEASURED && System.nanoTime() < endNs; i++) {
            final long startNs = System.nanoTime();
            client.intent(i, ActionType.QUERY, TradingMode.LIVE).symbol(Doors.SYMBOL);
            if (client.offer() != Offer.OFFERED) {
                return;
            }
            while (answers < i && System.nanoTime() < endNs) {
                if (client.poll(this, 1) == 0) {
                    Thread.onSpinWait();
                }
            }
            if (i > WARM_UP && answers == i) {
                latency.recordValue(System.nanoTime() - startNs);
            }
        }
    }

    private static void remove(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void onAllowed(final AllowedOrder order) {
        answers++;
    }

    @Override
    public void onHeld(final Answer answer) {
        answers++;
    }

    @Override
    public void onRefused(final Answer answer) {
        answers++;
    }

    @Override
    public void onLapsed(final Answer answer) {
        answers++;
    }
}
