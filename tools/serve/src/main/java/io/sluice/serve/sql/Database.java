package io.sluice.serve.sql;

import io.sluice.schema.IoTrouble;
import io.sluice.serve.secret.SecretFile;
import io.sluice.serve.secret.SecretFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Where the mirror is. Its text names the place without a secret.
 *
 * @param url          of JDBC, without a secret.
 * @param passwordFile null for none.
 */
public record Database(String url, Path passwordFile) {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String[] PRAGMAS = {
        "pragma journal_mode = wal",
        // The cursor in the data directory must not be ahead of a row that a power cut takes back.
        "pragma synchronous = full",
        "pragma journal_size_limit = 67108864",
        "pragma foreign_keys = on",
        "pragma busy_timeout = 1000"
    };

    /** A file of SQLite. */
    public static Database file(final Path file) {
        return new Database(SQLITE + file.toAbsolutePath(), null);
    }

    Dialect dialect() {
        return Dialect.of(url);
    }

    /**
     * Connects, without automatic commits.
     *
     * @throws MirrorException DATABASE, PASSWORD_FILE.
     */
    Connection connect() {
        try {
            final Connection connection = dialect() == Dialect.SQLITE ? sqlite() : postgresql();
            connection.setAutoCommit(false);
            return connection;
        } catch (final SQLException e) {
            throw failed("cannot be reached", e);
        }
    }

    private Connection sqlite() throws SQLException {
        final Path file = Path.of(url.substring(SQLITE.length()));
        try {
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (final IOException e) {
            throw new MirrorException(
                    MirrorException.Code.DATABASE, file + " cannot be made: " + IoTrouble.reason(e), e);
        }
        final Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            for (final String pragma : PRAGMAS) {
                statement.execute(pragma);
            }
            return connection;
        } catch (final SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection postgresql() throws SQLException {
        final Properties properties = new Properties();
        properties.setProperty("ApplicationName", "sluice");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        // A text finds its type by its column, so one table of columns serves both databases.
        properties.setProperty("stringtype", "unspecified");
        if (passwordFile != null) {
            properties.setProperty("password", password());
        }
        return DriverManager.getConnection(url, properties);
    }

    /**
     * Looks at the file of the password.
     *
     * @throws MirrorException PASSWORD_FILE if it is missing, empty, or others may read it.
     */
    public void check() {
        if (passwordFile != null) {
            password();
        }
    }

    private String password() {
        try {
            return SecretFile.read("sluice.mirror.password-file", passwordFile);
        } catch (final SecretFileException e) {
            throw new MirrorException(MirrorException.Code.PASSWORD_FILE, e.getMessage(), e);
        }
    }

    MirrorException failed(final String what, final SQLException e) {
        return new MirrorException(
                MirrorException.Code.DATABASE, "the mirror " + this + " " + what + ": " + oneLine(e), e);
    }

    private static String oneLine(final SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    /** Without parameters. */
    @Override
    public String toString() {
        final int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
