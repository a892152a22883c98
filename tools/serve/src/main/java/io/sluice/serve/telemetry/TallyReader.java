package io.sluice.serve.telemetry;

import io.sluice.client.EngineException;
import io.sluice.journal.JournalException;
import io.sluice.replay.ReleasedFeed;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Feeds a {@link Tally} from the journal, in a thread of its own. Until it has counted all that was released as it
 * began, it shows nothing: a counter that rises from zero to where it was before looks like many events.
 */
public final class TallyReader implements Runnable, AutoCloseable {
    private static final int BATCH = 4096;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Waits in a row; where a segment ends one or two come. */
    private static final int MOST_IDLE = 20;

    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_MS = 5_000;

    private final Path directory;
    private final LongSupplier released;
    private final Consumer<String> notices;
    private final Tally tally = new Tally();
    private final Thread thread = new Thread(this, "sluice-tally");
    private final long caughtUpAt;
    private long next;
    private String lastTrouble = "";
    private volatile boolean isStopping;

    /**
     * @param from     record of the engine's start.
     * @param released last record that may be read by now.
     * @param notices  takes what a person should know.
     */
    public TallyReader(
            final Path directory, final long from, final LongSupplier released, final Consumer<String> notices) {
        this.directory = directory;
        this.released = released;
        this.notices = notices;
        next = from;
        caughtUpAt = released.getAsLong();
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** What was counted; {@link Counts#NONE} before it has caught up. Any thread. */
    public Counts counts() {
        return tally.counts();
    }

    /**
     * Counts all that is released now, on the caller's thread, in place of {@link #start()}. A journal may have lost
     * its end with the power of the host: it counts what is there.
     */
    public Counts countAll() {
        try (ReleasedFeed feed = new ReleasedFeed(directory, next, released)) {
            int idle = 0;
            while (feed.sequence() < caughtUpAt && idle < MOST_IDLE) {
                final boolean isMore = feed.await((record, position) -> tally.add(record), BATCH, WAIT_NS) > 0;
                idle = isMore ? 0 : idle + 1;
            }
        }
        tally.show();
        return tally.counts();
    }

    @Override
    public void run() {
        while (!isStopping) {
            try (ReleasedFeed feed = new ReleasedFeed(directory, next, released)) {
                read(feed);
            } catch (final EngineException e) {
                // What retention took cannot be counted any more.
                next = e.code() == EngineException.Code.OVERTAKEN ? 0 : next;
                trouble(e.getMessage());
            } catch (final JournalException e) {
                trouble(e.getMessage());
            }
        }
    }

    private void read(final ReleasedFeed feed) {
        while (!isStopping) {
            if (feed.await((record, position) -> tally.add(record), BATCH, WAIT_NS) > 0) {
                next = feed.sequence() + 1;
                if (feed.sequence() >= caughtUpAt) {
                    tally.show();
                }
            }
        }
    }

    private void trouble(final String why) {
        if (!why.equals(lastTrouble)) {
            notices.accept("the metrics cannot count by the journal: " + why);
            lastTrouble = why;
        }
        LockSupport.parkNanos(PAUSE_NS);
    }

    @Override
    public void close() {
        isStopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
