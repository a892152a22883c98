package io.sluice.tools.demo;

import io.sluice.tools.cli.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A drawdown curve of block characters, hanging from the line of no drawdown; every row is drawn in halves.
 *
 * <pre>
 *    0 % ▀▀██▀▀▀
 *   -5 % ╌╌▀█╌╌╌ soft
 * </pre>
 */
final class Chart {
    private static final int ROWS = 12;
    private static final int HALVES = 2;

    private final double[] worstPct;
    private final double softPct;
    private final double hardPct;
    private final Paint paint;

    /** @param worstPct 0 or below, a column each; NaN where nothing is known. */
    Chart(final double[] worstPct, final double softPct, final double hardPct, final Paint paint) {
        this.worstPct = worstPct;
        this.softPct = softPct;
        this.hardPct = hardPct;
        this.paint = paint;
    }

    /** Lines from the top down; a row is a percent. */
    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            lines.add(line(row));
        }
        return lines;
    }

    private String line(final int row) {
        final boolean isSoft = row == (int) softPct;
        final boolean isHard = row == (int) hardPct;
        final StringBuilder out = new StringBuilder();
        out.append(row % 5 == 0 ? String.format(Locale.ROOT, "%4d %% ", -row) : "       ")
                .append("│");
        final StringBuilder curve = new StringBuilder();
        for (final double worst : worstPct) {
            final double depth = Double.isNaN(worst) ? 0 : -worst;
            final int halves = (int) Math.ceil((depth - row) * HALVES);
            curve.append(halves >= HALVES ? '█' : halves == 1 ? '▀' : isSoft || isHard ? '╌' : ' ');
        }
        final String text = row >= hardPct
                ? paint.critical(curve.toString())
                : row >= softPct ? paint.warning(curve.toString()) : paint.good(curve.toString());
        return out.append(text)
                .append(isSoft ? paint.warning(" soft") : isHard ? paint.critical(" hard") : "")
                .toString();
    }
}
