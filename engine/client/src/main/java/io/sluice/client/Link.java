package io.sluice.client;

import io.sluice.codec.AnswerWantedEncoder;
import io.sluice.codec.AttachedDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.DetachReason;
import io.sluice.codec.DetachedEncoder;
import io.sluice.codec.InputEncoder;
import io.sluice.codec.ListenEncoder;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.codec.SignOfLifeEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.schema.FrameCheck;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A client's connection to a door, and the thread that reads it. Any thread offers: what it offers is written at once,
 * as far as the socket takes it. A connection that is lost is made again, with pauses that grow (SPEC X-7).
 */
final class Link implements AutoCloseable {
    /** Most that waits here before offers are told that there is no room. */
    private static final int ROOM_BYTES = 64 * 1024;

    /** Sent in its own name. */
    private static final byte[] OWN = {};

    private static final int MAX_FRAME = 1 << 20;
    private static final long FIRST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(2);

    final Hearing hearing;
    final AtomicLong highestIntentId = new AtomicLong();
    private final ClientOptions options;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "sluice-client");
    private final Object sending = new Object();
    private final FrameWriter out = new FrameWriter(2 * ROOM_BYTES);
    private final InputEncoder input = new InputEncoder();
    private final SignOfLifeEncoder sign = new SignOfLifeEncoder();

    /** Held by the thread that reads: the client's own, or a strategy's that polls. */
    private final ReentrantLock reading = new ReentrantLock();

    private final boolean strategyReads;
    private Carrier carrier;
    private FrameReader in;
    private long heardNs;
    private boolean isConversing;
    /** Why the session ended; null while it goes on. Under the lock of reading. */
    private String gone;

    private int session;
    private boolean isAttached;
    private boolean isCaughtUp;
    private volatile boolean isClosed;

    private volatile UUID journalId;
    private long startSequence;
    private long attachedAt;
    private long heartbeatNs;
    private long silenceNs;
    private volatile long engineTimeoutNs = TimeUnit.SECONDS.toNanos(1);
    private volatile long clockOffsetNs;
    private volatile String principal = "";

    Link(final ClientOptions options) {
        this.options = options;
        // A listener is called on the client's own thread.
        strategyReads = options.road == Road.FAST && options.types == 0;
        hearing = new Hearing(options.listener, this::hear, () -> {
            if (options.roles.size() == 1) {
                close();
            }
        });
        thread.setDaemon(true);
    }

    /** Attaches for the first time. */
    void open() {
        thread.start();
        try {
            first.get(options.patience.toNanos() + 2 * Handshake.LIMIT_NS, TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new EngineException(EngineException.Code.NO_ENGINE, "interrupted while it attached", e);
        } catch (final java.util.concurrent.ExecutionException e) {
            close();
            final EngineException why = (EngineException) e.getCause();
            throw new EngineException(why.code(), why.getMessage(), why);
        } catch (final java.util.concurrent.TimeoutException e) {
            close();
            throw new EngineException(
                    EngineException.Code.NO_ENGINE, "the engine at " + options.socket + " does not answer", e);
        }
    }

    long engineTimeoutNs() {
        return engineTimeoutNs;
    }

    long nowNs() {
        return clockOffsetNs + System.nanoTime();
    }

    UUID journalId() {
        return journalId;
    }

    String principal() {
        return principal;
    }

    boolean isOpen() {
        return !isClosed;
    }

    /**
     * Offers an input; nothing waits.
     *
     * @param name in whose name, UTF-8.
     */
    Offer offer(
            final Role role,
            final byte[] name,
            final long msb,
            final long lsb,
            final DirectBuffer message,
            final int offset,
            final int length) {
        if (isClosed) {
            return Offer.ENGINE_STOPPED;
        }
        if (FrameCheck.check(message, offset, length) != null) {
            return Offer.MALFORMED;
        }
        // A gateway hears no decisions but as answers: what it sends for strategies is theirs to ask again.
        final boolean isIntent = role == Role.STRATEGY
                && options.strategyId != ClientOptions.NO_STRATEGY
                && Unanswered.isIntent(message, offset);
        final boolean wantsAnswer = (msb | lsb) != 0 && hearing.answers.isExpected(new UUID(msb, lsb));
        synchronized (sending) {
            if (!isAttached) {
                return Offer.ENGINE_LOST;
            }
            // Intents of the session before go first: ids have to rise.
            if (isIntent && !isCaughtUp || !hasRoom()) {
                return Offer.BACK_PRESSURED;
            }
            final boolean isNew = isIntent && hearing.unanswered.sent(message, offset, length, msb, lsb, session);
            put(role, name, msb, lsb, message, offset, length, wantsAnswer);
            // What is in a ring can be read, though the bell found the socket closed.
            if (flush() || out.pending() == 0) {
                return Offer.OFFERED;
            }
            // The caller is told that it did not go: it must not be asked again by itself.
            if (isNew) {
                hearing.unanswered.forget(message, offset);
            }
            return Offer.ENGINE_LOST;
        }
    }

    private void put(
            final Role role,
            final byte[] name,
            final long msb,
            final long lsb,
            final DirectBuffer message,
            final int offset,
            final int length,
            final boolean wantsAnswer) {
        out.begin(input, length)
                .role(role)
                .answer(wantsAnswer ? Bool.TRUE : Bool.FALSE)
                .correlationId()
                .msb(msb)
                .lsb(lsb);
        out.end(input.putPrincipal(name, 0, name.length).putInput(message, offset, length));
    }

    private boolean hasRoom() {
        if (carrier.queues()) {
            return out.pending() <= ROOM_BYTES;
        }
        return out.pending() == 0 || flush() && out.pending() == 0;
    }

    /** Writes what its road takes; the client's thread has the rest. False if the connection is gone. */
    private boolean flush() {
        try {
            carrier.write(out);
            if (out.pending() > 0) {
                carrier.wake();
            }
            return true;
        } catch (final IOException e) {
            // Its own thread finds the same and attaches again; what was not written never arrives.
            isAttached = false;
            carrier.wake();
            return false;
        }
    }

    private void run() {
        final long untilNs = System.nanoTime() + options.patience.toNanos();
        long pauseNs = FIRST_PAUSE_NS;
        while (!isClosed) {
            String lost = null;
            try {
                connect();
                pauseNs = FIRST_PAUSE_NS;
                lost = converse();
            } catch (final IOException e) {
                lost = options.socket + ": " + e.getMessage();
                if (!first.isDone() && System.nanoTime() - untilNs >= 0) {
                    first.completeExceptionally(new EngineException(
                            EngineException.Code.NO_ENGINE,
                            "no engine listens at " + options.socket + ": start one with sluice run, or name its "
                                    + "directory or socket"));
                }
            } catch (final EngineException e) {
                lost = e.getMessage();
                if (e.code() == EngineException.Code.ACCESS_REFUSED && first.isDone()) {
                    giveUp(e.getMessage());
                }
                first.completeExceptionally(e);
            } finally {
                disconnect(lost);
            }
            if (!isClosed) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pauseNs / 2, pauseNs));
                pauseNs = Math.min(2 * pauseNs, LONGEST_PAUSE_NS);
            }
        }
        hearing.answers.failAll("the client was closed");
    }

    private void giveUp(final String why) {
        System.err.println("sluice: the client does not attach again: " + why);
        isClosed = true;
        hearing.beacon.closed();
    }

    private void connect() throws IOException {
        final SocketCarrier socket = new SocketCarrier(Handshake.connect(options.socket));
        synchronized (sending) {
            carrier = socket;
            out.clear();
            Handshake.ask(out, options);
            carrier.write(out);
        }
        in = new FrameReader(MAX_FRAME);
        attached(Handshake.answer(socket.channel, socket.selector, in, () -> isClosed), socket);
    }

    private void attached(final AttachedDecoder attached, final SocketCarrier socket) {
        final UUID journal =
                new UUID(attached.journalId().msb(), attached.journalId().lsb());
        final boolean isAgain = journalId != null;
        final boolean isOther = isAgain && !journal.equals(journalId);
        journalId = journal;
        startSequence = attached.startSequence();
        attachedAt = attached.lastSequence();
        heartbeatNs = attached.heartbeatNs();
        silenceNs = attached.silenceNs();
        engineTimeoutNs = attached.engineTimeoutNs();
        clockOffsetNs = attached.clockOffsetNs();
        hearing.beacon.attached(startSequence, attachedAt, attached.gate());
        final long highest = attached.highestIntentId();
        if (highest != AttachedDecoder.highestIntentIdNullValue()) {
            highestIntentId.accumulateAndGet(highest, Math::max);
        }
        attached.beacon();
        attached.osUser();
        principal = attached.principal();
        final String rings = attached.rings();
        in.advance();
        if (options.road == Road.FAST) {
            final RingCarrier fast = RingCarrier.open(socket, Path.of(rings), attached.ringBytes());
            in = FrameReader.ofWholeFrames(fast.largestFrame());
            synchronized (sending) {
                carrier = fast;
            }
        }
        // An adapter begins with its first open command, anybody else with what happens from now on.
        final long first = options.from > 0 ? options.from : options.mode == TradingMode.NULL_VAL ? attachedAt + 1 : 0;
        hearing.begin(isOther, first);
        synchronized (sending) {
            session++;
            final AnswerWantedEncoder wanted = new AnswerWantedEncoder();
            for (final UUID id : hearing.answers.ids()) {
                out.begin(wanted)
                        .correlationId()
                        .msb(id.getMostSignificantBits())
                        .lsb(id.getLeastSignificantBits());
                out.end(wanted);
            }
            out.end(out.begin(new ListenEncoder()).from(hearing.from()).types(options.types));
            isCaughtUp = hearing.unanswered.before(session).isEmpty();
            isAttached = true;
            flush();
        }
        this.first.complete(null);
        Hearing.heard(() -> options.listener.onAttached(isAgain, startSequence));
    }

    /** Reads until the connection ends; says why it did. */
    private String converse() throws IOException {
        heardNs = System.nanoTime();
        long beatNs = heardNs;
        gone = null;
        isConversing = true;
        boolean isWaiting;
        while (!isClosed) {
            final long nowNs = System.nanoTime();
            reading.lock();
            try {
                read(nowNs);
                if (gone == null && nowNs - heardNs > silenceNs) {
                    gone = "no word of the door for " + TimeUnit.NANOSECONDS.toMillis(nowNs - heardNs) + " ms";
                }
                if (gone != null) {
                    if (hearing.isTakenOver()) {
                        giveUp(gone);
                    }
                    return gone;
                }
            } finally {
                reading.unlock();
            }
            synchronized (sending) {
                if (!isAttached) {
                    return "the connection ended";
                }
                if (nowNs - beatNs >= heartbeatNs && out.pending() <= ROOM_BYTES) {
                    beatNs = nowNs;
                    out.end(out.begin(sign).engineState(0));
                }
                sendAgain();
                carrier.write(out);
                isWaiting = out.pending() > 0;
            }
            carrier.await(isWaiting, heartbeatNs / 2);
        }
        return null;
    }

    /** Takes what is there; with the lock of reading. */
    private int read(final long nowNs) {
        int count = 0;
        try {
            count = carrier.read(in);
            heardNs = count > 0 ? nowNs : heardNs;
            gone = hearing.take(in);
            if (gone == null && carrier.aside() != null) {
                gone = hearing.take(carrier.aside());
            }
            if (gone == null && count < 0) {
                gone = "the connection ended";
            }
        } catch (final IOException e) {
            gone = String.valueOf(e.getMessage());
        }
        return count;
    }

    /** A strategy that polls reads for itself where that is a look into memory: its decision waits for no thread. */
    private void hear() {
        if (!strategyReads || reading.isHeldByCurrentThread() || !reading.tryLock()) {
            return;
        }
        try {
            if (isConversing && gone == null) {
                read(System.nanoTime());
            }
        } finally {
            reading.unlock();
        }
    }

    /** Once everything of the time before was told, the intents that have no decision are asked again. */
    private void sendAgain() {
        if (isCaughtUp || !hearing.isPast(attachedAt)) {
            return;
        }
        for (final Unanswered.Intent intent : hearing.unanswered.before(session)) {
            final UnsafeBuffer message = new UnsafeBuffer(intent.message());
            hearing.unanswered.sent(message, 0, message.capacity(), intent.msb(), intent.lsb(), session);
            put(Role.STRATEGY, OWN, intent.msb(), intent.lsb(), message, 0, message.capacity(), false);
        }
        isCaughtUp = true;
    }

    private void disconnect(final String why) {
        final boolean wasAttached;
        reading.lock();
        try {
            isConversing = false;
            synchronized (sending) {
                wasAttached = isAttached || first.isDone() && !first.isCompletedExceptionally();
                if (isClosed && isAttached) {
                    farewell();
                }
                isAttached = false;
                if (carrier != null) {
                    carrier.close();
                    carrier = null;
                }
            }
        } finally {
            reading.unlock();
        }
        if (!isClosed) {
            hearing.beacon.lost();
            if (wasAttached && why != null) {
                Hearing.heard(() -> options.listener.onLost(why));
            }
        }
    }

    private void farewell() {
        try {
            out.end(out.begin(new DetachedEncoder()).reason(DetachReason.LEFT).sentence(""));
            carrier.write(out);
        } catch (final IOException e) {
            // It is gone already.
            return;
        }
    }

    /** Detaches; what was not written by then is not sent. */
    @Override
    public void close() {
        isClosed = true;
        hearing.beacon.closed();
        LockSupport.unpark(thread);
        synchronized (sending) {
            if (carrier != null) {
                carrier.wake();
            }
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join(TimeUnit.NANOSECONDS.toMillis(CLOSE_NS));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** At most so many bytes of UTF-8. */
    static String cut(final String text, final int maxBytes) {
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            end--;
        }
        return text.substring(0, end);
    }
}
