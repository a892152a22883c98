package io.sluice.engine.line;

import io.sluice.client.Latencies;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the engine thread counts as it appends and releases (SPEC T-1). It alone writes, each number by one ordered
 * store into memory of this process; any thread reads. Allocates nothing.
 */
public final class Tally {
    private static final int CODES = 256;
    private static final int VERDICTS = 4;
    /** One decision in so many is measured; a power of two. */
    private static final int SAMPLE = 16;

    /** Decisions of one verdict and one code. */
    @FunctionalInterface
    public interface Decided {
        void onDecided(int verdict, int code, long count);
    }

    private final AtomicLongArray decided = new AtomicLongArray(VERDICTS * CODES);
    private final AtomicLong decisions = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong seals = new AtomicLong();
    private final Latencies latencies = new Latencies();

    void appended(final int length) {
        bytes.lazySet(bytes.getPlain() + length);
    }

    void sealed() {
        seals.lazySet(seals.getPlain() + 1);
    }

    void command() {
        commands.lazySet(commands.getPlain() + 1);
    }

    void dropped() {
        dropped.lazySet(dropped.getPlain() + 1);
    }

    /** @return whether the latency of this decision is to be measured. */
    boolean decided(final int verdict, final int code) {
        final int at = at(verdict, code);
        decided.lazySet(at, decided.getPlain(at) + 1);
        final long count = decisions.getPlain() + 1;
        decisions.lazySet(count);
        return (count & SAMPLE - 1) == 0;
    }

    void measured(final long latencyNs) {
        latencies.record(latencyNs);
    }

    /** Decisions released, also those that no client was there to take. */
    public long decisions() {
        return decisions.get();
    }

    /** Decisions of one verdict and one code, by their numbers in the schema. */
    public long decisions(final int verdict, final int code) {
        return decided.get(at(verdict, code));
    }

    /** Tells the count of each verdict with each code that came up. */
    public void eachDecided(final Decided listener) {
        for (int at = 0; at < VERDICTS * CODES; at++) {
            final long count = decided.get(at);
            if (count > 0) {
                listener.onDecided(at / CODES, at % CODES, count);
            }
        }
    }

    /** Decisions that an embedded strategy had no room for. */
    public long decisionsDropped() {
        return dropped.get();
    }

    /** Commands released to broker adapters. */
    public long commands() {
        return commands.get();
    }

    /** Bytes of records appended. */
    public long bytes() {
        return bytes.get();
    }

    /** Seals appended. */
    public long seals() {
        return seals.get();
    }

    /** From stamp to release. */
    public Latencies latencies() {
        return latencies;
    }

    private static int at(final int verdict, final int code) {
        return (verdict & VERDICTS - 1) * CODES + (code & CODES - 1);
    }
}
