package io.sluice.serve.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Brings the tables of a database to a version, in one transaction, and checks which scripts made them. */
final class Migration {
    private static final long LOCK = 0x736C75696365L;

    private final Connection connection;
    private final Dialect dialect;

    Migration(final Connection connection, final Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * The version of the tables.
     *
     * @throws MirrorException OTHER_TABLES if other scripts made them, or a later program.
     */
    int version() throws SQLException {
        prepare();
        final List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select sha256 from schema_version order by version")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        if (found.size() > Scripts.newest()) {
            throw new MirrorException(
                    MirrorException.Code.OTHER_TABLES,
                    "the mirror has tables of version " + found.size() + ", and this program knows " + Scripts.newest()
                            + ": use the program that made them to migrate back");
        }
        for (int version = 1; version <= found.size(); version++) {
            if (!Scripts.hash(version).equals(found.get(version - 1))) {
                throw new MirrorException(
                        MirrorException.Code.OTHER_TABLES,
                        "script " + version + " of the mirror's tables is not the one of this program");
            }
        }
        return found.size();
    }

    /** Goes forward or back; the caller commits. */
    void to(final int target) throws SQLException {
        int version = version();
        while (version < target) {
            version++;
            run(Scripts.forward(version, dialect));
            note("insert into schema_version (version, sha256) values (?, ?)", version, Scripts.hash(version));
        }
        while (version > target) {
            run(Scripts.back(version, dialect));
            note("delete from schema_version where version = ?", version, null);
            version--;
        }
    }

    void run(final List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (final String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Two processes may come at the same time: the second one waits. */
    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (dialect == Dialect.POSTGRESQL) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            statement.execute("create table if not exists schema_version"
                    + " (version integer primary key, sha256 text not null)");
        }
    }

    private void note(final String sql, final int version, final String hash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, version);
            if (hash != null) {
                statement.setString(2, hash);
            }
            statement.executeUpdate();
        }
    }
}
