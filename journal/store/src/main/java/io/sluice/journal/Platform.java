package io.sluice.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What the journal asks of the system.
 *
 * @param wallClockMs milliseconds since the epoch.
 */
record Platform(SpaceReservation space, Device device, LongSupplier wallClockMs) {
    static Platform of(final Device device) {
        return new Platform(new Fallocate(), device, System::currentTimeMillis);
    }

    /** Makes the names in a directory survive a power cut. */
    void forceEntries(final Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory)) {
            device.force(entries, true);
        }
    }
}
