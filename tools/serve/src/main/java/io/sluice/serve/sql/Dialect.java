package io.sluice.serve.sql;

import java.util.Locale;
import java.util.Map;

/** The two databases, where they differ. */
enum Dialect {
    /** One file, one writer. */
    SQLITE(Map.of(
            "uuid", "text",
            "id", "integer",
            "int", "integer",
            "decimal", "text",
            "time", "text",
            "flag", "integer",
            "json", "text",
            "hash", "text")),
    /** PostgreSQL 12 or later. */
    POSTGRESQL(Map.of(
            "uuid", "uuid",
            "id", "bigint",
            "int", "integer",
            "decimal", "decimal(18,8)",
            "time", "timestamptz",
            "flag", "boolean",
            "json", "json",
            "hash", "char(64)"));

    private final Map<String, String> types;

    Dialect(final Map<String, String> types) {
        this.types = types;
    }

    /** That of a JDBC URL. */
    static Dialect of(final String url) {
        return url.startsWith("jdbc:sqlite:") ? SQLITE : POSTGRESQL;
    }

    /** The name of a type in a script: {@code ${time}}. */
    String type(final String name) {
        final String type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no type is called " + name);
        }
        return type;
    }

    /** How a script marks a statement that is meant for this one alone. */
    String mark() {
        return "-- only " + name().toLowerCase(Locale.ROOT);
    }
}
