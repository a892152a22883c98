package io.sluice.serve.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A table of the mirror: its columns, and which messages give it rows. A log has a row for each message, under
 * (journal_id, seq, idx). A table of things has one row for each, under (journal_id, id): every message about it fills
 * what it knows, and the sequence of the last one stays beside it.
 */
final class Table {
    static final String JOURNAL = "journal_id";
    static final String SEQ = "seq";
    static final String IDX = "idx";
    static final String ID = "id";

    private final String name;
    private final boolean isLog;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<Source> sources = new ArrayList<>();

    /**
     * Messages of a type that give a row.
     *
     * @param when   which of them do.
     * @param values of the columns that they fill, in the order of the columns; null for the others.
     */
    record Source(int templateId, Predicate<Moment> when, List<Function<Moment, Object>> values) {}

    private Table(final String name, final boolean isLog) {
        this.name = name;
        this.isLog = isLog;
        column(JOURNAL, ColumnType.TEXT);
        column(SEQ, ColumnType.NUMBER);
    }

    static Table log(final String name) {
        return new Table(name, true).column(IDX, ColumnType.NUMBER);
    }

    /** @param id of the thing. */
    static Table things(final String name, final ColumnType id) {
        return new Table(name, false).column(ID, id);
    }

    Table column(final String column, final ColumnType type) {
        columns.put(column, new Column(column, type, false));
        return this;
    }

    /** A column that the database fills from another table. */
    Table derived(final String column, final ColumnType type) {
        columns.put(column, new Column(column, type, true));
        return this;
    }

    /** A point in time: as the database shows one, and exactly, in a second column. */
    Table time(final String column) {
        return column(column, ColumnType.TIME).column(column + "_ns", ColumnType.NUMBER);
    }

    Table from(final int templateId, final Predicate<Moment> when, final Map<String, Function<Moment, Object>> values) {
        final Map<String, Function<Moment, Object>> all = new LinkedHashMap<>(values);
        all.put(JOURNAL, Moment::journalId);
        all.put(SEQ, Moment::sequence);
        if (isLog) {
            all.put(IDX, Moment::index);
        }
        for (final String column : List.copyOf(all.keySet())) {
            if (columns.containsKey(column + "_ns")) {
                all.putIfAbsent(column + "_ns", all.get(column));
            }
        }
        if (!columns.keySet().containsAll(all.keySet())) {
            throw new IllegalArgumentException(name + " has not all columns of " + all.keySet());
        }
        sources.add(new Source(
                templateId,
                when,
                columns.keySet().stream()
                        .<Function<Moment, Object>>map(column -> all.getOrDefault(column, moment -> null))
                        .toList()));
        return this;
    }

    String name() {
        return name;
    }

    /** Whether rows are only added. */
    boolean isLog() {
        return isLog;
    }

    List<Column> columns() {
        return List.copyOf(columns.values());
    }

    List<Source> sources() {
        return sources;
    }

    /** Place of the id of a thing in a row. */
    int idAt() {
        return List.copyOf(columns.keySet()).indexOf(ID);
    }

    /** Place of the sequence in a row. */
    int sequenceAt() {
        return 1;
    }
}
