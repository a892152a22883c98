package io.sluice.serve.http;

import io.sluice.codec.Code;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A-6")
class StatusesTest {
    @Test
    void shouldGiveEveryCodeItsStatus() throws IOException {
        final Map<Integer, List<String>> byStatus = new TreeMap<>();
        for (final Code code : Code.values()) {
            if (code != Code.NULL_VAL) {
                byStatus.computeIfAbsent(Statuses.of(code), status -> new ArrayList<>())
                        .add(Statuses.word(code));
            }
        }
        final StringBuilder text = new StringBuilder("# Status of each code of an answer that is not accepted\n\n");
        text.append("| status | codes |\n| --- | --- |\n");
        byStatus.forEach((status, codes) -> text.append("| ")
                .append(status)
                .append(" | ")
                .append(String.join(", ", codes))
                .append(" |\n"));
        Golden.check("http-statuses.md", text.toString());
    }
}
