package io.sluice.serve.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads rows of the mirror's tables back, as they are in memory. One thread. */
final class TableReader {
    private final Connection connection;
    private final Dialect dialect;
    private final UUID journalId;

    TableReader(final Connection connection, final Dialect dialect, final UUID journalId) {
        this.connection = connection;
        this.dialect = dialect;
        this.journalId = journalId;
    }

    /**
     * Rows of one journal, each value at the place of its column.
     *
     * @param rest      what follows {@code where journal_id = ?}; no text that came in.
     * @param arguments for its question marks: a Long or a String each.
     */
    List<Object[]> read(final Table table, final String rest, final Object... arguments) throws SQLException {
        final List<Column> columns = table.columns();
        final String names = columns.stream()
                .map(column -> column.type().selected(column.name(), dialect))
                .collect(Collectors.joining(", "));
        final List<Object[]> found = new ArrayList<>();
        final String sql = "select " + names + " from " + table.name() + " where journal_id = ?" + rest;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, journalId.toString());
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 2, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    final Object[] row = new Object[columns.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = value(columns.get(i), rows.getString(i + 1));
                    }
                    found.add(row);
                }
            }
        }
        return found;
    }

    /** A row by the names of its columns. */
    static Map<String, Object> named(final Table table, final Object[] row) {
        final Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            values.put(table.columns().get(i).name(), row[i]);
        }
        return values;
    }

    /** What cannot be read back as what it should be stays text, and so differs. */
    private static Object value(final Column column, final String text) {
        try {
            return column.type().fromDatabase(text);
        } catch (final IllegalArgumentException e) {
            return text;
        }
    }
}
