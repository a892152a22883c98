package io.sluice.journal;

import io.sluice.record.RecordDecoder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Reads a journal on a thread of its own, ahead of the one that works with its records, so that two cores share a
 * recovery. The listener hears of the same records and faults in the same order, on the caller's thread, as if it read
 * itself: behind a fault the reader waits until the listener has said whether to go on.
 *
 * <pre>
 *   reader's thread                                             caller's thread
 *   read, checksum, sequence --&gt; RecordBatch, at most {@value #BATCHES} --&gt; execute, compare
 *            ^--------------------- emptied ---------------------'
 * </pre>
 */
public final class ReadAhead {
    /** Batches in all: so far the reader may be ahead, whatever the size of the journal. */
    static final int BATCHES = 4;

    static final String THREAD = "sluice-read-ahead";

    private final BlockingQueue<RecordBatch> filled = new ArrayBlockingQueue<>(BATCHES);
    /** One place more for the word that nobody listens any more. */
    private final BlockingQueue<RecordBatch> emptied = new ArrayBlockingQueue<>(BATCHES + 1);

    private final BlockingQueue<Boolean> answers = new ArrayBlockingQueue<>(2);
    private final RecordBatch nobodyListens = new RecordBatch(0);
    private RecordBatch filling;
    private int made;

    private ReadAhead() {}

    /**
     * Reads; returns when everything was heard, or passes on what the walk or the listener threw. The reader's thread
     * has ended then.
     *
     * @param walk     reads, as {@link JournalReader#readToEnd} does; it runs on the reader's thread.
     * @param listener hears, on this thread.
     * @throws JournalException IO if this thread is interrupted.
     */
    public static void run(final Consumer<RecordListener> walk, final RecordListener listener) {
        final ReadAhead ahead = new ReadAhead();
        final Thread reader = new Thread(() -> ahead.read(walk), THREAD);
        reader.setDaemon(true);
        reader.start();
        try {
            ahead.listen(listener);
        } catch (final InterruptedException e) {
            throw interrupted(e);
        } finally {
            ahead.emptied.add(ahead.nobodyListens);
            ahead.answers.add(false);
            Threads.await(reader);
        }
    }

    private void listen(final RecordListener listener) throws InterruptedException {
        final RecordDecoder record = new RecordDecoder();
        while (true) {
            final RecordBatch batch = filled.take();
            while (batch.next(record)) {
                listener.onRecord(record, batch.position());
            }
            if (batch.fault() != null) {
                answers.add(listener.onFault(batch.fault()));
            }
            if (batch.isLast()) {
                rethrow(batch.failure());
                return;
            }
            // From here on it is the reader's.
            emptied.add(batch);
        }
    }

    private void read(final Consumer<RecordListener> walk) {
        Throwable failure = null;
        try {
            filling = empty();
            walk.accept(new Filler());
        } catch (final Abandoned e) {
            return;
        } catch (final Throwable t) {
            // Not lost: whoever listens gets it behind the records before it.
            failure = t;
        }
        filling.end(failure);
        filled.add(filling);
    }

    /** An empty batch, made while there are not too many; waits for one otherwise. */
    private RecordBatch empty() {
        RecordBatch batch = emptied.poll();
        if (batch == null && made < BATCHES) {
            made++;
            return new RecordBatch(RecordBatch.BYTES);
        }
        if (batch == null) {
            batch = take(emptied);
        }
        if (batch == nobodyListens) {
            throw new Abandoned();
        }
        batch.clear();
        return batch;
    }

    /** The reader is interrupted by nobody. */
    private static <T> T take(final BlockingQueue<T> queue) {
        try {
            return queue.take();
        } catch (final InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static JournalException interrupted(final InterruptedException e) {
        Thread.currentThread().interrupt();
        return new JournalException(JournalException.Code.IO, "interrupted while the journal was read", e);
    }

    private static void rethrow(final Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** What the walk tells. */
    private final class Filler implements RecordListener {
        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            if (!filling.add(record, position)) {
                handOver();
                filling.add(record, position);
            }
        }

        @Override
        public boolean onFault(final JournalFault fault) {
            filling.fault(fault);
            handOver();
            return take(answers);
        }

        private void handOver() {
            filled.add(filling);
            filling = empty();
        }
    }

    /** Ends the walk when nobody listens any more. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("nobody listens", null, false, false);
        }
    }
}
