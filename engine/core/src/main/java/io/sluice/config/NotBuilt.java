package io.sluice.config;

import java.util.List;
import java.util.Map;

/** Keys of things that are not built yet: any value but the default is refused, never ignored. */
final class NotBuilt {
    /**
     * @param prefix of the keys' paths.
     * @param what   is not there yet.
     */
    private record Row(String prefix, String what) {}

    private static final List<Row> ROWS = List.of(new Row("sinks.", "sinks"));

    private NotBuilt() {}

    /**
     * Adds a problem for each key set to anything but its default.
     *
     * @param defaults by path; a symbol's limit has none.
     */
    static void check(final Settings settings, final Map<String, Setting> defaults) {
        for (final Setting setting : settings.all()) {
            final String path = setting.key().path();
            final Setting standard = defaults.get(path);
            if (standard == null || !standard.value().equals(setting.value())) {
                ROWS.stream()
                        .filter(row -> path.startsWith(row.prefix))
                        .forEach(row -> settings.problem(new ConfigProblem(
                                ConfigProblem.NOT_SUPPORTED,
                                setting.key().fullPath(),
                                row.what + ": not built yet, so only the default is accepted"
                                        + (standard == null
                                                ? ""
                                                : ", " + setting.key().show(standard.value())),
                                setting.place())));
            }
        }
    }
}
