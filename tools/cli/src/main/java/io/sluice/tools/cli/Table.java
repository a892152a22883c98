package io.sluice.tools.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows in aligned columns: numbers to the right, all else to the left. */
public final class Table {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private Table() {}

    /**
     * A table with a heading; a column is there if any row has it. A table that is wider than the terminal is shown
     * row by row.
     *
     * @param width columns of the terminal.
     */
    public static String of(final List<Map<String, String>> rows, final Paint paint, final int width) {
        final Set<String> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.addAll(row.keySet()));
        final List<Column> columns =
                keys.stream().map(key -> Column.of(key, rows)).toList();
        if (columns.stream().mapToInt(column -> GAP.length() + column.width).sum() > width) {
            return rows.stream().map(row -> ofOne(row, paint, width)).collect(Collectors.joining("\n"));
        }
        final StringBuilder table = new StringBuilder();
        final List<String> heading = new ArrayList<>();
        columns.forEach(column -> heading.add(column.pad(column.key)));
        table.append(paint.dim(line(heading))).append('\n');
        for (final Map<String, String> row : rows) {
            final List<String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(column.pad(Harmless.word(row.getOrDefault(column.key, "")))));
            table.append(line(cells)).append('\n');
        }
        return table.toString();
    }

    /** One row, a line for each of its values, or more where a value has more or is too long for one. */
    public static String ofOne(final Map<String, String> row, final Paint paint, final int columns) {
        final int width = row.keySet().stream().mapToInt(String::length).max().orElse(0);
        final String nextLine = "\n" + INDENT + " ".repeat(width) + GAP;
        final StringBuilder table = new StringBuilder();
        row.forEach((key, value) -> table.append(INDENT)
                .append(paint.dim(key + " ".repeat(width - key.length())))
                .append(GAP)
                .append(
                        value.isEmpty()
                                ? "-"
                                : value.lines()
                                        .map(line -> Wrap.at(
                                                Harmless.word(line),
                                                columns,
                                                nextLine.length() - 1,
                                                nextLine.length() - 1))
                                        .collect(Collectors.joining(nextLine)))
                .append('\n'));
        return table.toString();
    }

    private static String line(final List<String> cells) {
        return (INDENT + String.join(GAP, cells)).stripTrailing();
    }

    private record Column(String key, int width, boolean isNumber) {
        static Column of(final String key, final List<Map<String, String>> rows) {
            int width = key.length();
            boolean isNumber = true;
            for (final Map<String, String> row : rows) {
                final String value = Harmless.word(row.getOrDefault(key, ""));
                width = Math.max(width, value.length());
                isNumber = isNumber && value.matches("-?[0-9.]*");
            }
            return new Column(key, width, isNumber);
        }

        String pad(final String value) {
            final String space = " ".repeat(width - value.length());
            return isNumber ? space + value : value + space;
        }
    }
}
