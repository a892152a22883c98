package io.sluice.serve.http;

import io.sluice.serve.live.Hub;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The sockets of {@code /ws}: each is a reader of the hub. A thread looks twice a second whether each may still be
 * open, so that the end of a session or a token closes it within a second (SPEC A-3).
 */
public final class LiveSockets implements Sockets, AutoCloseable {
    private static final long LOOK_MS = 500;
    private static final long CUT_S = 5;
    private static final int MOST = 2_000;

    private final Hub hub;
    private final Set<LiveSocket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        final Thread thread = new Thread(work, "sluice-sockets");
        thread.setDaemon(true);
        return thread;
    });

    /** @param hub that tells what changes. */
    public LiveSockets(final Hub hub) {
        this.hub = hub;
        clock.scheduleWithFixedDelay(() -> open.forEach(LiveSockets::look), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** A fault at one socket must not leave the others unwatched: a clock that throws once never runs again. */
    private static void look(final LiveSocket socket) {
        try {
            socket.check();
        } catch (final RuntimeException e) {
            socket.cut();
        }
    }

    @Override
    public Object open(final Caller caller) {
        return new LiveSocket(this, caller);
    }

    Hub hub() {
        return hub;
    }

    /** Takes a socket in; false if there are too many. */
    boolean opened(final LiveSocket socket) {
        return open.size() < MOST && open.add(socket);
    }

    void closed(final LiveSocket socket) {
        open.remove(socket);
    }

    /** A reader that does not read takes no close either: then the connection is cut. Of one that is over no harm. */
    void cutLater(final Session session) {
        try {
            clock.schedule(session::disconnect, CUT_S, TimeUnit.SECONDS);
        } catch (final RejectedExecutionException e) {
            // serve stops: the server ends all connections itself.
            session.disconnect();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
