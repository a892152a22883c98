package io.sluice.sim;

import java.nio.file.Path;

/**
 * What to simulate.
 *
 * @param seed      of the first run.
 * @param seeds     how many runs, each with a seed one higher.
 * @param steps     inputs of a run before everybody gets well; the same seed and steps are the same run.
 * @param directory where scenario files of failures go, or null for none.
 */
public record SimOptions(long seed, int seeds, int steps, Path directory) {
    /** Inputs of a run where nothing else is said: long enough for a few crashes. */
    public static final int STEPS = 4000;
}
