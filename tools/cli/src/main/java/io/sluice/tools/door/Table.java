package io.sluice.tools.door;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands of operators, one row each (SPEC X-10): names, arguments, what is asked first, what is sent. */
final class Table {
    private static final Map<String, List<Row>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("decide", DecideTable.ROWS);
        GROUPS.put("stop", StopTable.ROWS);
        GROUPS.put("mend", MendTable.ROWS);
    }

    static final List<Row> ROWS = GROUPS.values().stream().flatMap(List::stream).toList();

    private Table() {}

    /** Group of the help that a first word belongs to: the first where it occurs, since what mends may share a word. */
    static String group(final String first) {
        return GROUPS.keySet().stream()
                .filter(group ->
                        GROUPS.get(group).stream().anyMatch(row -> row.first().equals(first)))
                .findFirst()
                .orElseThrow();
    }
}
