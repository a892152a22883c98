package io.sluice.serve.live;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One reader: what it subscribed to, and what waits for it. A reader that leaves a megabyte waiting is closed: it comes
 * back with the seq that it has. Its methods may be called by any thread.
 */
public final class Reader {
    static final long MOST_WAITING = 1 << 20;

    private final Wire wire;
    private final BiConsumer<Reader, String> heard;
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private final Set<LiveChannel> channels = EnumSet.noneOf(LiveChannel.class);
    private long waitingCharacters;
    private long inFlight;
    private boolean isWriting;
    private boolean isPumping;
    private volatile boolean isClosed;

    Reader(final Wire wire, final BiConsumer<Reader, String> heard) {
        this.wire = wire;
        this.heard = heard;
    }

    /** It sent a text. */
    public void onText(final String text) {
        heard.accept(this, text);
    }

    /** It is gone. */
    public void detach() {
        synchronized (this) {
            isClosed = true;
            waiting.clear();
            waitingCharacters = 0;
        }
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Whether something is not sent yet. */
    synchronized boolean isWaiting() {
        return isWriting || !waiting.isEmpty();
    }

    /** Channels that it subscribed to; the hub's thread alone. */
    Set<LiveChannel> channels() {
        return channels;
    }

    void ping() {
        if (!isClosed) {
            wire.ping();
        }
    }

    /** Closes it from this end. */
    void close(final int code, final String reason) {
        if (!isClosed) {
            detach();
            wire.close(code, reason);
        }
    }

    /** Sends a text after those that wait. */
    void send(final String text) {
        final boolean isSlow;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isSlow = waitingCharacters > MOST_WAITING;
            if (!isSlow) {
                waiting.add(text);
                waitingCharacters += text.length();
            }
        }
        if (isSlow) {
            close(Wire.TRY_AGAIN_LATER, "too slow: " + MOST_WAITING + " bytes wait");
        } else {
            pump();
        }
    }

    /** One thread at a time hands on what waits; a text that is done at once does not nest. */
    private void pump() {
        synchronized (this) {
            if (isPumping) {
                return;
            }
            isPumping = true;
        }
        while (true) {
            final String next;
            synchronized (this) {
                next = isWriting ? null : waiting.poll();
                if (next == null) {
                    isPumping = false;
                    return;
                }
                isWriting = true;
                inFlight = next.length();
            }
            wire.send(next, this::onSent);
        }
    }

    private void onSent() {
        synchronized (this) {
            isWriting = false;
            waitingCharacters = Math.max(0, waitingCharacters - inFlight);
        }
        pump();
    }
}
