package io.sluice.serve.http;

import io.sluice.client.EngineException;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.Views;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How new what can be read is, for the headers of every answer. Any thread. */
final class Freshness {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Views views;
    private final Gateway gateway;

    /**
     * A look.
     *
     * @param seq   record that the view reflects; 0 where there is none.
     * @param ageMs milliseconds since it was known to be so; below 0 where no engine ever wrote a view.
     */
    record Look(long seq, long ageMs, boolean isAttached) {}

    Freshness(final Views views, final Gateway gateway) {
        this.views = views;
        this.gateway = gateway;
    }

    Look look() {
        try {
            final Snapshot now = views.now();
            return new Look(now.seq(), now.ageMs(), gateway.isAttached());
        } catch (final EngineException e) {
            return new Look(0, -1, gateway.isAttached());
        }
    }

    /**
     * Waits until the view reflects a record, so that what is read after a command shows it.
     *
     * @return whether it does by then.
     */
    boolean await(final long seq, final long limitMs) {
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (look().seq() < seq) {
            if (System.nanoTime() - untilNs >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }

    static String word(final boolean isAttached) {
        return isAttached ? "attached" : "lost";
    }
}
