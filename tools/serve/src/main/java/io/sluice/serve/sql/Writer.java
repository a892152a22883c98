package io.sluice.serve.sql;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Writes rows into a table, ignoring what is there already. */
final class Writer {
    /** From so many rows on, PostgreSQL gets them by COPY into a temporary table. */
    private static final int COPIED = 200;

    private final Connection connection;
    private final Dialect dialect;

    Writer(final Connection connection, final Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Returns how many rows of a log were new; a row of a thing counts where it was new or newer. */
    long write(final Table table, final Collection<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        return dialect == Dialect.POSTGRESQL && rows.size() >= COPIED ? copy(table, rows) : insert(table, rows);
    }

    private long insert(final Table table, final Collection<Object[]> rows) throws SQLException {
        final List<Column> columns = table.columns();
        final String values = given(table).stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
        final String sql = "insert into " + table.name() + " (" + names(table) + ") values " + values + conflict(table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (final Object[] row : rows) {
                int at = 0;
                for (int i = 0; i < row.length; i++) {
                    if (!columns.get(i).isDerived()) {
                        columns.get(i).type().bind(statement, ++at, row[i], dialect);
                    }
                }
                statement.addBatch();
            }
            long written = 0;
            for (final int count : statement.executeBatch()) {
                written += Math.max(0, count);
            }
            return written;
        }
    }

    /** COPY knows no conflict, so it goes by a table of this transaction. */
    private long copy(final Table table, final Collection<Object[]> rows) throws SQLException {
        final String stage = "stage_" + table.name();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temp table if not exists " + stage + " (like " + table.name()
                    + " including defaults) on commit delete rows");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + stage + " (" + names(table) + ") from stdin",
                            new StringReader(text(table, rows)));
            return statement.executeLargeUpdate("insert into " + table.name() + " (" + names(table) + ") select "
                    + names(table) + " from " + stage + conflict(table));
        } catch (final IOException e) {
            throw new SQLException("COPY failed: " + e.getMessage(), e);
        }
    }

    /** The text form of COPY: tabs between, {@code \N} for null. */
    private String text(final Table table, final Collection<Object[]> rows) {
        final List<Column> columns = table.columns();
        final StringBuilder text = new StringBuilder();
        for (final Object[] row : rows) {
            boolean isFirst = true;
            for (int i = 0; i < row.length; i++) {
                if (columns.get(i).isDerived()) {
                    continue;
                }
                text.append(isFirst ? "" : "\t");
                isFirst = false;
                final Object value = columns.get(i).type().toDatabase(row[i], dialect);
                if (value == null) {
                    text.append("\\N");
                } else {
                    escape(text, value.toString());
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void escape(final StringBuilder to, final String value) {
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            final String escaped =
                    switch (value.charAt(i)) {
                        case '\\' -> "\\\\";
                        case '\t' -> "\\t";
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        default -> null;
                    };
            if (escaped != null) {
                to.append(value, from, i).append(escaped);
                from = i + 1;
            }
        }
        to.append(value, from, value.length());
    }

    /** A log ignores what it has; a thing takes what is newer, and keeps what that does not say. */
    private static String conflict(final Table table) {
        if (table.isLog()) {
            return " on conflict do nothing";
        }
        final String set = given(table).stream()
                .map(Column::name)
                .filter(name -> !name.equals(Table.JOURNAL) && !name.equals(Table.ID))
                .map(name -> name + " = coalesce(excluded." + name + ", " + table.name() + "." + name + ")")
                .collect(Collectors.joining(", "));
        return " on conflict (" + Table.JOURNAL + ", " + Table.ID + ") do update set " + set + " where excluded."
                + Table.SEQ + " > " + table.name() + "." + Table.SEQ;
    }

    private static String names(final Table table) {
        return given(table).stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static List<Column> given(final Table table) {
        return table.columns().stream().filter(column -> !column.isDerived()).toList();
    }
}
