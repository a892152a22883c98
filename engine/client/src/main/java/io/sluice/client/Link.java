package io.sluice.client;

import io.sluice.codec.AnswerDecoder;
import io.sluice.codec.AnswerWantedEncoder;
import io.sluice.codec.AttachEncoder;
import io.sluice.codec.AttachRefusal;
import io.sluice.codec.AttachRefusedDecoder;
import io.sluice.codec.AttachedDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DetachReason;
import io.sluice.codec.DetachedDecoder;
import io.sluice.codec.DetachedEncoder;
import io.sluice.codec.InputEncoder;
import io.sluice.codec.ListenEncoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.codec.SignOfLifeDecoder;
import io.sluice.codec.SignOfLifeEncoder;
import io.sluice.codec.ToldDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.schema.FrameCheck;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A client's connection to a door, and the thread that reads it. Any thread offers: what it offers is written at once,
 * as far as the socket takes it. A connection that is lost is made again, with pauses that grow (SPEC X-7).
 */
final class Link implements AutoCloseable {
    private static final int PROTOCOL = 1;
    private static final long NO_PLACE = -1;
    /** Most that waits here before offers are told that there is no room. */
    private static final int ROOM_BYTES = 64 * 1024;

    private static final int MAX_FRAME = 1 << 20;
    private static final long HANDSHAKE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long FIRST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(2);

    final RemoteBeacon beacon = new RemoteBeacon();
    final RemoteAnswers answers = new RemoteAnswers();
    final RemoteDecisions decisions;
    final RemoteCommands commands = new RemoteCommands();
    final AtomicLong highestIntentId = new AtomicLong();
    private final ClientOptions options;
    private final Unanswered unanswered = new Unanswered();
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "sluice-client");
    private final Object sending = new Object();
    private final FrameWriter out = new FrameWriter(2 * ROOM_BYTES);
    private final InputEncoder input = new InputEncoder();
    private final SignOfLifeEncoder sign = new SignOfLifeEncoder();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ToldDecoder told = new ToldDecoder();
    private final AnswerDecoder answer = new AnswerDecoder();
    private final SignOfLifeDecoder signSeen = new SignOfLifeDecoder();
    private final DetachedDecoder detached = new DetachedDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final UnsafeBuffer outcome = new UnsafeBuffer(0, 0);

    private SocketChannel channel;
    private Selector selector;
    private FrameReader in;
    private int session;
    private boolean isAttached;
    private boolean isCaughtUp;
    private volatile boolean isClosed;

    private UUID journalId;
    private long startSequence;
    private long attachedAt;
    private long heartbeatNs;
    private long silenceNs;
    /** Everything up to this record was told; -1 while there is no such place. */
    private long toldUpTo = NO_PLACE;
    /** Record that was told last, perhaps in part, and how many of its outcomes. */
    private long lastTold;

    private int lastToldCount;
    private int toldCount;
    private long toldNow;
    private long skipBefore;
    private int skipCount;
    private volatile long engineTimeoutNs = TimeUnit.SECONDS.toNanos(1);
    private volatile long clockOffsetNs;
    private volatile String principal = "";

    Link(final ClientOptions options) {
        this.options = options;
        decisions = new RemoteDecisions(() -> {
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
            first.get(options.patience.toNanos() + 2 * HANDSHAKE_NS, TimeUnit.NANOSECONDS);
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

    String principal() {
        return principal;
    }

    boolean isOpen() {
        return !isClosed;
    }

    /** Offers an input; nothing waits. */
    Offer offer(
            final Role role,
            final String name,
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
        final boolean isIntent = role == Role.STRATEGY && Unanswered.isIntent(message, offset);
        final boolean wantsAnswer = (msb | lsb) != 0 && answers.isExpected(new UUID(msb, lsb));
        synchronized (sending) {
            if (!isAttached) {
                return Offer.ENGINE_LOST;
            }
            // Intents of the session before go first: ids have to rise.
            if (out.pending() > ROOM_BYTES || isIntent && !isCaughtUp) {
                return Offer.BACK_PRESSURED;
            }
            if (isIntent) {
                unanswered.sent(message, offset, length, msb, lsb, session);
            }
            put(role, name, msb, lsb, message, offset, length, wantsAnswer);
            return flush() ? Offer.OFFERED : Offer.ENGINE_LOST;
        }
    }

    private void put(
            final Role role,
            final String name,
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
        out.end(input.principal(name).putInput(message, offset, length));
    }

    /** Writes what the socket takes; the client's thread has the rest. False if the connection is gone. */
    private boolean flush() {
        try {
            out.writeTo(channel);
            if (out.pending() > 0) {
                selector.wakeup();
            }
            return true;
        } catch (final IOException e) {
            // Its own thread finds the same and attaches again; what was not written never arrives.
            isAttached = false;
            selector.wakeup();
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
                handshake();
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
                    giveUp(e);
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
        answers.failAll("the client was closed");
    }

    private void giveUp(final EngineException why) {
        System.err.println("sluice: the client does not attach again: " + why.getMessage());
        isClosed = true;
        beacon.closed();
    }

    private void connect() throws IOException {
        final SocketChannel made = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean isConnected = false;
        try {
            made.configureBlocking(false);
            if (!made.connect(UnixDomainSocketAddress.of(options.socket))) {
                throw new IOException("too many wait for the door");
            }
            isConnected = true;
        } finally {
            if (!isConnected) {
                made.close();
            }
        }
        synchronized (sending) {
            channel = made;
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            out.clear();
        }
        in = new FrameReader(MAX_FRAME);
    }

    private void handshake() throws IOException {
        synchronized (sending) {
            final AttachEncoder attach = out.begin(new AttachEncoder());
            attach.protocol(PROTOCOL)
                    .road(Road.SLOW)
                    .takeOver(options.takeOver ? Bool.TRUE : Bool.FALSE)
                    .tradingMode(options.mode);
            attach.buffer().putByte(attach.offset() + AttachEncoder.rolesEncodingOffset(), (byte) options.roleBits());
            if (options.strategyId != ClientOptions.NO_STRATEGY) {
                attach.strategyId(options.strategyId);
            }
            out.end(attach.name(options.name).principal(options.principal));
            out.writeTo(channel);
        }
        final long untilNs = System.nanoTime() + HANDSHAKE_NS;
        while (!in.next()) {
            if (in.wrong() != null) {
                throw new IOException(in.wrong());
            }
            final long leftNs = untilNs - System.nanoTime();
            if (leftNs <= 0 || isClosed) {
                throw new IOException("the door does not answer");
            }
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNs)));
            selector.selectedKeys().clear();
            if (in.readFrom(channel) < 0) {
                throw new IOException("the door closed the connection");
            }
        }
        if (in.templateId() == AttachRefusedDecoder.TEMPLATE_ID) {
            throw refused(new AttachRefusedDecoder().wrapAndApplyHeader(in.buffer(), in.offset(), header));
        }
        if (in.templateId() != AttachedDecoder.TEMPLATE_ID) {
            throw new IOException("what answers is no door");
        }
        attached(new AttachedDecoder().wrapAndApplyHeader(in.buffer(), in.offset(), header));
        in.advance();
    }

    /** A strategy that is taken by the session before may soon be free; the rest stays as it is. */
    private static EngineException refused(final AttachRefusedDecoder refused) {
        final AttachRefusal why = refused.refusal();
        final EngineException.Code code =
                switch (why) {
                    case STRATEGY_TAKEN -> EngineException.Code.CLIENT_EXISTS;
                    case TOO_MANY -> EngineException.Code.NO_ENGINE;
                    case SEC_001, VERSION, FRAME, NULL_VAL -> EngineException.Code.ACCESS_REFUSED;
                };
        return new EngineException(code, why.name().replace("SEC_", "SEC-") + ": " + refused.sentence());
    }

    private void attached(final AttachedDecoder attached) {
        final UUID journal =
                new UUID(attached.journalId().msb(), attached.journalId().lsb());
        final boolean isAgain = journalId != null;
        final boolean isOther = isAgain && !journal.equals(journalId);
        if (isOther) {
            toldUpTo = NO_PLACE;
            lastTold = 0;
            answers.failAll("another journal was begun before a record bore the id");
        }
        final boolean isFirst = toldUpTo == NO_PLACE && options.mode == TradingMode.NULL_VAL;
        journalId = journal;
        startSequence = attached.startSequence();
        attachedAt = attached.lastSequence();
        heartbeatNs = attached.heartbeatNs();
        silenceNs = attached.silenceNs();
        engineTimeoutNs = attached.engineTimeoutNs();
        clockOffsetNs = attached.clockOffsetNs();
        beacon.attached(startSequence, attachedAt, attached.gate());
        final long highest = attached.highestIntentId();
        if (highest != AttachedDecoder.highestIntentIdNullValue()) {
            highestIntentId.accumulateAndGet(highest, Math::max);
        }
        attached.beacon();
        attached.osUser();
        principal = attached.principal();
        if (isFirst) {
            toldUpTo = options.from > 0 ? options.from - 1 : attachedAt;
        }
        skipBefore = lastTold > toldUpTo ? lastTold : 0;
        skipCount = lastToldCount;
        toldNow = 0;
        answers.lost();
        synchronized (sending) {
            session++;
            final AnswerWantedEncoder wanted = new AnswerWantedEncoder();
            for (final UUID id : answers.ids()) {
                out.begin(wanted)
                        .correlationId()
                        .msb(id.getMostSignificantBits())
                        .lsb(id.getLeastSignificantBits());
                out.end(wanted);
            }
            out.end(out.begin(new ListenEncoder()).from(toldUpTo + 1).types(options.types));
            isCaughtUp = unanswered.before(session).isEmpty();
            isAttached = true;
            flush();
        }
        first.complete(null);
        said(() -> options.listener.onAttached(isAgain, startSequence));
    }

    /** Reads until the connection ends; says why it did. */
    private String converse() throws IOException {
        long heardNs = System.nanoTime();
        long beatNs = heardNs;
        while (!isClosed) {
            String gone = frames();
            if (gone != null) {
                return gone;
            }
            long nowNs = System.nanoTime();
            if (nowNs - heardNs > silenceNs) {
                return "no word of the door for " + TimeUnit.NANOSECONDS.toMillis(nowNs - heardNs) + " ms";
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
                out.writeTo(channel);
                channel.keyFor(selector)
                        .interestOps(SelectionKey.OP_READ | (out.pending() > 0 ? SelectionKey.OP_WRITE : 0));
            }
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(heartbeatNs / 2)));
            selector.selectedKeys().clear();
            final int count = in.readFrom(channel);
            if (count < 0) {
                return "the connection ended";
            }
            heardNs = count > 0 ? System.nanoTime() : heardNs;
        }
        return null;
    }

    /** Takes the frames that are there; why the session ends, or null. */
    private String frames() {
        while (in.next()) {
            final UnsafeBuffer buffer = in.buffer();
            final int offset = in.offset();
            String gone = null;
            switch (in.templateId()) {
                case ToldDecoder.TEMPLATE_ID -> gone = told(told.wrapAndApplyHeader(buffer, offset, header));
                case AnswerDecoder.TEMPLATE_ID -> {
                    answer.wrapAndApplyHeader(buffer, offset, header);
                    toldUpTo = Math.max(toldUpTo, answer.sequence());
                    answers.answer(answer);
                }
                case SignOfLifeDecoder.TEMPLATE_ID -> {
                    signSeen.wrapAndApplyHeader(buffer, offset, header);
                    beacon.show(signSeen);
                    toldUpTo = Math.max(toldUpTo, signSeen.toldSequence() == 0 ? NO_PLACE : signSeen.toldSequence());
                }
                case DetachedDecoder.TEMPLATE_ID -> gone =
                        sentAway(detached.wrapAndApplyHeader(buffer, offset, header));
                default -> {
                    // A door of a later version may say more.
                }
            }
            in.advance();
            if (gone != null) {
                return gone;
            }
        }
        return in.wrong();
    }

    private String sentAway(final DetachedDecoder away) {
        if (away.reason() == DetachReason.TAKEN_OVER) {
            giveUp(new EngineException(EngineException.Code.CLIENT_EXISTS, away.sentence()));
            return "another client took its place";
        }
        if (away.reason() == DetachReason.SLOW) {
            // What it missed may be gone for good: it begins again with what is.
            toldUpTo = NO_PLACE;
            lastTold = 0;
        }
        return away.reason() + ": " + away.sentence();
    }

    private String told(final ToldDecoder in) {
        final long sequence = in.sequence();
        toldUpTo = Math.max(toldUpTo, sequence - 1);
        toldCount = sequence == toldNow ? toldCount + 1 : 1;
        toldNow = sequence;
        final boolean isKnown = sequence < skipBefore || sequence == skipBefore && toldCount <= skipCount;
        final int why = in.why().getRaw();
        in.principal();
        in.wrapOutcome(outcome);
        final UUID id = new UUID(in.correlationId().msb(), in.correlationId().lsb());
        if ((why & Why.ANSWER) != 0) {
            answers.outcome(id, Outcome.copy(outcome, 0, outcome.capacity()));
        }
        if (!isKnown) {
            if ((why & Why.DECISION) != 0) {
                decision.wrapAndApplyHeader(outcome, 0, header);
                unanswered.decided(decision.intentId());
                decisions.put(in, outcome, 0, outcome.capacity());
            }
            if ((why & Why.COMMAND) != 0) {
                final byte[] copy = new byte[outcome.capacity()];
                outcome.getBytes(0, copy);
                if (!commands.put(copy)) {
                    return "the adapter does not take its commands";
                }
            }
            lastTold = sequence;
            lastToldCount = toldCount;
            if ((why & Why.SUBSCRIBED) != 0) {
                subscribed(in, id);
            }
        }
        return null;
    }

    private void subscribed(final ToldDecoder in, final UUID id) {
        in.sbeRewind();
        final String sender = in.principal();
        final EngineListener.Moment at = new EngineListener.Moment(in.sequence(), in.timeNs(), id, in.role(), sender);
        final Outcome copy = Outcome.copy(outcome, 0, outcome.capacity());
        said(() -> options.listener.onOutcome(at, copy));
    }

    /** Once everything of the time before was told, the intents that have no decision are asked again. */
    private void sendAgain() {
        if (isCaughtUp || toldUpTo < attachedAt) {
            return;
        }
        for (final Unanswered.Intent intent : unanswered.before(session)) {
            final UnsafeBuffer message = new UnsafeBuffer(intent.message());
            unanswered.sent(message, 0, message.capacity(), intent.msb(), intent.lsb(), session);
            put(Role.STRATEGY, "", intent.msb(), intent.lsb(), message, 0, message.capacity(), false);
        }
        isCaughtUp = true;
    }

    private void disconnect(final String why) {
        final boolean wasAttached;
        synchronized (sending) {
            wasAttached = isAttached || first.isDone() && !first.isCompletedExceptionally();
            isAttached = false;
            if (isClosed && channel != null && channel.isConnected()) {
                farewell();
            }
            closeQuietly(channel);
            closeQuietly(selector);
        }
        if (!isClosed) {
            beacon.lost();
            if (wasAttached && why != null) {
                said(() -> options.listener.onLost(why));
            }
        }
    }

    private void farewell() {
        try {
            out.end(out.begin(new DetachedEncoder()).reason(DetachReason.LEFT).sentence(""));
            out.writeTo(channel);
        } catch (final IOException e) {
            // It is gone already.
            return;
        }
    }

    private static void said(final Runnable call) {
        try {
            call.run();
        } catch (final RuntimeException | LinkageError | AssertionError e) {
            System.err.println("sluice: the client's listener threw: " + e);
        }
    }

    private static void closeQuietly(final AutoCloseable closing) {
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (final Exception e) {
            // Nothing hangs on it.
            return;
        }
    }

    /** Detaches; what was not written by then is not sent. */
    @Override
    public void close() {
        isClosed = true;
        beacon.closed();
        LockSupport.unpark(thread);
        synchronized (sending) {
            if (selector != null) {
                selector.wakeup();
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

    /** Why a client is told of an outcome, as bits. */
    private static final class Why {
        static final int DECISION = 1;
        static final int COMMAND = 2;
        static final int ANSWER = 4;
        static final int SUBSCRIBED = 8;
    }
}
