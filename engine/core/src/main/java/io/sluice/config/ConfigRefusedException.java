package io.sluice.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that no engine starts with; carries everything wrong with it at once (SPEC H-14). */
public final class ConfigRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    /** @param problems at least one. */
    public ConfigRefusedException(final List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** At least one. The exception's message has one line for each. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
