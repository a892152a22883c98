package io.sluice.client;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Where the engine's time comes from (SPEC W-2). May be asked from any thread; asking allocates nothing. */
public interface EngineClock {
    /**
     * Called once, when the journal has been read and before anything is stamped.
     *
     * @param lastRecordNs engine time of the last record, Long.MIN_VALUE if there is none; time goes on from there.
     */
    void start(long lastRecordNs);

    /** Engine time in nanoseconds since the epoch. The engine does not let it go back. */
    long nowNs();

    /** Wall clock in nanoseconds since the epoch, to be shown and for nothing else. */
    long wallNs();

    /** The system's: base = max(wall clock, time of the last record), then elapsed monotonic time. */
    static EngineClock system() {
        return system(() -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()), System::nanoTime);
    }

    /** As the other, with the system's clocks replaced. */
    static EngineClock system(final LongSupplier wallClockNs, final LongSupplier monotonicNs) {
        return new EngineClock() {
            private volatile long baseNs;

            @Override
            public void start(final long lastRecordNs) {
                baseNs = Math.max(wallClockNs.getAsLong(), lastRecordNs) - monotonicNs.getAsLong();
            }

            @Override
            public long nowNs() {
                return baseNs + monotonicNs.getAsLong();
            }

            @Override
            public long wallNs() {
                return wallClockNs.getAsLong();
            }
        };
    }
}
