package io.sluice.tools.command;

import io.sluice.json.HumanLine;
import io.sluice.json.Times;
import io.sluice.record.RecordDecoder;
import io.sluice.tools.cli.Paint;
import java.util.Locale;

/**
 * Shows a record to a person: a line for its input and one for each outcome, in columns.
 *
 * <pre>
 *        8  2026-01-05 09:00:02.000000  strategy:1        OrderIntent           strategyId=1 intentId=5 ...
 *           > order.decision            Held: trade 65536 waits for a person
 * </pre>
 */
final class RecordPrinter {
    private static final String INPUT = "%8d  %s  %-16s  %-20s  ";
    private static final String OUTCOME = "          > %-27s ";
    private static final int LEAST_FACTS = 40;
    private static final int DAY_AND_TIME = 19;
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long NS_PER_US = 1_000L;

    private final Paint paint;
    private final int columns;
    private final HumanLine line = new HumanLine();

    /** @param columns that the line of an input may take, if that leaves room for a few facts; the rest is cut. */
    RecordPrinter(final Paint paint, final int columns) {
        this.paint = paint;
        this.columns = columns;
    }

    /** Appends the line of the message that the decoder stands on. */
    void append(final StringBuilder out, final RecordDecoder record) {
        line.wrap(record);
        if (line.isOutcome()) {
            final String head = String.format(Locale.ROOT, OUTCOME, line.name());
            out.append(paint.severity(line.severity(), head + line.words()));
        } else {
            final String head = String.format(
                    Locale.ROOT,
                    INPUT,
                    record.header().sequence(),
                    time(record.header().timeNs()),
                    line.sender(),
                    line.name());
            out.append(paint.bold(head)).append(paint.dim(fit(line.words(), head.length())));
        }
        out.append('\n');
    }

    /** Engine time to the microsecond, always as wide. */
    static String time(final long timeNs) {
        return Times.toString(timeNs).substring(0, DAY_AND_TIME).replace('T', ' ')
                + String.format(Locale.ROOT, ".%06d", Math.floorMod(timeNs, NS_PER_S) / NS_PER_US);
    }

    private String fit(final String words, final int taken) {
        final int room = Math.max(LEAST_FACTS, columns - taken);
        return words.length() <= room ? words : words.substring(0, room - 1) + "…";
    }
}
