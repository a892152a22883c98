package io.sluice.tools.command;

import io.sluice.codec.Verdict;
import io.sluice.json.Decimals;
import io.sluice.json.Times;
import io.sluice.replay.whatif.Difference;
import io.sluice.replay.whatif.IntentAnswer;
import io.sluice.replay.whatif.Moment;
import io.sluice.replay.whatif.WhatIf;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What would have been different, for a person. */
final class WhatIfPage {
    private final WhatIf whatIf;
    private final OtherConfig other;
    private final Paint paint;
    private final int columns;
    private final StringBuilder page = new StringBuilder();

    WhatIfPage(final WhatIf whatIf, final OtherConfig other, final Paint paint, final int columns) {
        this.whatIf = whatIf;
        this.other = other;
        this.paint = paint;
        this.columns = columns;
    }

    /** @param limit most differences to list. */
    String render(final String title, final int limit) {
        final List<Difference> differences = whatIf.differences();
        page.append(title).append('\n');
        changes();
        section("decisions");
        page.append("  ").append(summary(differences)).append('\n');
        if (!differences.isEmpty()) {
            page.append("  first: ").append(sentence(differences.get(0))).append('\n');
            section("answers");
            page.append(Table.of(counts(), paint, columns));
        }
        if (Shift.of(whatIf).stream().anyMatch(Shift::isKnown)) {
            section("drawdown");
            page.append(Table.of(Shift.of(whatIf).stream().map(WhatIfPage::row).toList(), paint, columns));
        }
        if (limit > 0 && !differences.isEmpty()) {
            section("differences");
            page.append(Table.of(
                    differences.stream().limit(limit).map(WhatIfPage::row).toList(), paint, columns));
            if (differences.size() > limit) {
                page.append(paint.dim("  and " + count(differences.size() - limit) + " more: --limit"))
                        .append('\n');
            }
        }
        return page.toString();
    }

    private void section(final String name) {
        page.append('\n').append(paint.bold(name)).append('\n');
    }

    private void changes() {
        section("configuration");
        if (other.changes().isEmpty()) {
            page.append("  no key that decides anything is changed\n");
            return;
        }
        page.append(Table.of(
                other.changes().stream()
                        .map(change -> {
                            final Map<String, String> row = new LinkedHashMap<>();
                            row.put("key", change.key());
                            row.put("recorded", change.recorded());
                            row.put("other", change.other());
                            return row;
                        })
                        .toList(),
                paint,
                columns));
    }

    private String summary(final List<Difference> differences) {
        final String all = count(whatIf.intents()) + " intents: ";
        return differences.isEmpty()
                ? all + paint.good("nothing differs")
                : all + paint.warning(count(differences.size()) + " would have been answered otherwise");
    }

    private static String sentence(final Difference difference) {
        return "intent " + difference.intentId() + " of strategy " + difference.strategyId() + " at record "
                + difference.sequence() + ", " + Times.toString(difference.timeNs()) + ": "
                + words(difference.was(), difference.would()) + ", would have been "
                + words(difference.would(), difference.was());
    }

    /** Whether a person was asked, and how much was allowed, is said only where it makes the difference. */
    private static String words(final IntentAnswer answer, final IntentAnswer against) {
        if (answer == null) {
            return "not answered";
        }
        final StringBuilder words = new StringBuilder(answer.words());
        final boolean alike = against != null && answer.words().equals(against.words());
        if (alike && answer.wasHeld() != against.wasHeld()) {
            words.append(answer.wasHeld() ? ", a person asked" : ", no person asked");
        }
        if (alike && answer.verdict() != Verdict.REJECT && answer.quantity() != against.quantity()) {
            words.append(", quantity ").append(Decimals.toString(answer.quantity()));
        }
        if (alike && answer.verdict() != Verdict.REJECT && answer.leverage() != against.leverage()) {
            words.append(", leverage ").append(Decimals.toString(answer.leverage()));
        }
        return words.toString();
    }

    private List<Map<String, String>> counts() {
        final List<Map<String, String>> rows = new ArrayList<>();
        whatIf.counts().forEach(count -> rows.add(countRow(count.answer(), count.was(), count.would())));
        rows.add(countRow("a person asked", whatIf.was().held(), whatIf.would().held()));
        return rows;
    }

    private static Map<String, String> countRow(final String answer, final int was, final int would) {
        final Map<String, String> row = new LinkedHashMap<>();
        row.put("answer", answer);
        row.put("recorded", Integer.toString(was));
        row.put("other", Integer.toString(would));
        row.put("change", was == would ? "" : Integer.toString(would - was));
        return row;
    }

    private static Map<String, String> row(final Shift shift) {
        final Map<String, String> row = new LinkedHashMap<>();
        row.put("limit", shift.what());
        row.put("recorded", moment(shift.was()));
        row.put("other", moment(shift.would()));
        row.put("would have come", shift.words());
        return row;
    }

    private static String moment(final Moment moment) {
        return moment == null ? "never" : "record " + moment.sequence() + ", " + Times.toString(moment.timeNs());
    }

    private static Map<String, String> row(final Difference difference) {
        final Map<String, String> row = new LinkedHashMap<>();
        row.put("record", Long.toString(difference.sequence()));
        row.put("time", Times.toString(difference.timeNs()));
        row.put("strategyId", Integer.toString(difference.strategyId()));
        row.put("intentId", Long.toString(difference.intentId()));
        row.put(
                "action",
                Schema.values("ActionType").spelling(difference.action().value()));
        row.put("recorded", words(difference.was(), difference.would()));
        row.put("other", words(difference.would(), difference.was()));
        return row;
    }

    private static String count(final int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
