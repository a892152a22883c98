package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page MESSAGES.md has every input and outcome with its keys as JSON shows them. */
class MessagesPageTest {
    private final List<String> missing = new ArrayList<>();

    @Test
    void shouldExplainEveryMessageAndItsKeys() throws IOException {
        final List<String> page = Files.readAllLines(page());
        final String approval = page.stream()
                .dropWhile(line -> !line.equals("### Approval"))
                .takeWhile(line -> !line.startsWith("## "))
                .collect(Collectors.joining(" "));
        for (final MessageSpec spec : Schema.messages()) {
            if (spec.id() < 100 || spec.id() > 299) {
                continue;
            }
            final String row = page.stream()
                    .filter(line -> line.startsWith("| `") && line.split("\\|")[1].contains("`" + spec.name() + "`"))
                    .findFirst()
                    .orElse("");
            final String keys = spec.name().startsWith("Approval") && spec.id() >= 200 ? approval : row;
            for (final JsonKey key : Shape.of(spec.id()).keys()) {
                require(
                        keys.contains("`" + key.name() + (isOptional(spec, key) ? "?`" : "`")),
                        spec.name() + "." + key.name());
            }
        }
        assertThat(missing).isEmpty();
    }

    /** The keys of an order are marked as required; the page tells which actions may leave them out. */
    private static boolean isOptional(final MessageSpec spec, final JsonKey key) {
        return !key.required()
                && !(spec.name().equals("OrderIntent")
                        && List.of("symbol", "side", "quantity", "price").contains(key.name()));
    }

    private void require(final boolean isThere, final String what) {
        if (!isThere) {
            missing.add(what);
        }
    }

    /** Beside this module, or one folder above. */
    private static Path page() {
        final Path here = Path.of("MESSAGES.md");
        return Files.exists(here) ? here : Path.of("..", "MESSAGES.md");
    }
}
