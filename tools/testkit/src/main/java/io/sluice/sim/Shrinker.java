package io.sluice.sim;

import io.sluice.sim.Rerun.Input;
import io.sluice.sim.Script.Entry;
import java.util.Arrays;
import java.util.List;

/** Drops ranges of inputs, large ones first, as long as the same invariant still breaks. */
final class Shrinker {
    private static final int MOST_RUNS = 600;

    private final List<Entry> entries;
    private final String sentence;
    private final Rerun rerun;
    private boolean[] kept;
    private int runs;

    /** @param sentence the invariant that broke. */
    Shrinker(final Script script, final String sentence, final Tamper tamper) {
        this.entries = script.entries();
        this.sentence = sentence;
        this.rerun = new Rerun(entries, tamper);
        kept = new boolean[entries.size()];
        Arrays.fill(kept, true);
    }

    /** Whether it breaks at all without the world. */
    boolean breaks() {
        return breaks(kept);
    }

    /** Shrinks; returns the inputs that are left, starts aside. */
    List<Input> shrink() {
        dropStarts();
        for (int size = entries.size() / 2; size >= 1; size /= 2) {
            for (int from = 1; from < entries.size() && runs < MOST_RUNS; from += size) {
                drop(from, Math.min(entries.size(), from + size));
            }
        }
        breaks(kept);
        return rerun.ran();
    }

    /** Starts after the first that are still needed: no play file can hold them. */
    int restarts() {
        int count = -1;
        for (int i = 0; i < kept.length; i++) {
            count += kept[i] && entries.get(i).isStart() ? 1 : 0;
        }
        return count;
    }

    /** How it starts. */
    Entry first() {
        return entries.get(0);
    }

    private void dropStarts() {
        final boolean[] fewer = kept.clone();
        for (int i = 1; i < fewer.length; i++) {
            fewer[i] &= !entries.get(i).isStart();
        }
        if (breaks(fewer)) {
            kept = fewer;
        }
    }

    private void drop(final int from, final int to) {
        final boolean[] fewer = kept.clone();
        Arrays.fill(fewer, from, to, false);
        if (!Arrays.equals(fewer, kept) && breaks(fewer)) {
            kept = fewer;
        }
    }

    private boolean breaks(final boolean[] some) {
        runs++;
        final Broken broken = rerun.run(some);
        return broken != null && broken.sentence().equals(sentence);
    }
}
