package io.sluice.serve.sql;

import io.sluice.json.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The audit log: which outcomes it takes, and what each is about. Every row keeps the whole outcome as JSON. */
final class AuditTable {
    private AuditTable() {}

    static Table make() {
        final Table table = Table.log("audit_log");
        final Map<String, Function<Moment, Object>> standard = MirrorTables.standard(table);
        List.of("id", "actor_id", "action", "target_type", "target_id", "previous_state", "new_state", "error_code")
                .forEach(column -> table.column(column, ColumnType.TEXT));
        table.column("payload", ColumnType.JSON);
        for (final Subject row : Subject.all().stream().filter(Subject::isAudit).toList()) {
            final Map<String, Function<Moment, Object>> values = new LinkedHashMap<>(standard);
            values.put("id", Moment::uuid);
            values.put("actor_id", Moment::actor);
            values.put("action", Moment::event);
            values.put("target_type", moment -> row.target());
            values.put("target_id", text(row.targetId()));
            values.put("previous_state", text(row.previous()));
            values.put("new_state", text(row.next()));
            values.put("error_code", text(row.code()));
            values.put("payload", Moment::payload);
            table.from(MirrorTables.id(row.type()), moment -> true, values);
        }
        return table;
    }

    private static Function<Moment, Object> text(final String field) {
        return moment -> {
            final Object value = field.isEmpty() ? null : moment.field(field);
            return value == null ? null : value.toString();
        };
    }
}
