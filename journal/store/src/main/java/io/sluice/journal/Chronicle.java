package io.sluice.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.SparseRollCycles;

/** How Chronicle's libraries are set up; the one place through which their classes are first reached. */
public final class Chronicle {
    /** Its one index page of 32 kB holds 4 million records: more than a segment. */
    static final RollCycle ROLL_CYCLE;

    /** Bytes that Chronicle may write behind a record: an index page, with something to spare. */
    static final int INDEX_MARGIN = 64 * 1024;

    /** Bytes that the queue's header and the first pages of its index take, zeros included; no record begins later. */
    static final int OWN_BYTES = 66 * 1024;

    static {
        // Read once, as its classes load. A flag on the command line goes first.
        setDefault("chronicle.analytics.disable", "true");
        setDefault("chronicle.announcer.disable", "true");
        setDefault("chronicle.disk.monitor.disable", "true");
        setDefault("org.slf4j.simpleLogger.log.net.openhft", "warn");
        ROLL_CYCLE = SparseRollCycles.LARGE_HOURLY_SPARSE;
    }

    private Chronicle() {}

    /** To be called before any of Chronicle's classes is touched: checks the flags, and quiet settings take hold. */
    public static void prepare() {
        JvmFlags.check();
    }

    /** A queue of one block that never rolls by itself: its clock stands still. */
    static ChronicleQueue queue(final Path directory, final long blockSize, final long epochMs) {
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(ROLL_CYCLE)
                .timeProvider(() -> epochMs)
                .blockSize(blockSize)
                .checkInterrupts(false)
                .build();
    }

    /** Name that the queue gives the roll file of that moment. */
    static String rollFileName(final long epochMs) {
        return DateTimeFormatter.ofPattern(ROLL_CYCLE.format())
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.ofEpochMilli(epochMs))
                + SegmentFiles.ROLL_FILE_SUFFIX;
    }

    private static void setDefault(final String key, final String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
