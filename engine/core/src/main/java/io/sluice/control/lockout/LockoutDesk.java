package io.sluice.control.lockout;

import io.sluice.codec.Code;
import io.sluice.codec.LockoutChangedEncoder;
import io.sluice.codec.LockoutCreateDecoder;
import io.sluice.codec.LockoutDeleteDecoder;
import io.sluice.codec.LockoutPhase;
import io.sluice.codec.LockoutType;
import io.sluice.codec.TradingMode;
import io.sluice.control.chain.Chain;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import io.sluice.control.symbol.InstrumentBook;
import io.sluice.control.timer.TimerBook;
import io.sluice.schema.SymbolForm;
import java.nio.charset.StandardCharsets;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Creates and ends lockouts (L-1 to L-3); several may hold one symbol, which is free when none does. */
public final class LockoutDesk {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final byte[] COOLDOWN = "losses in a row".getBytes(StandardCharsets.US_ASCII);

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final InstrumentBook instruments;
    private final LockoutChangedEncoder changed = new LockoutChangedEncoder();
    private final Long2ObjectHashMap<Lockout> byId;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final Chain<Lockout> listed = new Chain<>();
    private final Chain<Lockout> free = new Chain<>();

    /** @param capacity lockouts at a time before the pool grows: what tightens always finds room (G-5). */
    public LockoutDesk(
            final int capacity,
            final Settings settings,
            final Step step,
            final TimerBook timers,
            final InstrumentBook instruments) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.instruments = instruments;
        byId = new Long2ObjectHashMap<>(2 * capacity, 0.65f, true);
        for (int i = 0; i < capacity; i++) {
            free.push(new Lockout());
        }
    }

    /** First lockout by id, or null. */
    public Lockout first() {
        return listed.first();
    }

    /** A lockout by id, or null. */
    public Lockout find(final long id) {
        return byId.get(id);
    }

    /** The lockout that holds a symbol longest for orders of a mode, or null if it is free (L-2). */
    public Lockout holding(final Instrument instrument, final TradingMode mode) {
        Lockout longest = null;
        if (instrument == null || instrument.lockouts() == 0) {
            return null;
        }
        for (Lockout lockout = listed.first(); lockout != null; lockout = lockout.next()) {
            final boolean holds = lockout.instrument == instrument && lockout.holds(mode);
            if (holds && (longest == null || lockout.expiresNs > longest.expiresNs)) {
                longest = lockout;
            }
        }
        return longest;
    }

    /** Locks a symbol out (L-1). */
    public Code onCreate(final LockoutCreateDecoder in, final Text actor) {
        final int symbolOffset = in.offset() + LockoutCreateDecoder.symbolEncodingOffset();
        if (!SymbolForm.isSound(in.buffer(), symbolOffset)) {
            return step.malformed(LockoutCreateDecoder.symbolId());
        }
        if (in.durationSeconds() <= 0) {
            return Code.OUT_OF_RANGE;
        }
        final Instrument instrument = instruments.findOrAdd(in.buffer(), symbolOffset);
        if (instrument == null) {
            return Code.CAPACITY;
        }
        final LockoutType type = in.lockoutType() == LockoutType.NULL_VAL ? LockoutType.MANUAL : in.lockoutType();
        final Lockout lockout = add(instrument, type, TradingMode.NULL_VAL, in.durationSeconds() * NS_PER_SECOND);
        in.wrapReason(view);
        lockout.reason.set(view);
        lockout.createdBy.set(actor);
        say(lockout, LockoutPhase.CREATED);
        return Code.OK;
    }

    /** An allowed operator frees a lockout, and no other (L-3). */
    public Code onDelete(final LockoutDeleteDecoder in) {
        final Lockout lockout = byId.get(in.lockoutId());
        if (lockout == null) {
            return Code.NOT_FOUND;
        }
        end(lockout, LockoutPhase.REMOVED);
        return Code.OK;
    }

    /** A lockout's time is over. */
    public void onEnd(final long id) {
        final Lockout lockout = byId.get(id);
        step.correlate(lockout.correlationMsb, lockout.correlationLsb);
        end(lockout, LockoutPhase.EXPIRED);
    }

    /** A start: what has run out ends. */
    public void onStarted() {
        for (Lockout lockout = listed.first(); lockout != null; ) {
            final Lockout next = lockout.next();
            if (lockout.expiresNs <= step.nowNs()) {
                end(lockout, LockoutPhase.EXPIRED);
            }
            lockout = next;
        }
    }

    /** A trade of a symbol closed with this profit or loss: too many losses in a row lock it for its mode (L-3). */
    public void onClosed(final Instrument instrument, final TradingMode mode, final long pnlE8) {
        final int losses = settings.get().lockout().cooldownLosses();
        instrument.losses(mode, losses > 0 && pnlE8 < 0 ? instrument.losses(mode) + 1 : 0);
        if (losses > 0 && instrument.losses(mode) >= losses) {
            instrument.losses(mode, 0);
            final Lockout lockout = add(
                    instrument,
                    LockoutType.COOLDOWN,
                    mode,
                    settings.get().lockout().cooldownNs());
            lockout.reason.set(COOLDOWN);
            lockout.createdBy.clear();
            say(lockout, LockoutPhase.CREATED);
        }
    }

    private Lockout add(
            final Instrument instrument, final LockoutType type, final TradingMode mode, final long durationNs) {
        final Lockout lockout = added();
        lockout.id = step.nextId();
        lockout.instrument = instrument;
        lockout.type = type;
        lockout.mode = mode;
        lockout.createdNs = step.nowNs();
        lockout.correlationMsb = step.record().header().correlationId().msb();
        lockout.correlationLsb = step.record().header().correlationId().lsb();
        lockout.expiresNs = step.nowNs() + durationNs;
        byId.put(lockout.id, lockout);
        instrument.addLockout(1);
        lockout.end.subject(lockout.id);
        timers.set(lockout.end, lockout.expiresNs);
        return lockout;
    }

    private void end(final Lockout lockout, final LockoutPhase phase) {
        say(lockout, phase);
        timers.cancel(lockout.end);
        byId.remove(lockout.id);
        lockout.instrument.addLockout(-1);
        listed.remove(lockout);
        free.push(lockout);
    }

    private Lockout added() {
        final Lockout lockout = free.isEmpty() ? new Lockout() : free.removeFirst();
        listed.add(lockout);
        return lockout;
    }

    /** Images every lockout. */
    public void image(final Image image) {
        listed.image(image, Integer.MAX_VALUE, this::added, lockout -> {
            lockout.image(image, instruments);
            if (image.isReading()) {
                lockout.end.subject(lockout.id);
                byId.put(lockout.id, lockout);
            }
            timers.image(image, lockout.end);
        });
    }

    private void say(final Lockout lockout, final LockoutPhase phase) {
        step.next(changed)
                .phase(phase)
                .lockoutId(lockout.id)
                .lockoutType(lockout.type)
                .expiresAt(lockout.expiresNs)
                .tradingMode(lockout.mode);
        lockout.instrument.putSymbol(changed.buffer(), changed.offset() + LockoutChangedEncoder.symbolEncodingOffset());
        step.end(changed.putReason(lockout.reason.bytes(), 0, lockout.reason.length()));
    }
}
