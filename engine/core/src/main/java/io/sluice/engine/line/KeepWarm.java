package io.sluice.engine.line;

import java.util.function.Consumer;

/**
 * Keeps an idle engine thread warm: it runs the code of the hot path on a twin, so that code and branch predictions are
 * still in the caches for the next input. It takes one step at a time, and only after a gap without inputs, so that an
 * input rarely waits for a step. Only the engine thread calls it.
 */
public final class KeepWarm {
    private final Consumer<String> notices;
    private final long gapNs;
    private Runnable step;
    private boolean hasWorked = true;
    private long dueNs;

    /**
     * @param step    takes some microseconds at most; null for none.
     * @param gapNs   between two steps, and between an input and a step.
     * @param notices hears of a step that failed; there is none after it.
     */
    public KeepWarm(final Runnable step, final long gapNs, final Consumer<String> notices) {
        this.step = step;
        this.gapNs = gapNs;
        this.notices = notices;
    }

    /** There was something to do. */
    void worked() {
        hasWorked = true;
    }

    /**
     * Takes a step if one is due.
     *
     * @param nowNs monotonic, as of {@link System#nanoTime()}; a replaced engine clock may not move.
     */
    void look(final long nowNs) {
        if (hasWorked) {
            hasWorked = false;
            dueNs = nowNs + gapNs;
        } else if (step != null && nowNs - dueNs >= 0) {
            dueNs = nowNs + gapNs;
            run();
        }
    }

    /** An error is for the line to judge: it may be a page of the journal that could not be written. */
    private void run() {
        try {
            step.run();
        } catch (final RuntimeException e) {
            step = null;
            notices.accept("the engine thread is kept warm no more: " + e);
        }
    }
}
