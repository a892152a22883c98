package io.sluice.serve.http;

import io.sluice.serve.live.Reader;
import io.sluice.serve.live.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** One connection at {@code /ws}. Public, since Jetty calls it by method handles. */
public final class LiveSocket implements Session.Listener.AutoDemanding {
    /** Without a word for so long, a pong included, the other end is gone. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final int MOST_BYTES = 16 * 1024;
    /** Each request costs a snapshot: a reader that floods is closed. */
    private static final int REQUESTS_A_SECOND = 20;

    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final LiveSockets sockets;
    private final Caller caller;
    private volatile Session session;
    private volatile Reader reader;
    private long secondNs;
    private int requests;

    LiveSocket(final LiveSockets sockets, final Caller caller) {
        this.sockets = sockets;
        this.caller = caller;
    }

    @Override
    public void onWebSocketOpen(final Session opened) {
        opened.setIdleTimeout(SILENCE);
        opened.setMaxTextMessageSize(MOST_BYTES);
        session = opened;
        reader = sockets.hub().attach(new Line(sockets, opened));
        if (!sockets.opened(this)) {
            end(Wire.TRY_AGAIN_LATER, "too many connections");
        }
    }

    @Override
    public void onWebSocketText(final String text) {
        final long nowNs = System.nanoTime();
        if (nowNs - secondNs >= SECOND_NS) {
            secondNs = nowNs;
            requests = 0;
        }
        if (++requests > REQUESTS_A_SECOND) {
            end(Wire.TRY_AGAIN_LATER, "too many requests");
        } else {
            reader.onText(text);
        }
    }

    @Override
    public void onWebSocketClose(final int code, final String reason, final Callback callback) {
        gone();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(final Throwable cause) {
        gone();
    }

    /** Closes it if the caller may no longer be here. */
    void check() {
        if (!caller.isValid()) {
            end(StatusCode.POLICY_VIOLATION, "the session or the token is over");
        } else if (!session.isOpen()) {
            gone();
        }
    }

    /** Ends it without a word. */
    void cut() {
        gone();
        session.disconnect();
    }

    private void end(final int code, final String reason) {
        gone();
        session.close(code, reason, Callback.NOOP);
        sockets.cutLater(session);
    }

    private void gone() {
        sockets.closed(this);
        if (reader != null) {
            reader.detach();
        }
    }

    /** The way to it. */
    private record Line(LiveSockets sockets, Session to) implements Wire {
        @Override
        public void send(final String text, final Runnable done) {
            to.sendText(text, Callback.from(done, failure -> done.run()));
        }

        @Override
        public void ping() {
            to.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }

        @Override
        public void close(final int code, final String reason) {
            to.close(code, reason, Callback.NOOP);
            sockets.cutLater(to);
        }
    }
}
