package io.sluice.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts latencies in log-linear buckets: 16 to each doubling, so that a bucket is at most a sixteenth of its own
 * latencies wide. One thread records, by ordered stores and without allocation; any thread reads.
 */
public final class Latencies {
    private static final int LINEAR_BITS = 4;
    private static final int LINEAR = 1 << LINEAR_BITS;
    /** What takes longer, some 69 seconds, counts as if it took that long. */
    private static final int MOST_BITS = 36;

    /** How many buckets there are. */
    public static final int BUCKETS = (MOST_BITS - LINEAR_BITS + 1) * LINEAR;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final AtomicLong sumNs = new AtomicLong();

    /** Counts one; a negative one counts as 0. One thread at a time. */
    public void record(final long latencyNs) {
        final long ns = Math.max(0, latencyNs);
        final int bucket = bucket(ns);
        counts.lazySet(bucket, counts.getPlain(bucket) + 1);
        sumNs.lazySet(sumNs.getPlain() + ns);
    }

    /** How many are in a bucket. */
    public long count(final int bucket) {
        return counts.get(bucket);
    }

    /** Sum of all latencies in nanoseconds. */
    public long sumNs() {
        return sumNs.get();
    }

    /** All buckets as they are now. */
    public long[] counts() {
        final long[] copy = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            copy[i] = counts.get(i);
        }
        return copy;
    }

    /** The bucket of a latency of 0 or more. */
    static int bucket(final long ns) {
        if (ns < LINEAR) {
            return (int) ns;
        }
        final int bits = Long.SIZE - 1 - Long.numberOfLeadingZeros(ns);
        return bits >= MOST_BITS
                ? BUCKETS - 1
                : (bits - LINEAR_BITS + 1) * LINEAR + (int) (ns >>> bits - LINEAR_BITS & LINEAR - 1);
    }

    /** Highest latency in nanoseconds that falls into a bucket; the last one takes everything longer too. */
    public static long highestNs(final int bucket) {
        if (bucket < LINEAR) {
            return bucket;
        }
        final int shift = bucket / LINEAR - 1;
        return ((long) (LINEAR + bucket % LINEAR + 1) << shift) - 1;
    }

    /** How many latencies are in buckets in all. */
    public static long total(final long[] counts) {
        long total = 0;
        for (final long count : counts) {
            total += count;
        }
        return total;
    }

    /**
     * The latency in nanoseconds that so many percent are not above, as the highest of its bucket; 0 if there is none.
     *
     * @param percent above 0, at most 100.
     */
    public static long percentileNs(final long[] counts, final double percent) {
        final long rank = Math.max(1, (long) Math.ceil(total(counts) * percent / 100));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return highestNs(i);
            }
        }
        return 0;
    }
}
