package io.sluice.tools.command;

import io.sluice.control.view.View;
import io.sluice.json.JsonOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Views as JSON. */
final class StateJson {
    private final StateViews views;
    private final JsonOutput json = new JsonOutput();

    StateJson(final StateViews views) {
        this.views = views;
    }

    /** @param view null for an object of all. */
    String render(final View view) {
        return view != null
                ? one(view) + "\n"
                : Stream.of(View.values())
                        .map(each -> " \"" + each.spelling() + "\":" + one(each))
                        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    /** The first row of a view that has one. */
    String first(final View view) {
        return rows(view).get(0) + "\n";
    }

    private String one(final View view) {
        final List<String> rows = rows(view);
        if (!StatePage.isList(view)) {
            return rows.isEmpty() ? "null" : rows.get(0);
        }
        return rows.isEmpty() ? "[]" : rows.stream().collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    private List<String> rows(final View view) {
        if (view == View.MODELS) {
            return ModelRows.of(views).stream().map(ModelRows.Row::json).toList();
        }
        final List<String> rows = new ArrayList<>();
        views.rows(view, (buffer, offset, length) -> {
            final StringBuilder row = new StringBuilder();
            json.message(row, buffer, offset, length);
            rows.add(row.toString());
        });
        return rows;
    }
}
