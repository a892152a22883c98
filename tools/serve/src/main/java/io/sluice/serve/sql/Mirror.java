package io.sluice.serve.sql;

import io.sluice.record.RecordDecoder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.ToIntFunction;

/**
 * The mirror as a writer sees it: records are collected, and written in one transaction with the row that says how far
 * they reach. So each record is mirrored exactly once, whatever is killed when. One thread.
 */
public final class Mirror implements AutoCloseable {
    /** Its row in {@code sink_cursor}. */
    public static final String NAME = "mirror";

    private final Database database;
    private final UUID journalId;
    private final Mapper mapper;
    private final Rows rows = new Rows();
    private final Connection connection;
    private final Cursor cursor;
    private long first;

    /**
     * What a commit did.
     *
     * @param rows       new ones.
     * @param duplicates rows that were there already, or not newer.
     */
    public record Written(long rows, long duplicates) {}

    private Mirror(final Database database, final UUID journalId, final Connection connection) {
        this.database = database;
        this.journalId = journalId;
        this.connection = connection;
        mapper = new Mapper(journalId);
        cursor = new Cursor(connection, journalId);
    }

    /**
     * Connects, and makes the tables where they are missing or old.
     *
     * @throws MirrorException DATABASE, OTHER_TABLES, PASSWORD_FILE.
     */
    public static Mirror open(final Database database, final UUID journalId) {
        final Connection connection = database.connect();
        try {
            new Migration(connection, database.dialect()).to(Scripts.newest());
            connection.commit();
            return new Mirror(database, journalId, connection);
        } catch (final SQLException e) {
            close(connection);
            throw database.failed("cannot be opened", e);
        } catch (final MirrorException e) {
            close(connection);
            throw e;
        }
    }

    /** The last record of its journal that it holds; 0 for none. */
    public long held() {
        try {
            final long held = cursor.sequence();
            connection.commit();
            return held;
        } catch (final SQLException e) {
            throw database.failed("cannot be read", e);
        }
    }

    /** Takes a record into the batch. */
    public void add(final RecordDecoder record) {
        first = first == 0 ? record.header().sequence() : first;
        mapper.map(record, rows);
    }

    /**
     * Writes the batch with the cursor.
     *
     * @param upTo last record of the batch.
     * @throws MirrorException DATABASE if nothing was written; the mirror has to be opened again.
     */
    public Written commit(final long upTo) {
        try {
            final Writer writer = new Writer(connection, database.dialect());
            long written = 0;
            long given = 0;
            for (final Table table : MirrorTables.ALL) {
                given += rows.of(table).size();
                written += writer.write(table, rows.of(table));
            }
            if (!rows.of(MirrorTables.table(Links.TABLE)).isEmpty()) {
                Links.fill(connection, journalId);
            }
            cursor.advance(first, upTo);
            connection.commit();
            rows.clear();
            return new Written(written, given - written);
        } catch (final SQLException e) {
            throw database.failed("was not written", e);
        }
    }

    /** Counts the rows of records, for any one thread. */
    public static ToIntFunction<RecordDecoder> scale() {
        final Mapper counting = new Mapper(new UUID(0, 0));
        return counting::count;
    }

    @Override
    public void close() {
        close(connection);
    }

    static void close(final Connection connection) {
        try (Connection closed = connection) {
            if (!closed.isClosed()) {
                closed.rollback();
            }
        } catch (final SQLException e) {
            // What was not committed is gone either way, and the connection too.
            return;
        }
    }

    /** When a link runs out is known by its request: the database looks there. */
    static final class Links {
        static final String TABLE = "deep_link_tokens";

        private Links() {}

        static void fill(final Connection connection, final UUID journalId) throws SQLException {
            final String sql = "update deep_link_tokens set expires_at = (select a.expires_at from hitl_approvals a"
                    + " where a.journal_id = deep_link_tokens.journal_id and a.id = deep_link_tokens.trade_id)"
                    + " where expires_at is null and journal_id = ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, journalId.toString());
                statement.executeUpdate();
            }
        }
    }

    /** The row that says how far a journal is mirrored, and from which record on. */
    static final class Cursor {
        private final Connection connection;
        private final UUID journalId;

        Cursor(final Connection connection, final UUID journalId) {
            this.connection = connection;
            this.journalId = journalId;
        }

        long sequence() throws SQLException {
            return number("seq");
        }

        /** First record that the mirror took of this journal; 0 if it took none. */
        long first() throws SQLException {
            return number("first_seq");
        }

        private long number(final String column) throws SQLException {
            final String sql = "select " + column + " from sink_cursor where sink = ? and journal_id = ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, NAME);
                statement.setString(2, journalId.toString());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0;
                }
            }
        }

        void advance(final long first, final long upTo) throws SQLException {
            final String sql = "insert into sink_cursor (sink, journal_id, first_seq, seq, updated_at)"
                    + " values (?, ?, ?, ?, current_timestamp) on conflict (sink, journal_id)"
                    + " do update set seq = excluded.seq, updated_at = excluded.updated_at";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, NAME);
                statement.setString(2, journalId.toString());
                statement.setLong(3, first);
                statement.setLong(4, upTo);
                statement.executeUpdate();
            }
        }
    }
}
