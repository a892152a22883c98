package io.sluice.tools.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One line on standard error that is written over as work goes on; nothing where that is no terminal, and nothing
 * within the first second.
 */
public final class Progress implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final String what;
    private final LongSupplier clockNs;
    private final long startedAtNs;
    private long total;
    private long showAtNs;
    private boolean shown;

    /** @param what is counted. */
    public Progress(final Console console, final String what) {
        this(console, what, System::nanoTime);
    }

    /**
     * @param what  is counted.
     * @param total of them, as known from the start.
     */
    public Progress(final Console console, final String what, final long total) {
        this(console, what);
        this.total = total;
    }

    Progress(final Console console, final String what, final LongSupplier clockNs) {
        err = console.rawErr();
        terminal = console.showsProgress();
        this.what = what;
        this.clockNs = clockNs;
        startedAtNs = clockNs.getAsLong();
        showAtNs = startedAtNs + PATIENCE_NS;
    }

    /** Tells how many are done of the total. */
    public void done(final long count) {
        done(count, total);
    }

    /** Tells how many are done, of how many; when they are all, the line goes away. */
    public void done(final long count, final long all) {
        if (!terminal) {
            return;
        }
        if (count >= all) {
            close();
            return;
        }
        final long nowNs = clockNs.getAsLong();
        if (nowNs - showAtNs >= 0) {
            showAtNs = nowNs + EVERY_NS;
            shown = true;
            err.print(CLEAR_LINE
                    + String.format(
                            Locale.ROOT,
                            "%3d %%  %,d of %,d %s, %,.0f a second",
                            100 * count / all,
                            count,
                            all,
                            what,
                            count * 1e9 / (nowNs - startedAtNs)));
            err.flush();
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown) {
            shown = false;
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
