package io.sluice.engine.follow;

import io.sluice.journal.JournalCursor;
import io.sluice.journal.JournalException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How far every required sink has come (SPEC J-11), by their cursors in the data directory. A cursor that is not there
 * or cannot be read counts as 0: retention then keeps everything. They are looked at once a second at most. One thread.
 */
public final class RequiredCursors {
    private static final long EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final UUID journalId;
    private final List<String> sinks;
    private final Consumer<String> notices;
    private String lastNotice;
    private long lookedNs = System.nanoTime() - EVERY_NS;
    private long least;

    /**
     * @param sinks   their names.
     * @param notices takes why a cursor cannot be read.
     */
    public RequiredCursors(
            final Path directory, final UUID journalId, final List<String> sinks, final Consumer<String> notices) {
        this.directory = directory;
        this.journalId = journalId;
        this.sinks = sinks;
        this.notices = notices;
    }

    /** Last record that every required sink has taken; Long.MAX_VALUE if none is required. */
    public long least() {
        if (sinks.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (System.nanoTime() - lookedNs >= EVERY_NS) {
            lookedNs = System.nanoTime();
            least = sinks.stream().mapToLong(this::sequence).min().orElse(0);
        }
        return least;
    }

    private long sequence(final String sink) {
        try {
            return JournalCursor.sequence(directory, sink, journalId);
        } catch (final JournalException e) {
            if (!e.getMessage().equals(lastNotice)) {
                notices.accept("retention waits for the sink " + sink + ": " + e.getMessage());
            }
            lastNotice = e.getMessage();
            return 0;
        }
    }
}
