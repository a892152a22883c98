package io.sluice.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Takes the blocks of a file from the file system before they are written (SPEC J-7). */
@FunctionalInterface
public interface SpaceReservation {
    /**
     * Reserves the first bytes of a file, so that writing them cannot fail for want of space. Makes the file where
     * there is none; leaves its length and content as they are, or fills it with zeros.
     *
     * @throws IOException if there is not that much space; then nothing may be written there.
     */
    void reserve(Path file, long bytes) throws IOException;

    /** By what the operating system offers. */
    static SpaceReservation ofSystem() {
        return new Fallocate();
    }
}
