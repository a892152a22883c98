package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.Schema;
import io.sluice.tools.Sluice;
import io.sluice.tools.cli.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runbook has a page for each alert and each mode, and says nothing that cannot be typed. */
@Tag("T-2")
class RunbookTest {
    static final Path RULES = Path.of("../../config/prometheus/sluice.rules.yml");
    private static final Path RUNBOOK = Path.of("../../config/RUNBOOK.md");
    private static final Pattern ALERT =
            Pattern.compile("- alert: (\\w+)(?:(?!- alert:).)*?runbook_url: \\S+/RUNBOOK\\.md#(\\S+)", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("`tools/sluice ([^`]*)`");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern WRONG = Pattern.compile(
            "Unknown option|Unmatched argument|Missing required|Invalid value|no such command|Expected");

    private static List<String> headings() throws IOException {
        return Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void shouldHaveThePageThatEachAlertLinksTo() throws IOException {
        final String rules = Files.readString(RULES);
        final List<String> alerts = new ArrayList<>();
        for (final Matcher alert = ALERT.matcher(rules); alert.find(); ) {
            alerts.add(alert.group(1));
            assertThat(alert.group(2)).isEqualTo(alert.group(1).toLowerCase(Locale.ROOT));
            assertThat(headings()).contains(alert.group(2));
        }
        assertThat(alerts)
                .containsExactly(
                        "SluiceEngineDown",
                        "SluiceServeDown",
                        "SluiceModeNotNormal",
                        "SluiceEmergency",
                        "SluiceDrawdownSoft",
                        "SluiceApprovalsWaiting",
                        "SluiceSinkLag",
                        "SluiceDrops",
                        "SluiceJournalDiskLow",
                        "SluiceSealsLate")
                .hasSize(rules.split("- alert:").length - 1);
    }

    @Test
    void shouldHaveAPageForEachMode() throws IOException {
        assertThat(headings()).containsAll(Schema.values("SystemMode").spellings());
    }

    @Test
    void shouldSayNothingThatTheCommandLineDoesNotKnow() throws IOException {
        final String page = Files.readString(RUNBOOK);
        final List<String> commands = Stream.concat(
                        page.lines()
                                .filter(line -> line.startsWith("tools/sluice "))
                                .map(line ->
                                        line.substring("tools/sluice ".length()).replaceFirst(" +#.*", "")),
                        INLINE.matcher(page).results().map(found -> found.group(1)))
                .distinct()
                .toList();
        assertThat(commands).hasSizeGreaterThan(30);
        for (final String command : commands) {
            assertThat(said(command))
                    .as(command)
                    .containsPattern("SEC-040 sluice.nothing: unknown key|no engine listens at ")
                    .doesNotContainPattern(WRONG);
        }
        assertThat(said("status --nothing")).containsPattern(WRONG);
    }

    /** Each has a fault that shows after its words were understood: a setting that is no key, or no engine to ask. */
    private static String said(final String command) {
        final String said = output(command, "--timeout=0.1");
        return said.contains("Unknown option: '--timeout") ? output(command) : said;
    }

    private static String output(final String command, final String... more) {
        final List<String> words = new ArrayList<>();
        for (final Matcher word = WORD.matcher(command.replace("ID", "17")); word.find(); ) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        words.addAll(List.of(more));
        words.add("--set=sluice.nothing=1");
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Console console =
                new Console(new ByteArrayInputStream(new byte[0]), out, out, Console.Terminal.NONE, Map.of(), null);
        Sluice.run(console, words.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8);
    }
}
