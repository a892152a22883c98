package io.sluice.serve.sql;

import io.sluice.json.Decimals;
import io.sluice.json.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Questions to the mirror that change nothing, for history. It has a connection of its own, which is opened at need and
 * again after a failure; the mirror's writer does not wait for it. Any thread, one at a time.
 */
public final class MirrorQueries implements AutoCloseable {
    private static final Table APPROVALS = MirrorTables.table("hitl_approvals");
    private static final Table TRANSITIONS = MirrorTables.table("mode_transitions");
    private static final Table AUDIT = MirrorTables.table("audit_log");
    private static final Table DECISIONS = MirrorTables.table("decisions");
    private static final String EXACT = "_ns";
    private static final int PATIENCE_S = 5;

    private final Database database;
    private final UUID journalId;
    private Connection connection;

    /**
     * Requests that were found. A row has the names of its columns; decimals and times are texts, exactly as recorded.
     *
     * @param violations of rows whose hash is wrong; they are not among the rows.
     */
    public record Requests(List<Map<String, Object>> rows, List<MirrorAudit.Violation> violations) {}

    /**
     * An equity.
     *
     * @param timeNs engine time.
     */
    public record Equity(long timeNs, String equity) {}

    /** A question. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection open) throws SQLException;
    }

    /** Connects at the first question. */
    public MirrorQueries(final Database database, final UUID journalId) {
        this.database = database;
        this.journalId = journalId;
    }

    /**
     * Requests, the newest first.
     *
     * @param status  null for any.
     * @param symbol  null for any.
     * @param sinceNs asked then or later.
     * @throws MirrorException DATABASE.
     */
    public Requests requests(final String status, final String symbol, final long sinceNs, final int limit) {
        final StringBuilder rest = new StringBuilder(" and requested_at_ns >= ?");
        final List<Object> arguments = new ArrayList<>(List.of(sinceNs));
        if (status != null) {
            rest.append(" and status = ?");
            arguments.add(status);
        }
        if (symbol != null) {
            rest.append(" and instrument = ?");
            arguments.add(symbol);
        }
        rest.append(" order by id desc limit ").append(limit);
        return requests(rest.toString(), arguments.toArray());
    }

    /**
     * One request, or none.
     *
     * @throws MirrorException DATABASE.
     */
    public Requests request(final long tradeId) {
        return requests(" and id = ?", tradeId);
    }

    private Requests requests(final String rest, final Object... arguments) {
        final Requests found = new Requests(new ArrayList<>(), new ArrayList<>());
        for (final Object[] row : ask(open -> reader(open).read(APPROVALS, rest, arguments))) {
            final MirrorAudit.Violation violation = MirrorAudit.Violation.of(TableReader.named(APPROVALS, row));
            if (violation == null) {
                found.rows.add(shown(APPROVALS, row));
            } else {
                found.violations.add(violation);
            }
        }
        return found;
    }

    /**
     * Changes of mode, the newest first.
     *
     * @throws MirrorException DATABASE.
     */
    public List<Map<String, Object>> transitions(final int limit) {
        return ask(open -> reader(open).read(TRANSITIONS, " order by seq desc, idx desc limit " + limit)).stream()
                .map(row -> shown(TRANSITIONS, row))
                .toList();
    }

    /**
     * The newest outcome of a type, as one object of JSON with its {@code seq} and {@code time}; null for none.
     *
     * @param target what the audit log says that such outcomes are about: {@code emergency}, {@code guardian}.
     * @throws MirrorException DATABASE.
     */
    public String newest(final String target) {
        return ask(open -> reader(open).read(AUDIT, " and target_type = ? order by seq desc, idx desc limit 1", target))
                .stream()
                .map(row -> (String) TableReader.named(AUDIT, row).get("payload"))
                .findFirst()
                .orElse(null);
    }

    /**
     * The last decision about an intent; null for none.
     *
     * @throws MirrorException DATABASE.
     */
    public Map<String, Object> decision(final int strategyId, final long intentId) {
        final String rest = " and strategy_id = ? and intent_id = ? order by seq desc, idx desc limit 1";
        return ask(open -> reader(open).read(DECISIONS, rest, (long) strategyId, intentId)).stream()
                .map(row -> shown(DECISIONS, row))
                .findFirst()
                .orElse(null);
    }

    /**
     * The last equity of each stretch of time, the oldest first.
     *
     * @param unitNs length of a stretch.
     * @throws MirrorException DATABASE.
     */
    public List<Equity> equity(final long sinceNs, final long unitNs) {
        final String sql = "select created_at_ns, equity from equity where journal_id = ? and seq in (select max(seq)"
                + " from equity where journal_id = ? and created_at_ns >= ? group by created_at_ns / " + unitNs
                + ") order by seq";
        return ask(open -> {
            final List<Equity> found = new ArrayList<>();
            try (PreparedStatement statement = open.prepareStatement(sql)) {
                statement.setString(1, journalId.toString());
                statement.setString(2, journalId.toString());
                statement.setLong(3, sinceNs);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        final long e8 = (Long) ColumnType.DECIMAL.fromDatabase(rows.getString(2));
                        found.add(new Equity(rows.getLong(1), Decimals.toString(e8)));
                    }
                }
            }
            return found;
        });
    }

    private TableReader reader(final Connection open) {
        return new TableReader(open, database.dialect(), journalId);
    }

    private synchronized <T> T ask(final Question<T> question) {
        try {
            if (connection == null) {
                connection = open();
            }
            final T answer = question.ask(connection);
            connection.rollback();
            return answer;
        } catch (final SQLException e) {
            letGo();
            throw database.failed("cannot be read", e);
        }
    }

    private Connection open() throws SQLException {
        final Connection made = database.connect();
        try (Statement statement = made.createStatement()) {
            if (database.dialect() == Dialect.SQLITE) {
                statement.execute("pragma query_only = on");
            } else {
                statement.execute("set default_transaction_read_only = on");
                statement.execute("set statement_timeout = '" + PATIENCE_S + "s'");
                made.commit();
            }
            return made;
        } catch (final SQLException e) {
            Mirror.close(made);
            throw e;
        }
    }

    /** By the names of its columns; a time is the exact one beside it. */
    private static Map<String, Object> shown(final Table table, final Object[] row) {
        final Map<String, Object> values = TableReader.named(table, row);
        final Map<String, Object> shown = new LinkedHashMap<>();
        for (final Column column : table.columns()) {
            if (!column.name().endsWith(EXACT) && !column.name().equals(Table.JOURNAL)) {
                shown.put(column.name(), shown(column, values));
            }
        }
        return shown;
    }

    private static Object shown(final Column column, final Map<String, Object> values) {
        final Object exact = values.getOrDefault(column.name() + EXACT, values.get(column.name()));
        if (exact == null) {
            return null;
        }
        return switch (column.type()) {
            case NUMBER, TEXT, JSON -> exact;
            case DECIMAL -> Decimals.toString((Long) exact);
            case TIME -> Times.toString((Long) exact);
            case FLAG -> exact.equals(1L);
        };
    }

    private void letGo() {
        if (connection != null) {
            Mirror.close(connection);
        }
        connection = null;
    }

    @Override
    public synchronized void close() {
        letGo();
    }
}
