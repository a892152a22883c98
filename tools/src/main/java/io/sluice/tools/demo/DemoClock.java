package io.sluice.tools.demo;

import io.sluice.engine.EngineClock;

/**
 * Time of the trades. It stands still until the demo moves it on, which it does only when the engine has executed all
 * that was offered, so that the engine, which stamps what it takes, can never stamp ahead of the trades. The wall clock
 * is the trades' time too (W-5).
 */
final class DemoClock implements EngineClock {
    private final Runnable watch;
    private volatile long nowNs;

    /**
     * @param startNs time of the first trade.
     * @param watch   called whenever the engine asks for the time, on its thread.
     */
    DemoClock(final long startNs, final Runnable watch) {
        nowNs = startNs;
        this.watch = watch;
    }

    @Override
    public void start(final long lastRecordNs) {
        nowNs = Math.max(nowNs, lastRecordNs);
    }

    @Override
    public long nowNs() {
        watch.run();
        return nowNs;
    }

    @Override
    public long wallNs() {
        return nowNs;
    }

    void moveTo(final long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
    }
}
