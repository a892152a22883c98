package io.sluice.tools.command;

import io.sluice.json.HumanLine;
import io.sluice.json.Times;
import io.sluice.record.RecordDecoder;
import io.sluice.tools.cli.Harmless;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.Wrap;
import java.util.Locale;

/**
 * Shows a record to a person: a line for its input and one for each outcome, in columns.
 *
 * <pre>
 *        8  2026-01-05 09:00:02.000000  strategy:1          OrderIntent           strategyId=1 intentId=5 ...
 *           > order.decision            Held: trade 65536 waits for a person
 * </pre>
 *
 * A narrow terminal gets the date in a line of its own whenever it changes, and no microseconds.
 */
final class RecordPrinter {
    private static final String WIDE_INPUT = "%8d  %s  %-18s  %-20s  ";
    private static final String NARROW_INPUT = "%8d  %s  %-18s  %-14s ";
    private static final String WIDE_OUTCOME = "          > %-27s ";
    private static final String NARROW_OUTCOME = "          > %s: ";
    private static final int NARROW = 110;
    private static final int NARROW_INDENT = 12;
    private static final int WIDE_INDENT = 40;
    private static final int LEAST_FACTS = 12;
    private static final int DATE = 10;
    private static final int SECONDS = 19;
    private static final int MILLIS = 23;
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long NS_PER_US = 1_000L;

    private final Paint paint;
    private final int columns;
    private final boolean isNarrow;
    private final HumanLine line = new HumanLine();
    private String date = "";

    /** @param columns that a line may take: facts of an input are cut there, sentences go on in the next line. */
    RecordPrinter(final Paint paint, final int columns) {
        this.paint = paint;
        this.columns = columns;
        isNarrow = columns < NARROW;
    }

    /** Appends the line of the message that the decoder is at. */
    void append(final StringBuilder out, final RecordDecoder record) {
        line.wrap(record);
        if (line.isOutcome()) {
            outcome(out);
        } else {
            input(out, record.header().sequence(), time(record.header().timeNs()));
        }
        out.append('\n');
    }

    private void outcome(final StringBuilder out) {
        final String head = String.format(Locale.ROOT, isNarrow ? NARROW_OUTCOME : WIDE_OUTCOME, line.name());
        final String words =
                Wrap.at(Harmless.word(line.words()), columns, head.length(), isNarrow ? NARROW_INDENT : WIDE_INDENT);
        out.append(paint.severity(line.severity(), head + words));
    }

    private void input(final StringBuilder out, final long sequence, final String time) {
        if (isNarrow && !time.startsWith(date.isEmpty() ? " " : date)) {
            date = time.substring(0, DATE);
            out.append(paint.dim(date)).append('\n');
        }
        final String head = String.format(
                Locale.ROOT,
                isNarrow ? NARROW_INPUT : WIDE_INPUT,
                sequence,
                isNarrow ? time.substring(DATE + 1, MILLIS) : time,
                Harmless.word(line.sender()),
                line.name());
        out.append(paint.bold(head)).append(paint.dim(fit(Harmless.word(line.words()), head.length())));
    }

    /** Engine time to the microsecond, always as wide. */
    static String time(final long timeNs) {
        return Times.toString(timeNs).substring(0, SECONDS).replace('T', ' ')
                + String.format(Locale.ROOT, ".%06d", Math.floorMod(timeNs, NS_PER_S) / NS_PER_US);
    }

    private String fit(final String words, final int taken) {
        final int room = isNarrow ? Math.max(0, columns - taken) : Math.max(LEAST_FACTS, columns - taken);
        return words.length() <= room ? words : room == 0 ? "" : words.substring(0, room - 1) + "…";
    }
}
