package io.sluice.serve.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of many records, by table. Of a thing there is one row: what a later message does not say stays as it was, so
 * that the row of its last record is whole.
 */
final class Rows {
    private final Map<Table, List<Object[]>> logs = new LinkedHashMap<>();
    private final Map<Table, Map<Object, Object[]>> things = new LinkedHashMap<>();

    void add(final Table table, final Object[] row) {
        if (table.isLog()) {
            logs.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
        } else {
            things.computeIfAbsent(table, name -> new LinkedHashMap<>()).merge(row[table.idAt()], row, Rows::merged);
        }
    }

    private static Object[] merged(final Object[] before, final Object[] later) {
        for (int i = 0; i < later.length; i++) {
            later[i] = later[i] == null ? before[i] : later[i];
        }
        return later;
    }

    Collection<Object[]> of(final Table table) {
        return table.isLog()
                ? logs.getOrDefault(table, List.of())
                : things.getOrDefault(table, Map.of()).values();
    }

    void clear() {
        logs.clear();
        things.clear();
    }
}
