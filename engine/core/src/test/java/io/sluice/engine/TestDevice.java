package io.sluice.engine;

import io.sluice.journal.Device;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The system's device, which can be counted, held and broken. */
public final class TestDevice implements Device {
    public final AtomicInteger forces = new AtomicInteger();
    private volatile boolean held;
    private volatile boolean waiting;
    private volatile boolean broken;

    @Override
    public void force(final FileChannel file, final boolean withLength) throws IOException {
        final boolean isJournals = !withLength;
        while (held && isJournals) {
            waiting = true;
            LockSupport.parkNanos(10_000);
        }
        if (broken) {
            throw new IOException("Input/output error");
        }
        file.force(withLength);
        forces.addAndGet(isJournals ? 1 : 0);
    }

    /** Whoever forces the journal waits from now on. */
    public void hold() {
        waiting = false;
        held = true;
    }

    public void awaitWaiting() {
        TestEngine.await(() -> waiting);
    }

    public void letGo() {
        held = false;
    }

    public void fail() {
        broken = true;
    }
}
