package io.sluice.serve.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.Offer;
import io.sluice.client.RiskDoor;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.TradingMode;
import io.sluice.engine.Engine;
import io.sluice.replay.ReleasedFeed;
import io.sluice.serve.Databases;
import io.sluice.serve.Days;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Catching up with a journal. {@code -Dsluice.serve.records=1000000} gives figures: the mirror reads, maps and writes;
 * the bare loop writes the same rows and nothing else.
 */
@Tag("K-1")
class CatchUpTest {
    private static final int RECORDS = Integer.getInteger("sluice.serve.records", 10_000);
    private static final int BATCH = 10_000;
    private static final int IN_FLIGHT = 512;

    @TempDir
    private Path directory;

    private int answers;

    @ParameterizedTest
    @EnumSource
    void shouldCatchUpInBatches(final Databases kind) throws Exception {
        final Path data = directory.resolve("data");
        journal(data);
        final long last = Days.last(data);
        final Database database = kind.fresh(directory);
        final long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        final long mirrorNs = mirror(data, database, last);
        final long cpuNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
        final long bareNs = bare(data, kind.fresh(directory), last);
        final long rows = Databases.number(database, "select count(*) from equity")
                + Databases.number(database, "select count(*) from decisions");
        assertThat(rows).isEqualTo(RECORDS);
        System.out.printf(
                "%s: %d records, %d rows; mirror %.2f s, %.0f records/s, 10,000 in %.3f s (%.3f s of its thread's"
                        + " processor time); bare insert loop %.2f s; ratio %.2f%n",
                kind,
                last,
                rows,
                mirrorNs / 1e9,
                last * 1e9 / mirrorNs,
                mirrorNs / 1e9 / last * BATCH,
                cpuNs / 1e9 / last * BATCH,
                bareNs / 1e9,
                (double) mirrorNs / bareNs);
    }

    private void journal(final Path data) {
        try (Engine engine = Engine.open(Days.options(data).segmentBytes(64 << 20));
                StrategyClient client = engine.strategy(1)) {
            final RiskDoor risk = engine.risk("risk");
            final DecisionHandler count = new DecisionHandler() {
                @Override
                public void onAllowed(final AllowedOrder order) {
                    answers++;
                }

                @Override
                public void onHeld(final Answer answer) {
                    answers++;
                }

                @Override
                public void onRefused(final Answer answer) {
                    answers++;
                }

                @Override
                public void onLapsed(final Answer answer) {
                    answers++;
                }
            };
            for (int i = 1; i <= RECORDS / 2; i++) {
                final int number = i;
                Days.await(() -> risk.equity(number) == Offer.OFFERED);
                Days.await(() -> {
                    client.poll(count, IN_FLIGHT);
                    client.intent(number, ActionType.QUERY, TradingMode.LIVE);
                    return number - answers < IN_FLIGHT && client.offer() == Offer.OFFERED;
                });
            }
        }
    }

    private static long mirror(final Path data, final Database database, final long last) {
        final long startNs = System.nanoTime();
        try (Mirror mirror = Mirror.open(database, Days.journal(data));
                ReleasedFeed feed = new ReleasedFeed(data, 0, () -> last)) {
            while (feed.sequence() < last) {
                if (feed.await((record, position) -> mirror.add(record), BATCH, TimeUnit.SECONDS.toNanos(1)) > 0) {
                    mirror.commit(feed.sequence());
                }
            }
        }
        return System.nanoTime() - startNs;
    }

    private static long bare(final Path data, final Database database, final long last) throws SQLException {
        Mirror.open(database, Days.journal(data)).close();
        long ns = 0;
        try (Connection connection = database.connect();
                ReleasedFeed feed = new ReleasedFeed(data, 0, () -> last)) {
            final Mapper mapper = new Mapper(Days.journal(data));
            final Rows rows = new Rows();
            while (feed.sequence() < last) {
                feed.await((record, position) -> mapper.map(record, rows), BATCH, TimeUnit.SECONDS.toNanos(1));
                final long startNs = System.nanoTime();
                for (final Table table : MirrorTables.ALL) {
                    insert(connection, database.dialect(), table, List.copyOf(rows.of(table)));
                }
                connection.commit();
                ns += System.nanoTime() - startNs;
                rows.clear();
            }
        }
        return ns;
    }

    private static void insert(
            final Connection connection, final Dialect dialect, final Table table, final List<Object[]> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        final List<Column> columns =
                table.columns().stream().filter(column -> !column.isDerived()).toList();
        try (PreparedStatement statement = connection.prepareStatement("insert into " + table.name() + " ("
                + columns.stream().map(Column::name).collect(Collectors.joining(", ")) + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")")) {
            for (final Object[] row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).type().bind(statement, i + 1, row[i], dialect);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
