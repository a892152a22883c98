package io.sluice.tools.command;

import io.sluice.control.view.View;
import io.sluice.json.HumanRow;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.Table;
import io.sluice.tools.cli.Wrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Views for a person: one in full, or a page of what matters most. */
final class StatePage {
    private static final List<View> PAGE = List.of(
            View.STATUS,
            View.PERMISSIONS,
            View.RECOVERY,
            View.COMPONENTS,
            View.POSITIONS,
            View.PENDING,
            View.COMMANDS,
            View.REQUESTS,
            View.LOCKOUTS,
            View.MODELS,
            View.STRATEGIES);
    private static final Set<View> SINGLE = Set.of(View.STATUS, View.PERMISSIONS, View.RECOVERY, View.POLICY);
    private static final List<String> OF_EVERY_ROW = List.of("seq", "time");

    /** A request has more fields than a table can show; --json has them all. */
    private static final List<String> OF_A_REQUEST = List.of(
            "tradeId",
            "strategyId",
            "intentId",
            "action",
            "tradingMode",
            "symbol",
            "side",
            "quantity",
            "requestPrice",
            "status",
            "expiresAt",
            "secondsRemaining",
            "decidedBy",
            "decisionReason");

    private final StateViews views;
    private final Paint paint;
    private final int columns;
    private final HumanRow reader = new HumanRow();
    private final StringBuilder page = new StringBuilder();

    /** @param columns that a line may take. */
    StatePage(final StateViews views, final Paint paint, final int columns) {
        this.views = views;
        this.paint = paint;
        this.columns = columns;
    }

    /** Whether a view has any number of rows; else it has one, or none. */
    static boolean isList(final View view) {
        return !SINGLE.contains(view);
    }

    /** @param view null for the page. */
    String render(final View view, final String title) {
        page.append(Wrap.at(title, columns, 0, 2)).append('\n');
        if (view != null) {
            append(view, rows(view));
            return page.toString();
        }
        final List<String> empty = new ArrayList<>();
        for (final View each : PAGE) {
            final List<Map<String, String>> rows = rows(each);
            if (rows.isEmpty()) {
                empty.add(each.spelling());
            } else {
                append(each, rows);
            }
        }
        page.append('\n')
                .append(paint.dim(Wrap.at("none: " + String.join(", ", empty), columns, 0, 2)))
                .append('\n');
        return page.toString();
    }

    /** The first row of a view that has one, in full. */
    String first(final View view, final String title) {
        final List<Map<String, String>> rows = new ArrayList<>();
        views.rows(view, (buffer, offset, length) -> rows.add(reader.of(buffer, offset, length)));
        page.append(Wrap.at(title, columns, 0, 2)).append('\n');
        page.append('\n').append(paint.bold(view.spelling())).append('\n');
        return page.append(Table.ofOne(rows.get(0), paint, columns)).toString();
    }

    private void append(final View view, final List<Map<String, String>> rows) {
        page.append('\n').append(paint.bold(view.spelling())).append('\n');
        if (rows.isEmpty()) {
            page.append("  none\n");
        } else if (isList(view)) {
            page.append(Table.of(rows, paint, columns));
        } else {
            page.append(Table.ofOne(rows.get(0), paint, columns));
        }
    }

    private List<Map<String, String>> rows(final View view) {
        if (view == View.MODELS) {
            return ModelRows.of(views).stream().map(ModelRows.Row::shown).toList();
        }
        final List<Map<String, String>> rows = new ArrayList<>();
        views.rows(view, (buffer, offset, length) -> {
            final Map<String, String> row = reader.of(buffer, offset, length);
            OF_EVERY_ROW.forEach(row::remove);
            rows.add(view == View.PENDING || view == View.HISTORY ? ofARequest(row) : row);
        });
        return rows;
    }

    private static Map<String, String> ofARequest(final Map<String, String> row) {
        final Map<String, String> shown = new LinkedHashMap<>();
        OF_A_REQUEST.stream().filter(row::containsKey).forEach(key -> shown.put(key, row.get(key)));
        return shown;
    }
}
