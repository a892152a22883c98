package io.sluice.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;

/** Loads small configurations for tests. */
final class Configs {
    static final String OPERATORS = "sluice.hitl.allowed-operators = [alice, bob]\n";

    private Configs() {}

    /** The text, with operators where it names none. */
    static LoadedConfig load(final String hocon) {
        return ConfigLoader.load("test.conf", OPERATORS + hocon, Map.of(), List.of());
    }

    static LoadedConfig loadWith(final Map<String, String> environment, final String... overrides) {
        return ConfigLoader.load("test.conf", OPERATORS, environment, List.of(overrides));
    }

    /** What is wrong with the text, one line each; the first line of it is line 2. */
    static List<String> problems(final String hocon) {
        return problemsOf(() -> load(hocon));
    }

    static List<String> problemsOf(final Runnable loading) {
        final ConfigRefusedException refused = catchThrowableOfType(ConfigRefusedException.class, loading::run);
        return refused == null
                ? List.of()
                : refused.problems().stream().map(ConfigProblem::toString).toList();
    }
}
