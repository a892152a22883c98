package io.sluice.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Takes what was written to the device, and waits for it (SPEC J-5). The one place that asks for it: what is not forced
 * here is not counted on, and what fails here stops the engine (J-7).
 */
@FunctionalInterface
public interface Device {
    /** The system's. */
    Device SYSTEM = FileChannel::force;

    /**
     * Forces one file, or the entries of one directory.
     *
     * @param withLength whether length and times must survive, too.
     * @throws IOException if the device did not take it. Nobody knows then what it has; asking again proves nothing.
     */
    void force(FileChannel file, boolean withLength) throws IOException;
}
