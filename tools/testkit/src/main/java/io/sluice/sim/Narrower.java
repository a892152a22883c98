package io.sluice.sim;

import java.util.EnumSet;
import java.util.Set;

/** Finds the few faults that a broken invariant needs, where it takes the world around the engine to see it. */
final class Narrower {
    private final int steps;
    private final String sentence;
    private final Tamper tamper;

    /** @param sentence the invariant that broke. */
    Narrower(final int steps, final String sentence, final Tamper tamper) {
        this.steps = steps;
        this.sentence = sentence;
        this.tamper = tamper;
    }

    /** What may be left out of a run that breaks it, so that it still breaks. */
    Set<Fault> dispensable(final long seed) {
        final Set<Fault> off = EnumSet.noneOf(Fault.class);
        for (final Fault fault : Fault.values()) {
            off.add(fault);
            if (stepsUntil(seed, off) < 0) {
                off.remove(fault);
            }
        }
        return off;
    }

    /** The seed among these that breaks it soonest without those faults. */
    long soonest(final long seed, final int seeds, final Set<Fault> off) {
        long best = seed;
        long least = Long.MAX_VALUE;
        for (long other = seed; other < seed + seeds; other++) {
            final long until = stepsUntil(other, off);
            if (until >= 0 && until < least) {
                least = until;
                best = other;
            }
        }
        return best;
    }

    /** Steps until it breaks; below 0: it does not. */
    private long stepsUntil(final long seed, final Set<Fault> off) {
        final Simulation simulation = new Simulation(seed, steps, tamper, off);
        try {
            simulation.run();
        } catch (final Broken broken) {
            return broken.sentence().equals(sentence) ? simulation.tally().steps() : -1;
        }
        return -1;
    }
}
