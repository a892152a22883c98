package io.sluice.config;

import static io.sluice.config.Configs.load;
import static io.sluice.config.Configs.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Severity;
import io.sluice.config.ServeConfig.ChatOperator;
import io.sluice.config.ServeConfig.NotifyRule;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of the notifier. */
@Tag("N-1")
class NotifyTypesTest {
    private static final String RULES = "sluice.notify.rules = ";

    @Test
    void shouldReadRulesAndShowThemAsTheyCanBeReadAgain() {
        final String written = RULES + "[{event = \"strategy.*\", severity = warning, channels = [webhook],"
                + " delay = 90 s, quiet = \"22:00-06:30\"}, {event = book.differs, channels = []}]";
        final List<NotifyRule> rules = load(written).serve().notifier().rules();
        assertThat(rules)
                .containsExactly(
                        new NotifyRule(
                                "strategy.*", Severity.WARNING, List.of("webhook"), 90_000_000_000L, "22:00-06:30"),
                        new NotifyRule("book.differs", Severity.INFO, List.of(), 0, ""));
        final String shown = load(written).effective().entries().stream()
                .filter(entry -> entry.key().equals("sluice.notify.rules"))
                .findFirst()
                .orElseThrow()
                .value();
        assertThat(load(RULES + shown).serve().notifier().rules()).isEqualTo(rules);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{event = \"a b\", channels = [webhook]}]",
                "[{event = a, channels = [pigeon]}]",
                "[{event = a, channels = [webhook], severity = WARNING}]",
                "[{event = a, channels = [webhook], delay = 2 d}]",
                "[{event = a, channels = [webhook], quiet = \"22-6\"}]",
                "[{event = a, channels = [webhook], loud = true}]",
                "[{channels = [webhook]}]"
            })
    void shouldRefuseARuleThatCannotBe(final String rules) {
        assertThat(problems(RULES + rules)).singleElement().asString().startsWith("SEC-040 sluice.notify.rules");
    }

    @Test
    void shouldMapPeopleOfAChatToAllowedOperatorsAlone() {
        final String people = "sluice.notify.discord.operators = [{user = \"11\", operator = %s}]";
        assertThat(load(people.formatted("alice")).serve().notifier().discord().operators())
                .containsExactly(new ChatOperator("11", "alice"));
        assertThat(problems(people.formatted("mallory")))
                .singleElement()
                .asString()
                .contains("must name operators of hitl.allowed-operators alone");
    }

    @Test
    void shouldRefuseHalfAChannelAndASecretInAnAddress() {
        assertThat(problems("sluice.notify.discord.token-file = /t"))
                .singleElement()
                .asString()
                .contains("must be set together with notify.discord.channel");
        assertThat(problems("sluice.notify.webhook { url = \"https://a:b@host/x\", key-file = /k }"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).doesNotContain("a:b@host"));
        assertThat(problems("sluice.notify.webhook { url = \"https://host/x?token=abc\", key-file = /k }"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).doesNotContain("token=abc"));
    }
}
