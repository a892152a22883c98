package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Offer;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.schema.Permissions;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.sql.Database;
import io.sluice.testing.SmallFileSystem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A required mirror that is down for a while, and what the engine hears of it. */
@Tag("K-0")
class OutageTest {
    private static final String[] REQUIRED = {
        "sluice.sinks.required=mirror",
        "sluice.health.component-ttl=30 s",
        "sluice.sinks.lag-degrade=1 min",
        "sluice.sinks.lag-safe=1 h"
    };

    @TempDir
    private Path directory;

    private Path data;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void name() {
        data = directory.resolve("data");
    }

    private Engine engine(final String... more) {
        final List<String> all = new ArrayList<>(List.of(REQUIRED));
        all.addAll(List.of(more));
        final EngineOptions options =
                Days.options(data, all.toArray(String[]::new)).door(true);
        return Engine.open(options);
    }

    private Serving serving(final SinkRunner... runners) {
        final Released released = new Released(data);
        final Serving serving = new Serving(
                data,
                new Gateway(data.resolve("door.sock"), Set.of(), said::add),
                Days.journal(data),
                Days.config(REQUIRED),
                released,
                new SinkBoard(directory, said::add),
                said::add);
        List.of(runners).forEach(serving::add);
        serving.start();
        return serving;
    }

    private SinkRunner runner(final Database database) {
        return new SinkRunner(data, Days.journal(data), new MirrorSink(database), true, new Released(data), text -> {});
    }

    private static String mode(final Engine engine) {
        return Permissions.mode(engine.beacon().permissions()).name();
    }

    private static void turnUntil(final Serving serving, final BooleanSupplier condition) {
        Days.await(
                () -> {
                    serving.turn();
                    return condition.getAsBoolean();
                },
                () -> "turning, at " + serving.sinks());
    }

    @ParameterizedTest
    @EnumSource
    void shouldMirrorAHundredEventsOfAnOutageOnceAndTellOfItsBeginningAndEnd(final Databases kind) throws Exception {
        final Database database = kind.fresh(directory);
        try (Engine engine = engine();
                Outage outage = new Outage(kind, database);
                Serving serving = serving(runner(database))) {
            turnUntil(serving, () -> serving.sinks().get(0).sequence() >= 1);
            outage.begin();
            engine.risk("risk").equity(1);
            turnUntil(serving, () -> serving.sinks().get(0).isDown());
            turnUntil(serving, () -> mode(engine).equals("DEGRADED"));
            for (int i = 2; i <= 100; i++) {
                engine.risk("risk").equity(i);
            }
            turnUntil(serving, () -> serving.sinks().get(0).lag() >= 99);
            assertThat(mode(engine)).isEqualTo("DEGRADED");
            outage.end();
            turnUntil(
                    serving,
                    () -> !serving.sinks().get(0).isDown()
                            && serving.sinks().get(0).lag() == 0);
            turnUntil(serving, () -> mode(engine).equals("NORMAL"));
            final SinkStatus status = serving.sinks().get(0);
            assertThat(status.duplicates()).isZero();
            assertThat(status.failed()).isPositive();
        }
        Days.mirrorAll(data, database);
        assertThat(Databases.number(database, "select count(*) from equity")).isEqualTo(100);
        assertThat(Audits.of(data, database).differences()).isEmpty();
        assertThat(Databases.number(
                        database, "select count(*) from mode_transitions where reason_code = 'db.write_fail_buffered'"))
                .isEqualTo(1);
    }

    @Test
    void shouldAskForSafeModeOnceAThousandRowsWait() throws Exception {
        final Database database = Databases.SQLITE.fresh(directory);
        try (Engine engine = engine();
                Outage outage = new Outage(Databases.SQLITE, database);
                Serving serving = serving(runner(database))) {
            turnUntil(serving, () -> serving.sinks().get(0).sequence() >= 1);
            outage.begin();
            engine.risk("risk").equity(1);
            turnUntil(serving, () -> mode(engine).equals("DEGRADED"));
            for (int i = 2; i <= 1000; i++) {
                final int equity = i;
                Days.await(() -> engine.risk("risk").equity(equity) == Offer.OFFERED);
            }
            turnUntil(serving, () -> mode(engine).equals("SAFE_MODE"));
            outage.end();
            turnUntil(serving, () -> serving.sinks().get(0).lag() == 0);
            turnUntil(serving, () -> !mode(engine).equals("SAFE_MODE"));
        }
    }

    /** A serve that is killed says nothing more: its heartbeats run out. So do those of one that never came. */
    @Test
    void shouldMissAServeThatIsGone() throws Exception {
        final Database database = Databases.SQLITE.fresh(directory);
        try (Engine engine =
                Engine.open(Days.options(data, "sluice.sinks.required=mirror", "sluice.health.component-ttl=3 s")
                        .startNormal(false)
                        .door(true))) {
            Days.await(() ->
                    "db.write_fail_buffered".equals(Days.component(data, "db").get("lastReason")));
            try (Serving serving = serving(runner(database))) {
                turnUntil(serving, () -> "healthy"
                        .equals(Days.component(data, "db").get("level")));
            }
            Days.await(() -> "unknown".equals(Days.component(data, "db").get("level")));
            assertThat(engine.failure()).isNull();
        }
    }

    @Test
    void shouldSurviveADiskThatIsFull() throws Exception {
        try (SmallFileSystem small = SmallFileSystem.open(8)) {
            final Database database = Database.file(small.directory().resolve("mirror.db"));
            try (Engine engine = Engine.open(Days.options(data))) {
                try (SinkRunner runner = Days.mirror(data, database)) {
                    Days.await(() -> runner.status().sequence() >= 1);
                    small.fill();
                    for (int i = 1; i <= 200; i++) {
                        final int equity = i;
                        Days.await(() -> engine.risk("risk").equity(equity) == Offer.OFFERED);
                    }
                    Days.await(() -> runner.status().isDown());
                    assertThat(runner.status().trouble()).containsIgnoringCase("full");
                    small.free();
                    Days.await(() -> runner.status().sequence() >= Days.last(data));
                }
            }
            Days.mirrorAll(data, database);
            assertThat(Audits.of(data, database).differences()).isEmpty();
            assertThat(Databases.number(database, "select count(*) from equity"))
                    .isEqualTo(200);
        }
    }

    /** The server ends the connection in the middle of a transaction, again and again. */
    @Test
    void shouldSurviveConnectionsThatAreCut() throws Exception {
        final Database database = Databases.POSTGRESQL.fresh(directory);
        try (Engine engine = Engine.open(Days.options(data));
                SinkRunner runner = Days.mirror(data, database)) {
            for (int i = 1; i <= 300; i++) {
                final int equity = i;
                Days.await(() -> engine.risk("risk").equity(equity) == Offer.OFFERED);
                if (i % 60 == 0) {
                    Databases.change(
                            database,
                            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sluice'"
                                    + " and datname = current_database()");
                }
            }
            Days.await(() -> runner.status().sequence() >= Days.last(data)
                    && !runner.status().isDown());
            assertThat(runner.status().failed()).isPositive();
            assertThat(runner.status().duplicates()).isZero();
        }
        Days.mirrorAll(data, database);
        assertThat(Audits.of(data, database).differences()).isEmpty();
        assertThat(Databases.number(database, "select count(*) from equity")).isEqualTo(300);
    }

    /** Makes every write fail until it ends. */
    private static final class Outage implements AutoCloseable {
        private final Databases kind;
        private final Database database;
        private Connection connection;

        Outage(final Databases kind, final Database database) {
            this.kind = kind;
            this.database = database;
        }

        void begin() throws SQLException {
            if (kind == Databases.POSTGRESQL) {
                Databases.change(database, "alter table sink_cursor rename to gone");
                return;
            }
            connection = Databases.connect(database);
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma busy_timeout = 30000");
                statement.execute("begin exclusive");
            }
        }

        void end() throws SQLException {
            if (kind == Databases.POSTGRESQL) {
                Databases.change(database, "alter table gone rename to sink_cursor");
            } else {
                close();
            }
        }

        @Override
        public void close() throws SQLException {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }
}
