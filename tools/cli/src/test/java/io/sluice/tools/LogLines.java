package io.sluice.tools;

import io.sluice.journal.JournalReader;
import io.sluice.json.LogLine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of a whole journal, with correlation ids that are the same in each run. */
final class LogLines {
    private static final Pattern CORRELATION = Pattern.compile("(?<=\"correlation_id\":\")[^\"]+");
    private static final int BATCH = 1000;

    private LogLines() {}

    static String of(final Path directory) {
        final StringBuilder lines = new StringBuilder();
        final LogLine line = new LogLine(true);
        try (JournalReader reader = new JournalReader(directory)) {
            while (reader.poll((record, position) -> line.append(lines, record), BATCH) > 0) {
                continue;
            }
        }
        final Map<String, String> names = new LinkedHashMap<>();
        return CORRELATION
                .matcher(lines)
                .replaceAll(id ->
                        Matcher.quoteReplacement(names.computeIfAbsent(id.group(), first -> "c" + (names.size() + 1))));
    }
}
