package io.sluice.serve.sql;

import io.sluice.record.RecordDecoder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Compares a mirror with its journal, row by row, and computes every row hash again. It reads in one transaction, so a
 * mirror that is being written to can be looked at. The caller feeds the records from {@link #first()} to
 * {@link #last()}; then {@link #finish()} looks at what has one row for many records. One thread.
 */
public final class MirrorAudit implements AutoCloseable {
    private static final int BATCH = 1000;

    private final Database database;
    private final UUID journalId;
    private final Connection connection;
    private final Consumer<String> differences;
    private final List<Violation> violations = new ArrayList<>();
    private final Mapper mapper;
    private final Rows logs = new Rows();
    private final Rows things = new Rows();
    private final long held;
    private final long firstHeld;
    private long first;
    private long batchFrom;
    private long batchTo;
    private int inBatch;
    private long different;
    private long compared;

    /**
     * A request whose row is not what was recorded (SEC-080).
     *
     * @param expected hash that the row has to have.
     * @param found    hash of what it holds.
     */
    public record Violation(long tradeId, byte[] expected, byte[] found) {
        /** What is wrong with a row of a request; null if its hash fits. */
        static Violation of(final Map<String, Object> row) {
            final String expected = String.valueOf(row.get(RowHash.COLUMN));
            final String found = RowHash.of(row);
            return expected.equals(found)
                    ? null
                    : new Violation((Long) row.get("trade_id"), bytes(expected), bytes(found));
        }

        /** What is no hash at all counts as zeros. */
        private static byte[] bytes(final String hex) {
            return hex.matches("[0-9a-f]{64}") ? HexFormat.of().parseHex(hex) : new byte[32];
        }
    }

    /** @param differences takes a sentence for each row that differs. */
    public MirrorAudit(final Database database, final UUID journalId, final Consumer<String> differences) {
        this.database = database;
        this.journalId = journalId;
        this.differences = differences;
        mapper = new Mapper(journalId);
        connection = database.connect();
        try {
            if (new Migration(connection, database.dialect()).version() != Scripts.newest()) {
                throw new MirrorException(
                        MirrorException.Code.OTHER_TABLES,
                        "the mirror's tables are old: start sluice serve, or run sluice mirror migrate");
            }
            connection.commit();
            if (database.dialect() == Dialect.POSTGRESQL) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            final Mirror.Cursor cursor = new Mirror.Cursor(connection, journalId);
            held = cursor.sequence();
            firstHeld = cursor.first();
        } catch (final SQLException e) {
            Mirror.close(connection);
            throw database.failed("cannot be read", e);
        } catch (final MirrorException e) {
            Mirror.close(connection);
            throw e;
        }
    }

    /** First record that the mirror took; 0 if it took none. */
    public long first() {
        return firstHeld;
    }

    /** Last record that it holds; 0 for none. */
    public long last() {
        return held;
    }

    /** Takes a record of the journal; later ones than {@link #last()} are passed over. */
    public void add(final RecordDecoder record) {
        final long sequence = record.header().sequence();
        if (sequence > held || sequence < firstHeld) {
            return;
        }
        first = first == 0 ? sequence : first;
        batchFrom = inBatch == 0 ? sequence : batchFrom;
        batchTo = sequence;
        final Rows both = new Rows();
        mapper.map(record, both);
        MirrorTables.ALL.forEach(
                table -> both.of(table).forEach(row -> (table.isLog() ? logs : things).add(table, row)));
        if (++inBatch == BATCH) {
            compareLogs();
        }
    }

    /** Ends the comparison; returns how many rows differ. */
    public long finish() {
        compareLogs();
        try {
            for (final Table table : MirrorTables.ALL) {
                if (!table.isLog()) {
                    compareThings(table);
                }
            }
            checkHashes();
            return different;
        } catch (final SQLException e) {
            throw database.failed("cannot be read", e);
        }
    }

    /** Rows that were compared. */
    public long compared() {
        return compared;
    }

    /** Requests whose hash does not fit, found by {@link #finish()}. */
    public List<Violation> violations() {
        return violations;
    }

    private void compareLogs() {
        if (inBatch == 0) {
            return;
        }
        try {
            for (final Table table : MirrorTables.ALL) {
                if (table.isLog()) {
                    final String where = " and seq between " + batchFrom + " and " + batchTo;
                    compare(table, byKey(table, logs.of(table)), byKey(table, read(table, where)));
                }
            }
        } catch (final SQLException e) {
            throw database.failed("cannot be read", e);
        }
        logs.clear();
        inBatch = 0;
    }

    /** Rows that only older records touched, which the journal has no more, cannot be compared. */
    private void compareThings(final Table table) throws SQLException {
        final String where = first <= firstHeld ? "" : " and seq >= " + first;
        compare(table, byKey(table, things.of(table)), byKey(table, read(table, where)));
    }

    private void compare(final Table table, final Map<String, Object[]> expected, final Map<String, Object[]> found) {
        expected.forEach((key, row) -> {
            final Object[] other = found.remove(key);
            compared++;
            if (other == null) {
                differ(table, key, "is missing");
                return;
            }
            for (int i = 0; i < row.length; i++) {
                final Column column = table.columns().get(i);
                final Object kept = column.type().kept(row[i], database.dialect());
                // Of a thing that began before the journal does, the older columns are not known.
                final boolean isKnown = !column.isDerived() && (kept != null || table.isLog() || first <= firstHeld);
                if (isKnown && !Objects.equals(kept, other[i])) {
                    differ(table, key, column.name() + " is " + other[i] + ", the journal has " + kept);
                }
            }
        });
        found.forEach((key, row) -> differ(table, key, "is in no record of the journal"));
    }

    private void differ(final Table table, final String key, final String what) {
        different++;
        differences.accept(table.name() + " " + key + ": " + what);
    }

    private void checkHashes() throws SQLException {
        final Table table = MirrorTables.table("hitl_approvals");
        for (final Object[] row : read(table, "")) {
            final Map<String, Object> values = TableReader.named(table, row);
            final Violation violation = Violation.of(values);
            if (violation != null) {
                differ(table, "id " + values.get(Table.ID), "its fields do not fit its row_hash (SEC-080)");
                violations.add(violation);
            }
        }
    }

    private static Map<String, Object[]> byKey(final Table table, final Collection<Object[]> rows) {
        final Map<String, Object[]> byKey = new TreeMap<>(Comparator.naturalOrder());
        rows.forEach(row ->
                byKey.put(table.isLog() ? "record " + row[1] + " message " + row[2] : "id " + row[table.idAt()], row));
        return byKey;
    }

    private List<Object[]> read(final Table table, final String where) throws SQLException {
        return new TableReader(connection, database.dialect(), journalId).read(table, where);
    }

    @Override
    public void close() {
        Mirror.close(connection);
    }
}
