package io.sluice.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** What the harnesses have in common: how they are run, and how they print. */
final class Harness {
    private Harness() {}

    /** Exit code 0, or 2 for bad usage; what goes wrong is thrown. */
    static int run(final Callable<Integer> harness, final String... arguments) {
        return new CommandLine(harness)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    throw e;
                })
                .execute(arguments);
    }

    /** What every reading was taken under. */
    static Map<String, Object> conditions() {
        final Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("java", Runtime.version().toString());
        conditions.put("processors", Runtime.getRuntime().availableProcessors());
        return conditions;
    }

    static void print(final PrintStream out, final Map<String, Object> conditions) {
        conditions.forEach((key, value) -> out.printf("%-14s %s%n", key, value));
        out.println();
    }

    static void printJson(final PrintStream out, final Map<String, Object> all) throws IOException {
        out.println(
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all));
    }
}
