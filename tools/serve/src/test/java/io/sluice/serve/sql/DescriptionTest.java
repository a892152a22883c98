package io.sluice.serve.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.FieldSpec;
import io.sluice.schema.Schema;
import io.sluice.serve.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The description of the columns agrees with the scripts that make the tables, and with the messages. */
@Tag("K-2")
class DescriptionTest {
    private static final List<String> INDICES = List.of(
            "idx_hitl_pending",
            "idx_hitl_correlation",
            "idx_hitl_trade",
            "idx_snapshot_approval",
            "idx_snapshot_correlation",
            "idx_audit_correlation",
            "idx_audit_target",
            "idx_audit_action",
            "idx_links_unused",
            "idx_mode_transitions_timestamp");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldHaveEveryColumnThatIsDescribedAndNoOther(final Databases kind) throws Exception {
        final Database database = kind.fresh(directory);
        Mirror.open(database, UUID.randomUUID()).close();
        try (Connection connection = database.connect()) {
            for (final Table table : MirrorTables.ALL) {
                assertThat(columns(connection, table.name()))
                        .as(table.name())
                        .containsExactlyInAnyOrderElementsOf(
                                table.columns().stream().map(Column::name).toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheIndices(final Databases kind) throws Exception {
        final Database database = kind.fresh(directory);
        Mirror.open(database, UUID.randomUUID()).close();
        final List<String> found = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (final Table table : MirrorTables.ALL) {
                try (ResultSet rows = connection.getMetaData().getIndexInfo(null, null, table.name(), false, false)) {
                    while (rows.next()) {
                        found.add(rows.getString("INDEX_NAME"));
                    }
                }
            }
        }
        assertThat(found).containsAll(INDICES);
    }

    @Test
    void shouldHoldTheFieldsOfAnApprovalAndNothingElse() {
        final Set<String> fields = Schema.message("ApprovalCreated").fields().stream()
                .map(FieldSpec::name)
                .map(name -> MirrorTables.APPROVAL_NAMES.getOrDefault(name, MirrorTables.snake(name)))
                .collect(Collectors.toCollection(TreeSet::new));
        final Set<String> columns = MirrorTables.table("hitl_approvals").columns().stream()
                .map(Column::name)
                .filter(name -> !name.equals(Table.JOURNAL) && !name.equals(Table.SEQ) && !name.endsWith("_ns"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(columns).isEqualTo(fields);
        MirrorTables.APPROVALS.forEach(
                type -> assertThat(Schema.message(type).fields().stream().map(FieldSpec::name))
                        .containsExactlyElementsOf(Schema.message("ApprovalCreated").fields().stream()
                                .map(FieldSpec::name)
                                .toList()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldUndoEachScriptWithItsOpposite(final Dialect dialect) {
        assertThat(Scripts.newest()).isEqualTo(2);
        for (int version = 1; version <= Scripts.newest(); version++) {
            final List<String> undone = Scripts.back(version, dialect);
            final Stream<String> made = Scripts.forward(version, dialect).stream()
                    .map(statement -> statement.replaceAll("--.*\n", "").strip())
                    .filter(statement -> statement.startsWith("create table") || statement.startsWith("create trigger"))
                    .map(statement -> statement.split("[\\s(]+")[2]);
            assertThat(made)
                    .allSatisfy(name -> assertThat(undone).anyMatch(statement -> Arrays.asList(statement.split("\\s+"))
                            .contains(name)));
        }
    }

    private static List<String> columns(final Connection connection, final String table) throws SQLException {
        final List<String> found = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, null, table, null)) {
            while (rows.next()) {
                found.add(rows.getString("COLUMN_NAME"));
            }
        }
        return found;
    }
}
