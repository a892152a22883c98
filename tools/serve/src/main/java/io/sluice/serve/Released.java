package io.sluice.serve;

import io.sluice.client.Beacon;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** The last record that the engine released, for any thread: a beacon by itself is one thread's. */
final class Released implements LongSupplier {
    private final Beacon beacon;

    /** @throws io.sluice.client.EngineException NO_BEACON if there never was an engine. */
    Released(final Path directory) {
        beacon = Beacon.look(directory);
    }

    @Override
    public synchronized long getAsLong() {
        return beacon.lastSequence();
    }
}
