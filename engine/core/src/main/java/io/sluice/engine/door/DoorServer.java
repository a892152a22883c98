package io.sluice.engine.door;

import io.sluice.client.Beacon;
import io.sluice.codec.AnswerWantedDecoder;
import io.sluice.codec.AttachDecoder;
import io.sluice.codec.AttachRefusal;
import io.sluice.codec.DetachReason;
import io.sluice.codec.DetachedDecoder;
import io.sluice.codec.InputDecoder;
import io.sluice.codec.ListenDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.SignOfLifeDecoder;
import io.sluice.config.EngineConfig;
import io.sluice.journal.Threads;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The door of one engine: socket, sessions, and the one thread that serves them (SPEC ). Whatever a client does
 * harms that client alone. Opened by the engine, which holds the lock of the directory.
 */
public final class DoorServer implements AutoCloseable {
    private static final int MORE_CONNECTIONS = 32;
    /** After an input, how long the door looks for its record without a pause. */
    private static final long EAGER_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private static final long PAUSE_MS = 1;
    private static final long IDLE_PAUSE_MS = 50;
    private static final long FAREWELL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(5);

    private final EngineSide engine;
    private final EngineConfig.Door settings;
    private final Beacon beacon;
    private final Path path;
    private final Users users;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final Roster roster;
    private final Reception reception;
    private final Teller teller = new Teller();
    private final Log log;
    private final Inputs inputs;
    private final Records records;
    private final Thread thread;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AttachDecoder attach = new AttachDecoder();
    private final ListenDecoder listen = new ListenDecoder();
    private final AnswerWantedDecoder answerWanted = new AnswerWantedDecoder();
    private final InputDecoder input = new InputDecoder();
    private long lastInputNs;
    private long lastGate;
    private volatile boolean isEnding;

    private DoorServer(final EngineSide engine, final Users users, final ServerSocketChannel server)
            throws IOException {
        this.engine = engine;
        this.users = users;
        this.server = server;
        settings = engine.settings();
        beacon = engine.beacon();
        path = settings.socket(engine.directory());
        final Origins origins = new Origins(engine.intake());
        log = new Log(origins);
        inputs = new Inputs(origins, engine.clients(), engine.operators(), teller, log);
        roster = new Roster(engine.clients(), log, settings.cancelsOnDisconnect());
        reception = new Reception(engine, users, roster, log);
        records = new Records(engine, teller, roster);
        selector = Selector.open();
        server.register(selector, SelectionKey.OP_ACCEPT);
        lastGate = beacon.permissions();
        thread = new Thread(this::run, "sluice-door");
        thread.setDaemon(true);
    }

    /**
     * Opens the door.
     *
     * @throws DoorException if it cannot: the socket's path, or a grant.
     */
    public static DoorServer open(final EngineSide engine) {
        final EngineConfig.Door settings = engine.settings();
        final Path path = settings.socket(engine.directory()).toAbsolutePath().normalize();
        final Users users = Users.of(settings.grants(), engine.directory(), engine.fourEyes());
        if (users.namesOthers()
                && path.startsWith(engine.directory().toAbsolutePath().normalize())) {
            throw new DoorException(
                    "sluice.door.path: " + path + " lies in the data directory, where the other users of "
                            + "sluice.door.grants must not go: set a path outside it",
                    null);
        }
        final ServerSocketChannel server = DoorSocket.listen(path, users.namesOthers());
        boolean isOpen = false;
        try {
            final DoorServer door = new DoorServer(engine, users, server);
            door.thread.start();
            isOpen = true;
            return door;
        } catch (final IOException e) {
            throw new DoorException("the door does not open: " + e.getMessage(), e);
        } finally {
            if (!isOpen) {
                closeQuietly(server);
            }
        }
    }

    /** Where to attach. */
    public Path path() {
        return path;
    }

    /** Clients that are attached now. Any thread. */
    public int clients() {
        return roster.clients();
    }

    /** The same of one role; a client with several roles counts in each. Any thread. */
    public int clients(final Role role) {
        return roster.clients(role);
    }

    /** Whether one user of the host can be both pairs of eyes (O-1). */
    public boolean isSecondPairUnproven() {
        return engine.fourEyes() && users.isSecondPairUnproven(engine.operators());
    }

    private void run() {
        try {
            while (!isEnding) {
                turn();
            }
            farewell();
        } catch (final Throwable t) {
            engine.notices().accept("the door has closed: " + t);
        } finally {
            roster.sessions().forEach(Session::close);
            records.close();
            closeQuietly(server);
            closeQuietly(selector);
            DoorSocket.remove(path);
        }
    }

    /** One look at everything. */
    private void turn() throws IOException {
        long nowNs = System.nanoTime();
        int work = 0;
        for (final SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.isAcceptable()) {
                accept(nowNs);
                work++;
            } else if (key.isReadable()) {
                work += receive((Session) key.attachment(), nowNs);
            }
        }
        selector.selectedKeys().clear();
        boolean isStalled = !log.flush();
        for (final Session session : roster.sessions()) {
            if (session.isStalled) {
                work += handle(session, nowNs);
                isStalled |= session.isStalled;
            }
        }
        work += records.work();
        nowNs = System.nanoTime();
        final long gate = beacon.permissions();
        reception.beat(gate != lastGate, nowNs);
        lastGate = gate;
        for (final Session session : roster.sessions()) {
            flush(session, nowNs);
        }
        roster.sweep();
        select(work, isStalled, nowNs);
    }

    private void select(final int work, final boolean isStalled, final long nowNs) throws IOException {
        if (work > 0) {
            selector.selectNow();
        } else if (nowNs - lastInputNs < EAGER_NS) {
            // A pause of the system is longer than the engine takes.
            Thread.yield();
            selector.selectNow();
        } else {
            selector.select(roster.sessions().isEmpty() && !isStalled ? IDLE_PAUSE_MS : PAUSE_MS);
        }
    }

    private void accept(final long nowNs) throws IOException {
        final SocketChannel channel = acceptOrNull();
        if (channel == null) {
            return;
        }
        final Session session;
        try {
            channel.configureBlocking(false);
            session = new Session(channel, users.peer(channel), settings.maxFrameBytes(), nowNs);
        } catch (final IOException e) {
            channel.close();
            return;
        }
        if (roster.sessions().size() >= settings.maxClients() + MORE_CONNECTIONS) {
            reception.refuse(
                    session, Refusal.of(AttachRefusal.TOO_MANY, "too many connections wait at the door"), nowNs);
            session.flush(nowNs);
            session.close();
            return;
        }
        session.key = channel.register(selector, SelectionKey.OP_READ, session);
        roster.add(session);
    }

    /** Without a file to spare nobody gets in; those who are in go on. */
    private SocketChannel acceptOrNull() {
        try {
            return server.accept();
        } catch (final IOException e) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
            return null;
        }
    }

    private int receive(final Session session, final long nowNs) {
        if (session.isStalled || session.isClosing) {
            return 0;
        }
        try {
            final int count = session.in.readFrom(session.channel);
            if (count < 0) {
                roster.end(session, DetachReason.GONE);
                return 1;
            }
            if (count > 0) {
                session.lastHeardNs = nowNs;
            }
        } catch (final IOException e) {
            roster.end(session, DetachReason.GONE);
            return 1;
        }
        return handle(session, nowNs);
    }

    /** A fault of ours in what one client sent is told, and ends that client alone. */
    private int handle(final Session session, final long nowNs) {
        try {
            return takeAll(session, nowNs);
        } catch (final RuntimeException e) {
            engine.notices().accept("client " + session.id() + " is sent away for a fault at the door: " + e);
            roster.end(session, DetachReason.BAD_FRAME);
            return 1;
        }
    }

    /** Takes the frames that are there, so many a turn. */
    private int takeAll(final Session session, final long nowNs) {
        int count = 0;
        session.isStalled = false;
        while (count < settings.perTurn() && !session.isClosing && session.in.next()) {
            if (!take(session, nowNs)) {
                session.isStalled = true;
                session.lastHeardNs = nowNs;
                interest(session);
                return count;
            }
            session.in.advance();
            count++;
        }
        if (session.in.wrong() != null && !session.isClosing) {
            if (session.isAttached()) {
                roster.detach(session, DetachReason.BAD_FRAME, session.in.wrong());
            } else {
                final boolean isVersion = session.in.version() != AttachDecoder.SCHEMA_VERSION
                        && session.in.templateId() == AttachDecoder.TEMPLATE_ID;
                reception.refuse(
                        session,
                        Refusal.of(isVersion ? AttachRefusal.VERSION : AttachRefusal.FRAME, session.in.wrong()),
                        nowNs);
            }
        }
        // What is left in its memory has its turn next, without another word of the socket.
        session.isStalled = count == settings.perTurn();
        interest(session);
        return count;
    }

    private void interest(final Session session) {
        if (session.key != null && session.key.isValid()) {
            session.key.interestOps((session.isStalled || session.isClosing ? 0 : SelectionKey.OP_READ)
                    | (session.out.pending() > 0 ? SelectionKey.OP_WRITE : 0));
        }
    }

    /** @return false if it found no room and is to be tried again. */
    private boolean take(final Session session, final long nowNs) {
        final UnsafeBuffer buffer = session.in.buffer();
        final int offset = session.in.offset();
        final int templateId = session.in.templateId();
        if (!session.isAttached()) {
            if (templateId != AttachDecoder.TEMPLATE_ID) {
                reception.refuse(
                        session, Refusal.of(AttachRefusal.FRAME, "the first frame has to be an Attach"), nowNs);
            } else {
                reception.attach(session, Attachment.read(attach.wrapAndApplyHeader(buffer, offset, header)), nowNs);
            }
            return true;
        }
        switch (templateId) {
            case InputDecoder.TEMPLATE_ID -> {
                lastInputNs = nowNs;
                return inputs.take(session, input.wrapAndApplyHeader(buffer, offset, header), nowNs);
            }
            case SignOfLifeDecoder.TEMPLATE_ID -> session.lastHeardNs = nowNs;
            case DetachedDecoder.TEMPLATE_ID -> roster.end(session, DetachReason.LEFT);
            case ListenDecoder.TEMPLATE_ID -> {
                listen.wrapAndApplyHeader(buffer, offset, header);
                if (session.isListening) {
                    roster.detach(session, DetachReason.BAD_FRAME, "a session listens once");
                } else {
                    records.listen(session, listen.from(), listen.types());
                }
            }
            case AnswerWantedDecoder.TEMPLATE_ID -> {
                answerWanted.wrapAndApplyHeader(buffer, offset, header);
                if (session.awaited.size() < Session.MAX_AWAITED) {
                    session.awaited.put(
                            new UUID(
                                    answerWanted.correlationId().msb(),
                                    answerWanted.correlationId().lsb()),
                            new Session.Awaited(true));
                }
            }
            default -> roster.detach(session, DetachReason.BAD_FRAME, "a client does not send such a frame");
        }
        return true;
    }

    private void flush(final Session session, final long nowNs) {
        if (!session.channel.isOpen()) {
            return;
        }
        try {
            session.flush(nowNs);
        } catch (final IOException e) {
            // It reads no more. What it said before it went is heard all the same.
            session.out.clear();
            if (receive(session, nowNs) == 0 && !session.isStalled) {
                roster.end(session, DetachReason.GONE);
            }
            return;
        }
        if (session.isClosing && session.out.pending() == 0) {
            roster.end(session, DetachReason.GONE);
        } else {
            interest(session);
        }
    }

    private void farewell() {
        roster.sessions().forEach(session -> roster.detach(session, DetachReason.STOPPING, "the engine stops"));
        final long untilNs = System.nanoTime() + FAREWELL_NS;
        do {
            log.flush();
            for (final Session session : roster.sessions()) {
                flush(session, System.nanoTime());
            }
            roster.sweep();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        } while (!(roster.sessions().isEmpty() && log.flush()) && System.nanoTime() - untilNs < 0);
    }

    /** Sends every client away, and takes the socket off. */
    @Override
    public void close() {
        isEnding = true;
        selector.wakeup();
        if (!Threads.await(thread, CLOSE_NS)) {
            engine.notices().accept("the door did not close within " + TimeUnit.NANOSECONDS.toSeconds(CLOSE_NS) + " s");
        }
    }

    private static void closeQuietly(final AutoCloseable closing) {
        try {
            closing.close();
        } catch (final Exception e) {
            // Nothing hangs on it.
            return;
        }
    }
}
