package io.sluice.serve.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long an address waits for the answer that its token is wrong: the more were wrong in the last minute, the longer.
 * It counts them for the record, too. Any thread.
 */
final class SlowDown {
    private static final long MINUTE_MS = 60_000;
    private static final int FREE = 3;
    private static final long STEP_MS = 50;
    private static final long MOST_MS = 1_000;
    private static final int MOST_ADDRESSES = 8192;
    /** So many a minute are not recorded. */
    private static final int UNRECORDED = 20;

    private final Map<String, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Failures> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private long minuteMs;
    private int inMinute;
    private long total;

    private static final class Failures {
        private long sinceMs;
        private int count;
    }

    /** A token of this address was wrong; milliseconds that its answer waits. */
    synchronized long failed(final String address, final long nowMs) {
        final Failures failures = byAddress.computeIfAbsent(address, key -> new Failures());
        if (nowMs - failures.sinceMs > MINUTE_MS) {
            failures.sinceMs = nowMs;
            failures.count = 0;
        }
        final int over = ++failures.count - FREE;
        return over <= 0 ? 0 : Math.min(MOST_MS, STEP_MS * over);
    }

    /** Counts one; how many this minute are to be recorded now, 0 for none. */
    synchronized int toRecord(final long nowMs) {
        total++;
        if (nowMs - minuteMs > MINUTE_MS) {
            minuteMs = nowMs;
            inMinute = 0;
        }
        inMinute++;
        final boolean isDue = inMinute > UNRECORDED && Integer.bitCount(inMinute - UNRECORDED) == 1;
        return isDue ? inMinute : 0;
    }

    synchronized long total() {
        return total;
    }
}
