package io.sluice.serve.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.Severity;
import io.sluice.config.ServeConfig.NotifyRule;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes where, when, and whether it may wait. */
@Tag("N-1")
class RulesTest {
    private static final List<String> EVENTS = List.of(
            "engine.lost",
            "engine.failed",
            "engine.stopped",
            "engine.back",
            "engine.start_halt",
            "hitl.created",
            "hitl.restored",
            "hitl.decided",
            "hitl.expired",
            "hitl.held",
            "hitl.link.issued",
            "command.requested",
            "command.ended",
            "guardian.locked",
            "guardian.unlocked",
            "risk.drawdown.soft_breach",
            "risk.drawdown.hard_breach",
            "risk.drawdown.suspect",
            "system.emergency.triggered",
            "system.emergency.retry",
            "system.emergency.completed",
            "system.emergency.unconfirmed",
            "system.emergency.cleared",
            "book.differs",
            "book.agrees",
            "system.mode",
            "system.component",
            "strategy.silent",
            "strategy.disabled",
            "client.required_gone",
            "security.alert",
            "lockout.created",
            "input.dropped",
            "sink.down",
            "sink.back",
            "channel.down",
            "channel.back",
            "notify.test");

    private static NotifyRule rule(final String event, final Severity least, final String... channels) {
        return new NotifyRule(event, least, List.of(channels), 0, "");
    }

    @Test
    void shouldSendWhatTheTableSays() throws IOException {
        final Rules rules = Rules.of(List.of(), Channels.ALL);
        final StringBuilder table = new StringBuilder();
        for (final String event : EVENTS) {
            for (final Severity severity : List.of(Severity.INFO, Severity.WARNING, Severity.CRITICAL)) {
                final List<Aim> aims = rules.of(event, severity);
                table.append(String.format(
                        "%-28s %-9s %s%n",
                        event,
                        Notice.severity(severity),
                        aims.isEmpty()
                                ? "-"
                                : aims.stream()
                                        .map(aim -> aim.channel() + " " + aim.delayMs() / 1000 + " s"
                                                + (aim.stage() > 0 ? " reminder" : "") + (aim.must() ? " must" : ""))
                                        .collect(Collectors.joining(", "))));
            }
        }
        Golden.check("notify-rules.txt", table.toString());
    }

    @Test
    void shouldFollowAnOwnRuleAloneForTheEventsThatItNames() {
        final Rules rules = Rules.of(List.of(rule("strategy.*", Severity.CRITICAL, "webhook")), Channels.ALL);
        assertThat(rules.of("strategy.silent", Severity.WARNING)).isEmpty();
        assertThat(rules.of("strategy.disabled", Severity.CRITICAL))
                .extracting(Aim::channel)
                .containsExactly("webhook");
        assertThat(rules.of("book.differs", Severity.WARNING)).hasSize(3);
    }

    @Test
    void shouldRefuseToSilenceWhatMustBeDelivered() {
        assertThatThrownBy(() -> Rules.of(List.of(rule("guardian.locked", Severity.INFO)), Channels.ALL))
                .hasMessage("sluice.notify.rules: guardian.locked must be delivered, and no channel gets it");
        assertThatThrownBy(() -> Rules.of(List.of(rule("*", Severity.INFO, "discord")), List.of("webhook")))
                .hasMessage("sluice.notify.rules: the rule for * names discord, which is off");
    }

    @Test
    void shouldKeepQuietOverMidnight() {
        final long hour = 3_600_000;
        final Quiet night = Quiet.of("22:00-06:30");
        assertThat(night.covers(22 * hour)).isTrue();
        assertThat(night.covers(6 * hour)).isTrue();
        assertThat(night.covers(6 * hour + hour / 2)).isFalse();
        assertThat(night.covers(12 * hour)).isFalse();
        assertThat(Quiet.of("12:00-13:00").covers(12 * hour)).isTrue();
        assertThat(Quiet.of("12:00-13:00").covers(13 * hour)).isFalse();
        assertThat(Quiet.NONE.covers(0)).isFalse();
    }
}
