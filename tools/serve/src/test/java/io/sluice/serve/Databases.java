package io.sluice.serve;

import io.sluice.serve.sql.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh databases for tests: a file, or one in a real PostgreSQL that this process starts once. */
public enum Databases {
    /** A file of its own. */
    SQLITE,
    /** A database of its own in the one server. */
    POSTGRESQL;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static EmbeddedPostgres server;

    /** Makes one. */
    public Database fresh(final Path directory) throws Exception {
        final String name = "mirror_" + COUNT.incrementAndGet();
        if (this == SQLITE) {
            return Database.file(directory.resolve(name + ".db"));
        }
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new Database("jdbc:postgresql://localhost:" + server().getPort() + "/" + name + "?user=postgres", null);
    }

    /** The server. */
    public static synchronized EmbeddedPostgres server() throws IOException {
        if (server == null) {
            server = EmbeddedPostgres.start();
        }
        return server;
    }

    /** A connection of a person. */
    public static Connection connect(final Database database) throws SQLException {
        return DriverManager.getConnection(database.url());
    }

    /** The number that a query gives. */
    public static long number(final Database database, final String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Changes something. */
    public static void change(final Database database, final String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
