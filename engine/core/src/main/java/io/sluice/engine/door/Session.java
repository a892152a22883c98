package io.sluice.engine.door;

import io.sluice.config.Grant;
import io.sluice.replay.ReleasedFeed;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

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
    final FrameReader in;
    final FrameWriter out = new FrameWriter(FIRST_CAPACITY);
    final Map<UUID, Awaited> awaited = new HashMap<>();
    final UserPrincipal principal;
    SelectionKey key;
    long lastHeardNs;
    long lastProgressNs;
    long lastBeatNs;
    /** The frame at its head found no room in the engine's ring. */
    boolean isStalled;

    boolean isClosing;
    /** Next record to be told of; 0 before it listens. */
    long next;

    long types;
    boolean isListening;
    /** Its own reading, while it is behind the live records. */
    ReleasedFeed catchUp;

    CompletableFuture<OpenCommands> lookup;
    OpenCommands open;
    private long id;
    private Grant grant;
    private Attachment attachment;

    Session(final SocketChannel channel, final UserPrincipal principal, final int maxFrame, final long nowNs) {
        this.channel = channel;
        this.principal = principal;
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

    /** Writes what waits, as far as the socket takes it. */
    void flush(final long nowNs) throws IOException {
        if (out.pending() == 0) {
            lastProgressNs = nowNs;
        } else if (out.writeTo(channel) > 0) {
            lastProgressNs = nowNs;
        }
    }

    void close() {
        if (catchUp != null) {
            catchUp.close();
            catchUp = null;
        }
        try {
            channel.close();
        } catch (final IOException e) {
            // It is gone either way.
            return;
        }
    }
}
