package io.sluice.tools.demo;

import io.sluice.client.EngineClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Time of the trades, riding with the inputs: for each the demo says beforehand when it happens, and the engine, which
 * stamps an input when it takes it, finds the time of the one whose turn it is. So inputs may be offered ahead of the
 * engine, and yet every stamp is that of its trade, however the threads are scheduled. While there is no input, time
 * stands still. The wall clock is the trades' time too (W-5).
 */
final class DemoClock implements EngineClock {
    /** Inputs that may be under way at a time, at most. */
    static final int AHEAD = 1024;

    private static final int MASK = 2 * AHEAD - 1;

    private final AtomicLongArray timesNs = new AtomicLongArray(MASK + 1);
    private final AtomicLong newest = new AtomicLong();
    private final Runnable watch;
    private volatile LongSupplier executed = () -> 0;

    /**
     * @param startNs time of the first trade.
     * @param watch   called whenever somebody asks for the time.
     */
    DemoClock(final long startNs, final Runnable watch) {
        this.watch = watch;
        timesNs.set(0, startNs);
    }

    @Override
    public void start(final long lastRecordNs) {
        timesNs.set(0, Math.max(timesNs.get(0), lastRecordNs));
    }

    /** Says how many inputs the engine has executed. */
    void follow(final LongSupplier inputs) {
        executed = inputs;
    }

    /** Says when an input happens, one after the other, before it is offered; the first one has the number 0. */
    void set(final long input, final long timeNs) {
        timesNs.lazySet((int) input & MASK, timeNs);
        newest.lazySet(input);
    }

    @Override
    public long nowNs() {
        watch.run();
        return wallNs();
    }

    @Override
    public long wallNs() {
        // The engine may have executed all there is: the next one has no time yet.
        return timesNs.get((int) Math.min(executed.getAsLong(), newest.get()) & MASK);
    }
}
