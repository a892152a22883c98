package io.sluice.tools.command;

import io.sluice.config.CanonicalConfig;
import io.sluice.config.ConfigLoader;
import io.sluice.control.config.ControlConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Turns each recorded configuration into the one to try, and remembers which deciding keys that changes. */
final class OtherConfig {
    private static final String ABSENT = "-";
    private static final String OPERATORS = "sluice.hitl.allowed-operators";

    private final Path file;
    private final List<String> overrides;
    private final List<Change> changes = new ArrayList<>();

    /** A key that decides, and its values. */
    record Change(String key, String recorded, String other) {}

    /**
     * @param file      is tried in the place of what was recorded; null to change only what is overridden.
     * @param overrides as {@code sluice.key=value}.
     */
    OtherConfig(final Path file, final List<String> overrides) {
        this.file = file;
        this.overrides = overrides;
    }

    /**
     * The one to try.
     *
     * @throws io.sluice.config.ConfigRefusedException with everything that is wrong.
     */
    ControlConfig of(final String recorded) {
        final ControlConfig other = (file == null
                        ? ConfigLoader.load("recorded configuration", recorded, Map.of(), overrides)
                        : ConfigLoader.load(file, Map.of(), withOperators(recorded)))
                .control();
        compare(lines(recorded), lines(CanonicalConfig.text(other)));
        return other;
    }

    /** A configuration that names no operators is tried with the recorded ones: no default can stand for them. */
    private List<String> withOperators(final String recorded) {
        final boolean lacksThem = ConfigLoader.read(file, Map.of(), overrides).problems().stream()
                .anyMatch(problem ->
                        problem.key().equals(OPERATORS) && problem.place().isEmpty());
        final String names = lines(recorded).get(OPERATORS);
        if (!lacksThem || names == null) {
            return overrides;
        }
        final List<String> all = new ArrayList<>(List.of(OPERATORS + "=" + names));
        all.addAll(overrides);
        return all;
    }

    private void compare(final Map<String, String> recorded, final Map<String, String> other) {
        final TreeSet<String> keys = new TreeSet<>(recorded.keySet());
        keys.addAll(other.keySet());
        for (final String key : keys) {
            final Change change = new Change(key, recorded.getOrDefault(key, ABSENT), other.getOrDefault(key, ABSENT));
            if (!change.recorded.equals(change.other) && !changes.contains(change)) {
                changes.add(change);
            }
        }
    }

    private static Map<String, String> lines(final String text) {
        final Map<String, String> lines = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            final int at = line.indexOf(" = ");
            lines.put(line.substring(0, at), line.substring(at + 3));
        });
        return lines;
    }

    /** Every deciding key that differs, by start and name; known once the records were read. */
    List<Change> changes() {
        return changes;
    }
}
