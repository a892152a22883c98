package io.sluice.engine.line;

import io.sluice.client.Beacon;
import io.sluice.client.EngineClock;
import io.sluice.client.EngineException;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Role;
import io.sluice.codec.Severity;
import io.sluice.codec.SyncMode;
import io.sluice.codec.SyncPointEncoder;
import io.sluice.codec.SystemEventEncoder;
import io.sluice.journal.JournalException;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.replay.Stepper;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one thread of the hot path. A cycle: what must get through, then a few inputs, each stamped as it is taken;
 * where there is none, the timers; then a sign of life. Whatever goes wrong stops the line, and says so.
 */
public final class EngineLoop implements Runnable {
    private static final int CYCLE = 256;
    /** Idle cycles between two looks at the clock: the next input is met sooner, and no timer minds. */
    private static final int LOOK_AT_CLOCK = 8;
    /** Cycles between two signs of life, and looks at the wall clock. */
    private static final int SIGN_OF_LIFE = 64;

    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(2);

    private static final long WALL_CLOCK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int DETAIL_BYTES = 256;

    private final InputRing ring;
    private final Mailboxes mailboxes;
    private final Stepper stepper;
    private final Durability durability;
    private final SyncMode syncMode;
    private final Supplier<String> alarms;
    private final Consumer<Throwable> channels;
    private final EngineClock clock;
    private final OwnBeacon beacon;
    private final IdleStrategy idle;
    /**
     * Whether {@link #idle} has to hear of work. The others are not told: code compiled in a quiet time has never seen
     * a call that only work makes, and would be thrown away at the first input.
     */
    private final boolean backsOff;

    private final KeepWarm keepWarm;
    private final Mailboxes.Taker urgent = this::execute;
    private long lastStampNs;
    private long wallNs;
    private long wallReadAtNs;
    private int cycles;
    private volatile boolean stopping;
    private volatile Throwable failure;
    private final AtomicLong inputs = new AtomicLong();
    private final AtomicLong mostWaiting = new AtomicLong();

    /**
     * @param syncMode what the last sync point is to say.
     * @param alarms   why the line must stop, null while it need not.
     * @param keepWarm what it does while there is nothing to do.
     * @param channels where else it is said that the line stopped, and why.
     */
    public EngineLoop(
            final InputRing ring,
            final Mailboxes mailboxes,
            final Stepper stepper,
            final Durability durability,
            final SyncMode syncMode,
            final Supplier<String> alarms,
            final Consumer<Throwable> channels,
            final EngineClock clock,
            final OwnBeacon beacon,
            final IdleStrategy idle,
            final KeepWarm keepWarm) {
        this.ring = ring;
        this.mailboxes = mailboxes;
        this.stepper = stepper;
        this.durability = durability;
        this.syncMode = syncMode;
        this.alarms = alarms;
        this.channels = channels;
        this.clock = clock;
        this.beacon = beacon;
        this.idle = idle;
        backsOff = idle instanceof BackoffIdleStrategy;
        this.keepWarm = keepWarm;
        lastStampNs = stepper.lastTimeNs();
        readWallClock();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                if (cycle() == 0) {
                    idle.idle();
                } else if (backsOff) {
                    idle.reset();
                }
            }
            drain();
            // What is due by now fires now, so that no timer fires between the final records.
            stepper.advance(stamp(), wallNs());
            durability.endOfCycle();
            noteLastSync();
        } catch (final Throwable t) {
            recordHalt(t);
            failed(t);
        }
    }

    /** Ends the thread once it has done what it had been given, or has tried for long enough. */
    public void stop() {
        stopping = true;
    }

    /**
     * Executes an input of the engine's own after the thread has ended well, on the caller's.
     *
     * @return sequence of the last record; 0 if the line stopped at it.
     */
    public long appendFinal(final DirectBuffer envelope, final int length) {
        try {
            // Stamped as the last of the line: no timer fires between the final records.
            stepper.input(envelope, 0, length, lastStampNs, wallNs());
            durability.endOfCycle();
            return stepper.lastSequence();
        } catch (final Throwable t) {
            durability.abandon();
            failed(t);
            return 0;
        }
    }

    /** Why the line stopped; null if it did not. */
    public Throwable failure() {
        return failure;
    }

    /** Inputs executed. */
    public long inputs() {
        return inputs.get();
    }

    /** Most inputs that one cycle found waiting. */
    public long mostWaiting() {
        return mostWaiting.get();
    }

    private int cycle() {
        final String alarm = alarms.get();
        if (alarm != null) {
            halt(alarm);
        }
        int work = mailboxes.drain(urgent);
        for (InputRing.Slot slot = ring.peek(); slot != null && work < CYCLE; slot = ring.peek()) {
            work += mailboxes.drain(urgent);
            execute(slot.buffer, slot.length);
            ring.advance();
            work++;
        }
        if (work > mostWaiting.getPlain()) {
            // Only a cycle that leaves some for the next one asks how many: the question is not free.
            mostWaiting.lazySet(work < CYCLE ? work : Math.min(ring.size(), work + ring.occupied()));
        }
        durability.endOfCycle();
        ring.free();
        if (++cycles % SIGN_OF_LIFE == 0) {
            signOfLife();
        }
        if (work > 0) {
            keepWarm.worked();
        } else if (cycles % LOOK_AT_CLOCK == 0) {
            final long nowNs = stamp();
            stepper.advance(nowNs, wallNs());
            durability.endOfCycle();
        }
        return work;
    }

    private void signOfLife() {
        readWallClock();
        final long nowNs = System.nanoTime();
        beacon.heartbeat(nowNs);
        keepWarm.look(nowNs);
    }

    private void drain() {
        final long giveUpAtNs = System.nanoTime() + DRAIN_NS;
        while (cycle() > 0 && System.nanoTime() - giveUpAtNs < 0) {
            continue;
        }
    }

    private void execute(final DirectBuffer envelope, final int length) {
        final long nowNs = stamp();
        stepper.input(envelope, 0, length, nowNs, wallNs());
        inputs.lazySet(inputs.getPlain() + 1);
    }

    /** Only shown, so it is read now and then and reckoned forward in between: a clock costs as much as a rule. */
    private long wallNs() {
        final long sinceNs = lastStampNs - wallReadAtNs;
        if (sinceNs > WALL_CLOCK_NS) {
            readWallClock();
            return wallNs;
        }
        return wallNs + sinceNs;
    }

    private void readWallClock() {
        wallReadAtNs = lastStampNs;
        wallNs = clock.wallNs();
    }

    /** Engine time, which never goes back, whatever the clock does (W-2). */
    private long stamp() {
        lastStampNs = Math.max(lastStampNs, clock.nowNs());
        return lastStampNs;
    }

    /** A clean stop is on the device, and says so (J-2). */
    private void noteLastSync() {
        final EnvelopeEncoder envelope = new EnvelopeEncoder(Role.ENGINE, "");
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[InputRing.MAX_ENVELOPE]);
        final long synced = durability.force();
        execute(
                buffer,
                envelope.end(envelope.begin(buffer, 0, new SyncPointEncoder())
                        .syncedSequence(synced)
                        .syncMode(syncMode)));
        durability.force();
    }

    /** Stops the line while everything released is safe (J-3, J-7). */
    private void halt(final String alarm) {
        final EngineException why = new EngineException(EngineException.Code.HALTED, alarm);
        try {
            journalHalt(alarm);
            durability.endOfCycle();
        } catch (final RuntimeException e) {
            why.addSuppressed(e);
        }
        throw why;
    }

    /** A sync failed before a release: the engine still appends a halt record, which may not survive. */
    private void recordHalt(final Throwable t) {
        final boolean isSync = t instanceof JournalException e && e.code() == JournalException.Code.SYNC_FAILED;
        durability.abandon();
        if (isSync) {
            try {
                journalHalt(t.getMessage());
            } catch (final RuntimeException e) {
                t.addSuppressed(e);
            }
        }
    }

    /**
     * Journals a halt as the last record. Of the reasons that ask for halt it is the one that becomes true: facts that
     * can no longer be written down leave the position unknown, until an operator starts a recovery.
     */
    private void journalHalt(final String alarm) {
        final EnvelopeEncoder envelope = new EnvelopeEncoder(Role.MONITOR, "journal");
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[InputRing.MAX_ENVELOPE]);
        final SystemEventEncoder event = envelope.begin(buffer, 0, new SystemEventEncoder())
                .eventType(EventType.FAIL_CRIT)
                .source(ComponentSource.DB)
                .severity(Severity.CRITICAL)
                .reasonCode(ReasonCode.POSITION_UNKNOWN);
        final byte[] why = alarm.replaceAll("[^ -~]", "?").getBytes(StandardCharsets.US_ASCII);
        event.putDetails(why, 0, Math.min(why.length, DETAIL_BYTES));
        execute(buffer, envelope.end(event));
    }

    private void failed(final Throwable t) {
        beacon.state(Beacon.State.FAILED);
        failure = t;
        // What the device or an alarm refuses is a sentence; anything else is a fault, and says where.
        final boolean isSaid = t instanceof EngineException
                || t instanceof final JournalException e && e.code() != JournalException.Code.WRITE_FAILED;
        System.err.println("sluice: THE ENGINE HAS STOPPED after record " + stepper.lastSequence()
                + "; nothing is decided any more: " + (isSaid ? t.getMessage() : t));
        channels.accept(t);
        if (!isSaid) {
            t.printStackTrace();
        }
    }
}
