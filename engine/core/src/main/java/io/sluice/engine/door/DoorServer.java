package io.sluice.engine.door;

import io.sluice.client.Beacon;
import io.sluice.codec.AttachRefusal;
import io.sluice.codec.DetachReason;
import io.sluice.codec.Role;
import io.sluice.config.EngineConfig;
import io.sluice.journal.Threads;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The door of one engine: socket, sessions, and the thread that serves them (SPEC ). Whatever a client does
 * harms that client alone. Opened by the engine, which holds the lock of the directory.
 */
public final class DoorServer implements AutoCloseable {
    private static final int MORE_CONNECTIONS = 32;
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long BEAT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long FAREWELL_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final EngineSide engine;
    private final EngineConfig.Door settings;
    private final Beacon beacon;
    private final Path path;
    private final Users users;
    private final ServerSocketChannel server;
    private final DoorSelector selector;
    private final Pump pump;
    private final Roster roster;
    private final Reception reception;
    private final Log log;
    private final Records records;
    private final Desk desk;
    private final Thread thread;
    private long lastGate;
    private long lastBeatNs;
    private long lastNews;
    private boolean hasRings;
    /** Something is to be tried again. */
    private boolean isStalled;
    /** The last turn left something, or did something that may lead to more. */
    private boolean isUnfinished;

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
        final Teller teller = new Teller();
        log = new Log(origins);
        selector = new DoorSelector(server, settings.waitStrategy());
        pump = new Pump(settings, selector::wakeIfAsleep);
        roster = new Roster(engine.clients(), log, settings.cancelsOnDisconnect());
        reception = new Reception(engine, users, roster, log, pump);
        records = new Records(engine, teller, roster);
        final Inputs inputs = new Inputs(origins, engine.clients(), engine.operators(), teller, log);
        desk = new Desk(engine, reception, roster, inputs, records);
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
            door.pump.start();
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
            pump.close();
            records.close();
            closeQuietly(server);
            closeQuietly(selector);
            DoorSocket.remove(path);
        }
    }

    /** One look at everything. */
    private void turn() throws IOException {
        final long startNs = System.nanoTime();
        final long news = pump.news();
        int work = sockets(startNs);
        final boolean isBeat = beat(startNs);
        // Clients that do nothing cost those nothing who wait for an answer.
        final boolean isQuiet = work == 0 && !isBeat && !isUnfinished && news == lastNews;
        lastNews = news;
        if (!isQuiet) {
            work += receiveAll(startNs);
        }
        final int told = records.work(isQuiet);
        work += told;
        if (!isQuiet || told > 0) {
            isUnfinished = flushAll() || isStalled || work > 0;
        }
        final List<Session> sessions = roster.sessions();
        selector.await(
                work > 0,
                isStalled,
                System.nanoTime() - desk.lastInputNs(),
                hasRings ? sessions : null,
                sessions.isEmpty());
    }

    private int receiveAll(final long nowNs) {
        int work = 0;
        isStalled = !log.flush();
        hasRings = false;
        final List<Session> sessions = roster.sessions();
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            if (session.rings() != null) {
                hasRings = true;
                work += receiveFromRings(session, nowNs);
            } else if (session.isStalled) {
                work += handle(session, nowNs);
            }
            isStalled |= session.isStalled;
        }
        return work;
    }

    /** Returns whether something is left to be written. */
    private boolean flushAll() {
        final long nowNs = System.nanoTime();
        boolean isLeft = false;
        final List<Session> sessions = roster.sessions();
        for (int i = 0; i < sessions.size(); i++) {
            final Session session = sessions.get(i);
            if (session.isWaiting() || session.isClosing) {
                flush(session, nowNs);
                isLeft |= session.isWaiting();
            } else {
                session.lastProgressNs = nowNs;
            }
        }
        roster.sweep();
        return isLeft;
    }

    private int sockets(final long nowNs) throws IOException {
        if (selector.ready().isEmpty()) {
            return 0;
        }
        int work = 0;
        for (final SelectionKey key : selector.ready()) {
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
        selector.ready().clear();
        return work;
    }

    /** Signs of life, of all at once where the gate has changed. */
    private boolean beat(final long nowNs) {
        final long gate = beacon.permissions();
        if (gate == lastGate && nowNs - lastBeatNs < BEAT_NS) {
            return false;
        }
        reception.beat(gate != lastGate, nowNs);
        lastGate = gate;
        lastBeatNs = nowNs;
        return true;
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
        session.key = selector.register(session);
        roster.add(session);
    }

    /** Without a file to spare nobody gets in; those who are in go on. */
    private SocketChannel acceptOrNull() {
        try {
            return server.accept();
        } catch (final IOException e) {
            LockSupport.parkNanos(PAUSE_NS);
            return null;
        }
    }

    private int receive(final Session session, final long nowNs) {
        final RingRoad rings = session.rings();
        if (session.isStalled && rings == null || session.isClosing) {
            return 0;
        }
        try {
            final int count = (rings == null ? session.in : session.socketIn).readFrom(session.channel);
            if (count < 0) {
                hungUp(session);
                return 1;
            }
            if (count > 0) {
                session.lastHeardNs = nowNs;
            }
        } catch (final IOException e) {
            hungUp(session);
            return 1;
        }
        if (rings != null) {
            desk.handleBell(session, nowNs);
            return 1;
        }
        return handle(session, nowNs);
    }

    /** What it wrote before it went is heard all the same, on the fast road too. */
    private void hungUp(final Session session) {
        if (session.rings() == null) {
            roster.end(session, DetachReason.GONE);
        } else if (!session.isGone) {
            session.isGone = true;
            session.rings().end();
            interest(session);
        }
    }

    private int receiveFromRings(final Session session, final long nowNs) {
        final DetachReason fault = session.rings().fault();
        if (fault != null && !session.isClosing) {
            roster.detach(session, fault, "its rings cannot be read");
            return 1;
        }
        if (session.isClosing || !session.isStalled && !session.rings().hasNews()) {
            return 0;
        }
        try {
            final int count = session.in.readFrom(session.road);
            if (count > 0) {
                session.lastHeardNs = nowNs;
            }
            final int taken = handle(session, nowNs);
            if (count < 0 && taken == 0 && !session.isStalled) {
                roster.end(session, DetachReason.GONE);
            }
            return taken;
        } catch (final IOException e) {
            throw new IllegalStateException("memory gives no such error", e);
        }
    }

    private int handle(final Session session, final long nowNs) {
        final int count = desk.handle(session, nowNs);
        interest(session);
        return count;
    }

    private void interest(final Session session) {
        final boolean reads = !session.isClosing && !session.isGone && (session.rings() != null || !session.isStalled);
        final boolean writes = session.socketOut().pending() > 0;
        final int interest = (reads ? SelectionKey.OP_READ : 0) | (writes ? SelectionKey.OP_WRITE : 0);
        if (interest != session.interest && session.key != null && session.key.isValid()) {
            session.interest = interest;
            session.key.interestOps(interest);
        }
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
            session.socketOut().clear();
            if (session.isClosing || receive(session, nowNs) == 0 && !session.isStalled) {
                roster.end(session, DetachReason.GONE);
            }
            return;
        }
        if (session.isClosing && session.socketOut().pending() == 0) {
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
            LockSupport.parkNanos(PAUSE_NS);
        } while (!(roster.sessions().isEmpty() && log.flush()) && System.nanoTime() - untilNs < 0);
    }

    /** Sends every client away, and takes the socket off. */
    @Override
    public void close() {
        isEnding = true;
        selector.wake();
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
