package io.sluice.engine.door;

import io.sluice.config.EngineConfig;
import io.sluice.engine.line.WaitStrategies;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/** Which sockets have something, and how the door waits for that or for a ring. */
final class DoorSelector implements AutoCloseable {
    /** After an input, how long the door looks for its record without a pause. */
    private static final long EAGER_NS = TimeUnit.MICROSECONDS.toNanos(200);
    /** While it does not wait for them, how often it looks at the sockets: a look takes a call of the system. */
    private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private static final long PAUSE_MS = 1;
    private static final long IDLE_PAUSE_MS = 50;

    private final Selector selector = Selector.open();
    private final boolean sleeps;
    private final IdleStrategy idle;
    private volatile boolean isAsleep;
    private long lastLookNs;

    DoorSelector(final ServerSocketChannel server, final EngineConfig.WaitStrategy strategy) throws IOException {
        sleeps = strategy == EngineConfig.WaitStrategy.PARK;
        // A pause of the system is longer than the engine takes.
        idle = WaitStrategies.of(sleeps ? EngineConfig.WaitStrategy.YIELD : strategy);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    SelectionKey register(final Session session) throws IOException {
        return session.channel.register(selector, SelectionKey.OP_READ, session);
    }

    /** Keys that the last wait found, to be cleared. */
    Set<SelectionKey> ready() {
        return selector.selectedKeys();
    }

    /**
     * Waits, as long as it makes sense.
     *
     * @param isBusy       whether something was done in this turn.
     * @param isStalled    whether something is to be tried again soon.
     * @param sinceInputNs time since the last input.
     * @param fast         sessions, some of which are on the fast road; null if none is.
     * @param isAlone      whether there is no client.
     */
    void await(
            final boolean isBusy,
            final boolean isStalled,
            final long sinceInputNs,
            final List<Session> fast,
            final boolean isAlone)
            throws IOException {
        if (isBusy) {
            look(fast != null);
        } else if (sinceInputNs < EAGER_NS || fast != null && !sleeps) {
            idle.idle();
            look(fast != null);
        } else {
            sleep(isAlone && !isStalled ? IDLE_PAUSE_MS : PAUSE_MS, fast);
        }
    }

    private void look(final boolean isFast) throws IOException {
        final long nowNs = System.nanoTime();
        if (!isFast || nowNs - lastLookNs > LOOK_NS) {
            lastLookNs = nowNs;
            selector.selectNow();
        }
    }

    /** Says so first and looks at the rings once more: what comes after that look, the pump wakes it for. */
    private void sleep(final long pauseMs, final List<Session> fast) throws IOException {
        isAsleep = true;
        if (fast != null && hasNews(fast)) {
            selector.selectNow();
        } else {
            selector.select(pauseMs);
        }
        isAsleep = false;
    }

    private static boolean hasNews(final List<Session> sessions) {
        for (int i = 0; i < sessions.size(); i++) {
            final RingRoad rings = sessions.get(i).rings();
            if (rings != null && rings.hasNews()) {
                return true;
            }
        }
        return false;
    }

    /** The pump's: there is something in a ring. */
    void wakeIfAsleep() {
        if (isAsleep) {
            selector.wakeup();
        }
    }

    /** Any thread. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
