package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.Engine;
import io.sluice.journal.JournalCursor;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.serve.sink.SinkStatus;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.MirrorException;
import io.sluice.serve.sql.MirrorUpkeep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mirror of a real journal, in both databases. */
@Tag("K-2")
class MirrorTest {
    private static final List<String> TABLES = List.of(
            "hitl_approvals",
            "post_trade_snapshots",
            "audit_log",
            "deep_link_tokens",
            "mode_transitions",
            "symbol_lockouts",
            "trades",
            "executions",
            "equity",
            "policy_history",
            "decisions",
            "model_versions",
            "cash_flows");

    @TempDir
    private Path directory;

    private Path aDay(final String name) {
        final Path data = directory.resolve(name);
        try (Engine engine = Engine.open(Days.options(data))) {
            Days.full(engine);
        }
        return data;
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldEveryRowThatTheJournalGives(final Databases kind) throws Exception {
        final Path data = aDay("data");
        final Database database = kind.fresh(directory);
        final SinkStatus status = Days.mirrorAll(data, database);
        final Audits.Found found = Audits.of(data, database);
        assertThat(found.differences()).isEmpty();
        assertThat(found.compared()).isGreaterThan(TABLES.size());
        for (final String table : TABLES) {
            assertThat(Databases.number(database, "select count(*) from " + table))
                    .as(table)
                    .isPositive();
        }
        assertThat(status.duplicates()).isZero();
        assertThat(status.written()).isEqualTo(found.compared());
        assertThat(JournalCursor.sequence(data, "mirror", Days.journal(data))).isEqualTo(status.sequence());
        assertThat(Databases.number(
                        database, "select count(*) from deep_link_tokens where expires_at is null or used_at is null"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreWhatItHasWhenItIsGivenAllAgain(final Databases kind) throws Exception {
        final Path data = aDay("data");
        final Database database = kind.fresh(directory);
        final SinkStatus first = Days.mirrorAll(data, database);
        Databases.change(database, "update sink_cursor set seq = 0");
        final SinkStatus again = Days.mirrorAll(data, database);
        assertThat(again.written()).isZero();
        assertThat(again.duplicates()).isEqualTo(first.written());
        assertThat(Audits.of(data, database).differences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindARowThatWasChangedByHand(final Databases kind) throws Exception {
        final Path data = aDay("data");
        final Database database = kind.fresh(directory);
        Days.mirrorAll(data, database);
        final long trade = Databases.number(database, "select min(trade_id) from hitl_approvals");
        Databases.change(database, "update hitl_approvals set quantity = '2.00000000' where trade_id = " + trade);
        Databases.change(database, "update equity set equity = '1.00000000'");
        Databases.change(database, "delete from executions");
        final Audits.Found found = Audits.of(data, database);
        assertThat(found.violations()).containsExactly(trade);
        assertThat(found.differences())
                .anyMatch(each -> each.startsWith("hitl_approvals id " + trade + ": quantity is 200000000"))
                .anyMatch(each -> each.contains("SEC-080"))
                .anyMatch(each -> each.startsWith("equity "))
                .anyMatch(each -> each.startsWith("executions ") && each.endsWith("is missing"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseToDeleteRequestsAndToChangeTheAuditLog(final Databases kind) throws Exception {
        final Path data = aDay("data");
        final Database database = kind.fresh(directory);
        Days.mirrorAll(data, database);
        for (final String sql : List.of(
                "delete from hitl_approvals",
                "delete from audit_log",
                "update audit_log set actor_id = 'x'",
                "update hitl_approvals set side = 'HOLD'",
                "update mode_transitions set to_mode = 'fine'")) {
            assertThatThrownBy(() -> Databases.change(database, sql)).as(sql).isInstanceOf(SQLException.class);
        }
        assertThat(Audits.of(data, database).differences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTwoEnginesApartInOneDatabase(final Databases kind) throws Exception {
        final Path one = aDay("one");
        final Path two = aDay("two");
        final Database database = kind.fresh(directory);
        try (SinkRunner first = Days.mirror(one, database);
                SinkRunner second = Days.mirror(two, database)) {
            Days.await(() -> first.status().sequence() >= Days.last(one));
            Days.await(() -> second.status().sequence() >= Days.last(two));
        }
        assertThat(Audits.of(one, database).differences()).isEmpty();
        assertThat(Audits.of(two, database).differences()).isEmpty();
        assertThat(Databases.number(database, "select count(*) from sink_cursor"))
                .isEqualTo(2);
        assertThatThrownBy(() -> upkeep(one, database, 1).migrate(0))
                .isInstanceOf(MirrorException.class)
                .hasMessageContaining("1 other journals");
        upkeep(one, database, 1).empty();
        assertThat(Audits.of(two, database).differences()).isEmpty();
        assertThat(Databases.number(database, "select count(*) from sink_cursor"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldMigrateBackAndForwardAndBeMadeAgain(final Databases kind) throws Exception {
        final Path data = aDay("data");
        final Database database = kind.fresh(directory);
        Days.mirrorAll(data, database);
        final MirrorUpkeep upkeep = upkeep(data, database, 1);
        assertThat(upkeep.migrate(1)).isEqualTo(2);
        Databases.change(database, "delete from audit_log");
        assertThat(upkeep.migrate(2)).isEqualTo(1);
        assertThatThrownBy(() -> Databases.change(database, "delete from hitl_approvals"))
                .isInstanceOf(SQLException.class);
        assertThat(Audits.of(data, database).differences()).isNotEmpty();
        upkeep.empty();
        Days.mirrorAll(data, database);
        assertThat(Audits.of(data, database).differences()).isEmpty();
        assertThat(upkeep.migrate(0)).isEqualTo(2);
        assertThatThrownBy(() -> Databases.number(database, "select count(*) from trades"))
                .isInstanceOf(SQLException.class);
        Days.mirrorAll(data, database);
        assertThat(Audits.of(data, database).differences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhatLosesRowsThatTheJournalHasNoMore(final Databases kind) throws Exception {
        final Path data = aDay("data");
        final Database database = kind.fresh(directory);
        final SinkStatus status = Days.mirrorAll(data, database);
        final MirrorUpkeep later = upkeep(data, database, 2);
        assertThatThrownBy(later::empty)
                .isInstanceOf(MirrorException.class)
                .hasMessageContaining("the mirror begins with record 1, and the journal with record 2");
        assertThatThrownBy(() -> later.migrate(0)).isInstanceOf(MirrorException.class);
        assertThat(later.migrate(1)).as("that drops no table").isEqualTo(2);
        assertThat(Databases.number(database, "select seq from sink_cursor")).isEqualTo(status.sequence());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseTablesOfOtherScriptsOrALaterProgram(final Databases kind) throws Exception {
        final Path data = aDay("data");
        final Database database = kind.fresh(directory);
        Days.mirrorAll(data, database);
        Databases.change(database, "update schema_version set sha256 = 'x' where version = 2");
        assertThatThrownBy(() -> upkeep(data, database, 1).migrate(1)).hasMessageContaining("script 2");
        Databases.change(database, "insert into schema_version (version, sha256) values (3, 'y')");
        assertThatThrownBy(() -> upkeep(data, database, 1).migrate(1)).hasMessageContaining("tables of version 3");
    }

    /** What is locked, cut or full is a failure like any other: nothing is lost, nothing is there twice. */
    @ParameterizedTest
    @EnumSource
    void shouldWaitForADatabaseThatIsLocked(final Databases kind) throws Exception {
        final Path data = aDay("data");
        final Database database = kind.fresh(directory);
        Days.mirrorAll(data, database);
        try (Engine engine = Engine.open(Days.options(data));
                Connection other = Databases.connect(database);
                Statement statement = other.createStatement()) {
            if (kind == Databases.SQLITE) {
                statement.execute("begin exclusive");
            } else {
                other.setAutoCommit(false);
                statement.execute("set lock_timeout = '5s'");
                Databases.change(database, "alter role postgres set lock_timeout = '300ms'");
                statement.execute("lock table sink_cursor in access exclusive mode");
            }
            try (SinkRunner runner = Days.mirror(data, database)) {
                engine.risk("risk").equity(1);
                Days.await(() -> runner.status().isDown());
                assertThat(runner.status().trouble())
                        .contains("the mirror jdbc:")
                        .contains("lock");
                if (kind == Databases.SQLITE) {
                    statement.execute("rollback");
                } else {
                    other.rollback();
                }
                Days.await(() -> !runner.status().isDown() && runner.status().sequence() >= Days.last(data));
                assertThat(runner.status().failed()).isPositive();
            }
        } finally {
            if (kind == Databases.POSTGRESQL) {
                Databases.change(database, "alter role postgres reset lock_timeout");
            }
        }
        Days.mirrorAll(data, database);
        assertThat(Audits.of(data, database).differences()).isEmpty();
    }

    @Test
    @Tag("T-4")
    void shouldRefuseAPasswordFileThatOthersMayRead() throws Exception {
        final Path file = Files.writeString(directory.resolve("password"), "hunter2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        final Database database = new Database("jdbc:postgresql://localhost:1/x?user=a", file);
        assertThatThrownBy(database::check)
                .isInstanceOf(MirrorException.class)
                .hasMessageContaining("make it mode 0600")
                .message()
                .doesNotContain("hunter2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        database.check();
    }

    private MirrorUpkeep upkeep(final Path data, final Database database, final long oldest) {
        return new MirrorUpkeep(database, Days.journal(data), oldest);
    }
}
