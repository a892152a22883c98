package io.sluice.engine.door;

import io.sluice.config.Grant;
import io.sluice.replay.ReleasedFeed;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import jdk.net.UnixDomainPrincipal;

/** One client at the door, from its connection on. The door's thread only. */
final class Session {
    /** Most inputs of one client that wait for an answer. */
    static final int MAX_AWAITED = 4096;

    private static final int FIRST_CAPACITY = 8192;

    /** An input that asked for an answer, and how far the engine is known to have got since. */
    static final class Awaited {
        /** Monotonic time after which a sign of life of the engine counts; 0 while it may still be on its way. */
        long idleSinceNs;
        /** Signs of life since. */
        int beats;
        /** Sent in a session before: nobody knows whether it ever arrived, so only its record answers it. */
        final boolean isOld;
        /** Without a record up to this one it has none; 0 while that is not known. */
        long last;

        Awaited(final boolean isOld) {
            this.isOld = isOld;
        }
    }

    final SocketChannel channel;
    /** What carries its frames: the socket, or the rings of the fast road. */
    ByteChannel road;

    FrameReader in;
    FrameWriter out = new FrameWriter(FIRST_CAPACITY);
    /** On the fast road what comes and goes on the socket all the same; null on the slow one. */
    FrameReader socketIn;

    FrameWriter socketOut;
    final Map<UUID, Awaited> awaited = new HashMap<>();
    final UserPrincipal principal;
    final GroupPrincipal group;
    SelectionKey key;
    /** What its key was last told to look for. */
    int interest = SelectionKey.OP_READ;

    long lastHeardNs;
    long lastProgressNs;
    long lastBeatNs;
    /** The frame at its head found no room in the engine's ring. */
    boolean isStalled;

    boolean isClosing;
    /** Its socket was closed at the other end; what is left in its rings is read. */
    boolean isGone;
    /** Next record to be told of; 0 before it listens. */
    long next;

    long types;
    boolean isListening;
    /** Its own reading, while it is behind the live records. */
    ReleasedFeed catchUp;

    CompletableFuture<OpenCommands> lookup;
    OpenCommands open;
    /** What it last sent as, in each role. */
    final SentAs[] sentAs = SentAs.inEachRole();

    private long id;
    private Grant grant;
    private Attachment attachment;

    /**
     * @param peer user and group at the other end.
     */
    Session(final SocketChannel channel, final UnixDomainPrincipal peer, final int maxFrame, final long nowNs) {
        this.channel = channel;
        road = channel;
        principal = peer.user();
        group = peer.group();
        in = new FrameReader(maxFrame);
        lastHeardNs = nowNs;
        lastProgressNs = nowNs;
        lastBeatNs = nowNs;
    }

    void attach(final long newId, final Grant granted, final Attachment asked) {
        id = newId;
        grant = granted;
        attachment = asked;
    }

    /** From now on frames come and go over rings; the socket says that the client lives, and when it is sent away. */
    void takeRoad(final RingRoad rings, final int maxFrame) {
        socketIn = in;
        socketOut = out;
        in = FrameReader.ofWholeFrames(maxFrame);
        out = new FrameWriter(FIRST_CAPACITY);
        road = rings;
    }

    /** Its rings; null on the slow road. */
    RingRoad rings() {
        return socketIn == null ? null : (RingRoad) road;
    }

    /** Where the last word to it goes, and what goes before it is attached. */
    FrameWriter socketOut() {
        return socketOut == null ? out : socketOut;
    }

    /** Whether something waits to be written to it. */
    boolean isWaiting() {
        return out.pending() > 0 || socketOut != null && socketOut.pending() > 0;
    }

    boolean isAttached() {
        return attachment != null;
    }

    long id() {
        return id;
    }

    String user() {
        return principal.getName();
    }

    Grant grant() {
        return grant;
    }

    Attachment attachment() {
        return attachment;
    }

    /** Whether it is the one client of a strategy. */
    boolean hasStrategy() {
        return isAttached() && attachment.hasStrategy();
    }

    /** Name of the gateway that it is. */
    String gatewayName() {
        return attachment.principal().isEmpty() ? Texts.cut(user(), 64) : attachment.principal();
    }

    /** Writes what waits, as far as its road takes it. */
    void flush(final long nowNs) throws IOException {
        if (out.pending() == 0 || out.writeTo(road) > 0) {
            lastProgressNs = nowNs;
        }
        if (socketOut != null) {
            socketOut.writeTo(channel);
        }
    }

    void close() {
        if (catchUp != null) {
            catchUp.close();
            catchUp = null;
        }
        try {
            road.close();
            channel.close();
        } catch (final IOException e) {
            // It is gone either way.
            return;
        }
    }
}
