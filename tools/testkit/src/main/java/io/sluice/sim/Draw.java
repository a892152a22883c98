package io.sluice.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that chance decides comes from here, so that a seed is a whole run. */
final class Draw {
    private final SplittableRandom random;

    Draw(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** Whether something of this probability happens. */
    boolean chance(final double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code low} to {@code high}, both included. */
    int between(final int low, final int high) {
        return random.nextInt(low, high + 1);
    }

    /** From {@code low} to {@code high}, both included. */
    long between(final long low, final long high) {
        return random.nextLong(low, high + 1);
    }

    /** Milliseconds in nanoseconds, from {@code low} to {@code high} milliseconds. */
    long ms(final int low, final int high) {
        return random.nextLong(low * 1_000_000L, high * 1_000_000L + 1);
    }

    /** One of them. */
    @SafeVarargs
    final <T> T of(final T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** One of them. */
    <T> T from(final List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    long bits() {
        return random.nextLong();
    }
}
