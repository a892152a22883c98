package io.sluice.serve.sql;

import io.sluice.schema.ApprovalHash;
import java.util.Map;

/** The row hash of a request, computed again from its columns (SPEC H-9). */
final class RowHash {
    static final String COLUMN = "row_hash";

    private RowHash() {}

    /** @param row column and value, as in memory. */
    static String of(final Map<String, Object> row) {
        return ApprovalHash.of(field -> {
            final String name = MirrorTables.APPROVAL_NAMES.getOrDefault(field, MirrorTables.snake(field));
            final boolean isTime = row.containsKey(name + "_ns");
            return shown(name, row.get(isTime ? name + "_ns" : name));
        });
    }

    private static String shown(final String column, final Object value) {
        if (value == null) {
            return null;
        }
        final boolean isDecimal = MirrorTables.table("hitl_approvals").columns().stream()
                .anyMatch(each -> each.name().equals(column) && each.type() == ColumnType.DECIMAL);
        return isDecimal ? ApprovalHash.decimal((Long) value) : value.toString();
    }
}
