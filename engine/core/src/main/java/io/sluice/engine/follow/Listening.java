package io.sluice.engine.follow;

import io.sluice.client.Answers;
import io.sluice.client.CommandAnswer;
import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.journal.Threads;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reads the released records for the engine's own process: events for its listener, answers for those who wait for one
 * (SPEC O-0). It has a thread of its own, since what it calls belongs to the embedding user and may take its time. The
 * thread starts with a listener, an operator's door, or the first command.
 */
public final class Listening implements Answers, AutoCloseable {
    private static final int BATCH = 256;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /**
     * Between two looks while no caller waits for an answer. A caller that expects one does not wake the thread: on few
     * cores it would take the place of the engine, or of the sender, before the input is sent.
     */
    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(5);

    private final Path directory;
    private final LongSupplier released;
    private final EngineListener listener;
    private final Consumer<String> notices;
    private final Supplier<Throwable> line;
    private final AtomicBoolean isStopTold = new AtomicBoolean();
    private final Events events;
    private final Map<UUID, CompletableFuture<CommandAnswer>> expected = new ConcurrentHashMap<>();
    /** By the id that a record will bear those that it answers too. */
    private final Map<UUID, List<UUID>> merged = new ConcurrentHashMap<>();

    private Thread thread;
    private boolean isClosed;
    private volatile long end = Long.MAX_VALUE;
    private volatile Throwable failure;

    /**
     * @param released last record that may be heard by now.
     * @param listener hears the events.
     * @param notices  takes what is to be said about the listening itself.
     * @param line     why the line stopped; null while it runs.
     */
    public Listening(
            final Path directory,
            final LongSupplier released,
            final EngineListener listener,
            final Consumer<String> notices,
            final Supplier<Throwable> line) {
        this.directory = directory;
        this.released = released;
        this.listener = listener;
        this.notices = notices;
        this.line = line;
        events = new Events(listener, notices);
    }

    /** Begins with a record, unless it has begun. */
    public synchronized void start(final long from) {
        if (thread == null && !isClosed) {
            final ReleasedFeed feed = new ReleasedFeed(directory, from, released);
            thread = new Thread(() -> run(feed), "sluice-listener");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public CompletableFuture<CommandAnswer> expect(final UUID correlationId) {
        final CompletableFuture<CommandAnswer> answer = new CompletableFuture<>();
        expected.put(correlationId, answer);
        // The record of an input that is yet to be offered comes after all that is released by now.
        start(released.getAsLong() + 1);
        if (failure != null || isClosed()) {
            failAll();
        }
        return answer;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    @Override
    public void forget(final UUID correlationId) {
        expected.remove(correlationId);
    }

    /** The record that bears the one id answers the other too. Any thread, before that record can be made. */
    public void merged(final UUID correlationId, final UUID into) {
        if (expected.containsKey(correlationId)) {
            merged.computeIfAbsent(into, id -> new CopyOnWriteArrayList<>()).add(correlationId);
        }
    }

    private void run(final ReleasedFeed feed) {
        try (feed) {
            Throwable why = null;
            int count = 0;
            while (feed.sequence() < end && (why == null || count > 0)) {
                // Asked before the records: a line that has stopped releases nothing more.
                why = line.get();
                count = feed.poll(this::onRecord, BATCH);
                if (count == 0 && isAwaited()) {
                    count = feed.await(this::onRecord, BATCH, WAIT_NS);
                } else if (count == 0) {
                    LockSupport.parkNanos(this, QUIET_NS);
                }
            }
            if (why != null) {
                stopped(why);
            }
        } catch (final Throwable t) {
            failure = t;
            notices.accept("nobody hears of events and answers any more: " + t.getMessage());
        }
        failAll();
    }

    /** Whether anything is to be heard soon. */
    private boolean isAwaited() {
        return listener != EngineListener.STDERR || !expected.isEmpty();
    }

    private void onRecord(final RecordDecoder record, final long position) {
        if (listener != EngineListener.STDERR) {
            events.onRecord(record);
        }
        if (!expected.isEmpty()) {
            final UUID id = Events.correlationId(record);
            answer(id, record);
            final List<UUID> others = merged.remove(id);
            if (others != null) {
                others.forEach(other -> answer(other, record));
            }
        }
    }

    private void answer(final UUID id, final RecordDecoder record) {
        final CompletableFuture<CommandAnswer> answer = expected.remove(id);
        if (answer != null) {
            answer.complete(AnswerReader.read(id, record));
        }
    }

    private void failAll() {
        for (final UUID id : expected.keySet()) {
            final CompletableFuture<CommandAnswer> answer = expected.remove(id);
            if (answer != null) {
                answer.completeExceptionally(new EngineException(
                        EngineException.Code.OUTCOME_UNKNOWN, "the engine stopped before a record bore the id"));
            }
        }
    }

    /**
     * Ends the thread once it has heard this record; a listener that takes longer than five seconds is left alone.
     *
     * @param last record that there will ever be.
     */
    public void endAt(final long last) {
        end = last;
    }

    @Override
    public void close() {
        final Thread ending;
        synchronized (this) {
            isClosed = true;
            ending = thread;
        }
        if (ending != null && ending != Thread.currentThread() && !Threads.await(ending, CLOSE_NS)) {
            notices.accept("the listener did not hear all events within " + TimeUnit.NANOSECONDS.toSeconds(CLOSE_NS)
                    + " s of the stop");
        }
        failAll();
    }

    /** The last event, told once. */
    public void stopped(final Throwable why) {
        if (isStopTold.compareAndSet(false, true)) {
            events.stopped(why);
        }
    }
}
