package io.sluice.serve.sql;

import io.sluice.json.Decimals;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/**
 * What a column holds. In memory a value is a {@link Long} or a {@link String}; this says how either database keeps it.
 * Neither may round it: SQLite has no exact decimals, so it keeps them as text, and times too.
 */
enum ColumnType {
    /** A whole number, an id, or nanoseconds since the epoch. */
    NUMBER,
    /** Scaled by 10^8 in memory. */
    DECIMAL,
    /** Nanoseconds since the epoch in memory; PostgreSQL keeps microseconds. */
    TIME,
    /** 0 or 1 in memory. */
    FLAG,
    /** Text, a UUID, hex. */
    TEXT,
    /** One object of JSON, kept as it was written. */
    JSON;

    private static final long NS_PER_US = 1_000;

    /** As a statement takes it: a Long or a String; PostgreSQL finds the type of a text by its column. */
    Object toDatabase(final Object value, final Dialect dialect) {
        if (value == null) {
            return null;
        }
        return switch (this) {
            case NUMBER, TEXT, JSON -> value;
            case DECIMAL -> BigDecimal.valueOf((Long) value, 8).toPlainString();
            case TIME -> Times.toString(rounded((Long) value, dialect));
            case FLAG -> dialect == Dialect.SQLITE ? value : (Object) ((Long) value == 1 ? "true" : "false");
        };
    }

    /** Gives a statement a value. A null has the type of its column, so that PostgreSQL prepares a statement once. */
    void bind(final PreparedStatement statement, final int at, final Object value, final Dialect dialect)
            throws SQLException {
        if (value == null) {
            statement.setNull(at, this == NUMBER ? Types.BIGINT : Types.VARCHAR);
        } else {
            statement.setObject(at, toDatabase(value, dialect));
        }
    }

    /** What is selected to read a column back. */
    String selected(final String column, final Dialect dialect) {
        if (dialect == Dialect.SQLITE) {
            return column;
        }
        return switch (this) {
            case NUMBER, DECIMAL, TEXT, JSON -> column;
            case TIME -> "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
            case FLAG -> column + "::int";
        };
    }

    /**
     * What was read back, as it is in memory.
     *
     * @throws IllegalArgumentException if no mirror wrote it.
     */
    Object fromDatabase(final String text) {
        if (text == null) {
            return null;
        }
        try {
            return switch (this) {
                case NUMBER, FLAG -> Long.valueOf(text);
                case DECIMAL -> Decimals.parse(text);
                case TIME -> Times.parse(text);
                case TEXT, JSON -> text;
            };
        } catch (final MalformedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What a database gives back of a value. */
    Object kept(final Object value, final Dialect dialect) {
        return this == TIME && value != null ? (Object) rounded((Long) value, dialect) : value;
    }

    private static long rounded(final long timeNs, final Dialect dialect) {
        return dialect == Dialect.SQLITE ? timeNs : timeNs - Math.floorMod(timeNs, NS_PER_US);
    }
}
