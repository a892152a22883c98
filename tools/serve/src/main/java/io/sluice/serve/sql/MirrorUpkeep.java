package io.sluice.serve.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * What a person does to a mirror: bring its tables to another version, or empty it so that it is made again. Neither
 * may lose a row that the journal no longer has.
 */
public final class MirrorUpkeep {
    /** Tables begin with this version; one below it drops them. */
    private static final int TABLES = 1;

    private static final int TRIGGERS = 2;

    private final Database database;
    private final UUID journalId;
    private final long oldest;

    /** @param oldest first record that the journal still has; 0 if it is empty. */
    public MirrorUpkeep(final Database database, final UUID journalId, final long oldest) {
        this.database = database;
        this.journalId = journalId;
        this.oldest = oldest;
    }

    /** Number of the newest version. */
    public static int newest() {
        return Scripts.newest();
    }

    /**
     * Brings the tables to a version; returns the one that they had.
     *
     * @throws MirrorException WOULD_LOSE if that drops rows that no journal has, OTHER_TABLES, DATABASE.
     */
    public int migrate(final int version) {
        return inTransaction(connection -> {
            final Migration migration = new Migration(connection, database.dialect());
            final int before = migration.version();
            if (version < TABLES && before >= TABLES) {
                refuseToLose(connection, "a step back to version " + version);
                refuseOthers(connection);
            }
            migration.to(version);
            return before;
        });
    }

    /**
     * Removes every row of this journal, so that the mirror begins again with its first record.
     *
     * @throws MirrorException WOULD_LOSE, OTHER_TABLES, DATABASE.
     */
    public void empty() {
        inTransaction(connection -> {
            final Migration migration = new Migration(connection, database.dialect());
            migration.to(Scripts.newest());
            refuseToLose(connection, "a rebuild");
            migration.run(Scripts.back(TRIGGERS, database.dialect()));
            final List<Table> tables = new ArrayList<>(MirrorTables.ALL);
            Collections.reverse(tables);
            for (final Table table : tables) {
                delete(connection, table.name());
            }
            delete(connection, "sink_cursor");
            migration.run(Scripts.forward(TRIGGERS, database.dialect()));
            return 0;
        });
    }

    private void refuseToLose(final Connection connection, final String what) throws SQLException {
        final long first = new Mirror.Cursor(connection, journalId).first();
        if (first != 0 && (oldest == 0 || oldest > first)) {
            throw new MirrorException(
                    MirrorException.Code.WOULD_LOSE,
                    what + " would lose rows: the mirror begins with record " + first + ", and the journal "
                            + (oldest == 0 ? "is empty" : "with record " + oldest));
        }
    }

    private void refuseOthers(final Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select count(*) from sink_cursor where journal_id <> ?")) {
            statement.setString(1, journalId.toString());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && row.getLong(1) > 0) {
                    throw new MirrorException(
                            MirrorException.Code.WOULD_LOSE,
                            "dropping the tables would lose the rows of " + row.getLong(1) + " other journals");
                }
            }
        }
    }

    private void delete(final Connection connection, final String table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from " + table + " where journal_id = ?")) {
            statement.setString(1, journalId.toString());
            statement.executeUpdate();
        }
    }

    /** What is done to a database. */
    private interface Work {
        int on(Connection connection) throws SQLException;
    }

    private int inTransaction(final Work work) {
        final Connection connection = database.connect();
        try {
            final int result = work.on(connection);
            connection.commit();
            return result;
        } catch (final SQLException e) {
            throw database.failed("cannot be changed", e);
        } finally {
            Mirror.close(connection);
        }
    }
}
