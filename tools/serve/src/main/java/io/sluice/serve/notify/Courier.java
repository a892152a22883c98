package io.sluice.serve.notify;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Carries what is due to one channel, in a thread of its own. What fails is tried again after a pause that doubles, or
 * that the service asks for; what came after waits meanwhile.
 */
final class Courier implements Runnable, AutoCloseable {
    /** So many failures in a row, or so long without contact: the channel is down (SPEC N-1). */
    static final int MOST_FAILURES = 3;

    static final long LONGEST_SILENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long IDLE_MS = 100;
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 30_000;
    private static final long STOP_MS = 15_000;
    private static final int MOST_REFUSALS = 3;

    private final Notifier notifier;
    private final Outbox outbox;
    private final Links links;
    private final Consumer<String> say;
    private final Thread thread;
    private final Object pausing = new Object();
    private volatile boolean isStopping;
    private volatile int failures;
    private volatile long sent;
    private volatile long failed;
    private volatile String trouble = "";
    private int refusals;

    Courier(final Notifier notifier, final Outbox outbox, final Links links, final Consumer<String> say) {
        this.notifier = notifier;
        this.outbox = outbox;
        this.links = links;
        this.say = say;
        thread = new Thread(this, "sluice-notify-" + notifier.name());
    }

    void start() {
        thread.start();
    }

    /** Whether its thread works. */
    boolean isAlive() {
        return thread.isAlive();
    }

    ChannelStatus status() {
        final long silentNs = notifier.silentNs();
        final String why = failures >= MOST_FAILURES
                ? trouble
                : silentNs >= LONGEST_SILENCE_NS
                        ? "no contact for " + TimeUnit.NANOSECONDS.toSeconds(silentNs) + " s"
                        : "";
        return new ChannelStatus(
                notifier.name(),
                notifier.isPersonal(),
                why.isEmpty(),
                sent,
                failed,
                outbox.waiting(notifier.name()),
                why);
    }

    @Override
    public void run() {
        while (!isStopping) {
            try {
                final Batch batch = outbox.next(notifier.name(), System.currentTimeMillis());
                if (batch == null) {
                    outbox.await(IDLE_MS);
                } else {
                    carry(batch);
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (final RuntimeException e) {
                // A fault of one message must not silence the channel.
                failed(e instanceof NotifyException ? e.getMessage() : "a fault in Sluice itself: " + e, 0);
            }
        }
    }

    private void carry(final Batch batch) {
        try {
            final String ref = deliver(batch);
            outbox.done(batch, ref);
            sent++;
            if (failures >= MOST_FAILURES) {
                say.accept("the channel " + notifier.name() + " works again");
            }
            failures = 0;
            refusals = 0;
            trouble = "";
        } catch (final DeliveryException e) {
            if (e.kind() == DeliveryException.Kind.UNKNOWN) {
                outbox.mayBeSent(batch);
            }
            if (e.kind() == DeliveryException.Kind.REFUSED && ++refusals >= MOST_REFUSALS) {
                say.accept("the channel " + notifier.name() + " does not take the message of "
                        + batch.first().id() + ", which is given up: " + e.getMessage());
                outbox.done(batch, "");
                refusals = 0;
            }
            failed(e.getMessage(), e.pauseMs());
        }
    }

    /** Changes what is there, and sends what is new. */
    private String deliver(final Batch batch) throws DeliveryException {
        final Notice notice = batch.notice();
        final List<String> refs = notifier.canEdit() ? outbox.refs(notifier.name(), notice.subject()) : List.of();
        final boolean isHeld = notice.event().equals("hitl.held");
        final Post post = new Post(
                batch.nonce(),
                batch.entries().stream().map(Entry::notice).toList(),
                notice.isRequest() || isHeld ? links.of(notice.tradeId()) : null,
                batch.first().isReminder(),
                batch.isAgain());
        final boolean isChange = isHeld || notice.isEnd();
        if (isChange) {
            for (final String ref : refs) {
                notifier.edit(ref, post);
            }
        }
        final boolean isShown = isHeld && notifier.canEdit() || isChange && !refs.isEmpty();
        if (isShown && !notice.event().equals("hitl.expired")) {
            return "";
        }
        return notifier.post(post);
    }

    private void failed(final String why, final long pauseMs) {
        failed++;
        failures++;
        if (!why.equals(trouble) && !isStopping) {
            say.accept("the channel " + notifier.name() + " failed and tries again: " + why);
        }
        trouble = why;
        final long ownMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures - 1, 10));
        pause(pauseMs > 0 ? pauseMs : ownMs);
    }

    private void pause(final long ms) {
        synchronized (pausing) {
            try {
                if (!isStopping) {
                    TimeUnit.MILLISECONDS.timedWait(pausing, ms);
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                isStopping = true;
            }
        }
    }

    /** Stops after the message that is being sent. */
    @Override
    public void close() {
        isStopping = true;
        synchronized (pausing) {
            pausing.notifyAll();
        }
        notifier.close();
        try {
            thread.join(STOP_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
