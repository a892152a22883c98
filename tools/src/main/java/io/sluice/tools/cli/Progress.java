package io.sluice.tools.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line on standard error that is written over as work goes on; nothing where that is no terminal. */
public final class Progress implements AutoCloseable {
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean shown;
    private final String what;
    private final long total;
    private long shownAtNs = System.nanoTime();

    /**
     * @param what  is counted.
     * @param total how many there will be, at least.
     */
    public Progress(final Console console, final String what, final long total) {
        err = console.err();
        shown = console.showsProgress();
        this.what = what;
        this.total = total;
    }

    /** Tells how many are done. */
    public void done(final long count) {
        if (shown && System.nanoTime() - shownAtNs >= EVERY_NS) {
            shownAtNs = System.nanoTime();
            err.print(CLEAR_LINE
                    + String.format(Locale.ROOT, "%3d %%  %,d %s", 100 * count / Math.max(total, count), count, what));
            err.flush();
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
