package io.sluice.serve;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.metrics.Metric;
import io.sluice.metrics.Reading;
import io.sluice.serve.notify.Surroundings.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What can be seen of an engine from its files, without a word from it. One thread. */
final class Sight {
    /** A busy host holds a thread up for as long, now and then. */
    private static final long SHORTEST_SILENCE_NS = TimeUnit.SECONDS.toNanos(3);

    private static final long COUNTERS_NS = TimeUnit.SECONDS.toNanos(10);

    private final Path directory;
    private final Beacon beacon;
    private final long silenceNs;
    private Engine engine = Engine.STOPPED;
    private long dropped = -1;
    private long countersNs = System.nanoTime() - COUNTERS_NS;

    /** @param engineTimeoutNs silence after which clients take an engine for lost. */
    Sight(final Path directory, final long engineTimeoutNs) {
        this.directory = directory;
        beacon = Beacon.look(directory);
        silenceNs = Math.max(SHORTEST_SILENCE_NS, engineTimeoutNs);
    }

    /** How the engine is; while it starts or stops, how it was before. */
    Engine engine() {
        engine = switch (beacon.state()) {
            case STARTING, STOPPING -> engine;
            case RUNNING -> beacon.isLost(silenceNs) ? Engine.LOST : Engine.UP;
            case STOPPED -> Engine.STOPPED;
            case FAILED -> Engine.FAILED;
        };
        return engine;
    }

    /** Inputs that it had no room for since it started; below 0 if that is not known. */
    long dropped() {
        if (System.nanoTime() - countersNs < COUNTERS_NS) {
            return dropped;
        }
        countersNs = System.nanoTime();
        try {
            final Path file = Beacon.counters(directory);
            dropped = file == null
                    ? -1
                    : Reading.of(file).rows().stream()
                            .filter(row -> row.typeId() == Metric.INPUTS_DROPPED.typeId())
                            .mapToLong(Reading.Row::value)
                            .sum();
        } catch (final IOException | EngineException e) {
            dropped = -1;
        }
        return dropped;
    }
}
