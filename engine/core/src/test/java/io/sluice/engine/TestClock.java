package io.sluice.engine;

import io.sluice.client.EngineClock;
import java.util.concurrent.locks.LockSupport;

/** The system's clock, with an engine thread that can be held, made to fail, or sent ahead in time. */
public final class TestClock implements EngineClock {
    private final EngineClock system = EngineClock.system();
    private volatile boolean held;
    private volatile boolean waiting;
    private volatile boolean broken;
    private volatile long aheadNs;

    @Override
    public void start(final long lastRecordNs) {
        system.start(lastRecordNs);
    }

    @Override
    public long nowNs() {
        if (Thread.currentThread().getName().equals("sluice-engine")) {
            while (held) {
                waiting = true;
                LockSupport.parkNanos(10_000);
            }
            waiting = false;
            if (broken) {
                throw new IllegalStateException("the clock is broken");
            }
        }
        return system.nowNs() + aheadNs;
    }

    @Override
    public long wallNs() {
        return system.wallNs();
    }

    /** Returns when the engine thread is held. */
    public void hold() {
        held = true;
        TestEngine.await(() -> waiting);
    }

    public void letGo() {
        held = false;
    }

    public void fail() {
        broken = true;
    }

    public void ahead(final long ns) {
        aheadNs = ns;
    }
}
