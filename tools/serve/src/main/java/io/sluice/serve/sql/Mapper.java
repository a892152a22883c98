package io.sluice.serve.sql;

import io.sluice.record.RecordDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Turns records into rows, by {@link MirrorTables}. Not thread safe. */
final class Mapper {
    private record Target(Table table, Table.Source source) {}

    private final Map<Integer, List<Target>> targets = new HashMap<>();
    private final Moment moment = new Moment();

    Mapper(final UUID journalId) {
        moment.journal(journalId);
        MirrorTables.ALL.forEach(table -> table.sources()
                .forEach(source -> targets.computeIfAbsent(source.templateId(), id -> new ArrayList<>())
                        .add(new Target(table, source))));
    }

    /** Adds the rows of a record. */
    void map(final RecordDecoder record, final Rows to) {
        moment.begin(record);
        while (moment.next()) {
            for (final Target target : targets.getOrDefault(moment.templateId(), List.of())) {
                if (target.source.when().test(moment.read())) {
                    to.add(target.table, values(target.source.values()));
                }
            }
        }
    }

    /** How many rows a record gives. */
    int count(final RecordDecoder record) {
        int count = 0;
        moment.begin(record);
        while (moment.next()) {
            for (final Target target : targets.getOrDefault(moment.templateId(), List.of())) {
                count += target.source.when().test(moment.read()) ? 1 : 0;
            }
        }
        return count;
    }

    private Object[] values(final List<Function<Moment, Object>> from) {
        final Object[] values = new Object[from.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = from.get(i).apply(moment);
        }
        return values;
    }
}
