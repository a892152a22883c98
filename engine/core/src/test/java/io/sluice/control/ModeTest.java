package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ModeTest {
    private static final List<String> REASONS = List.of(
            "broker.disconnect",
            "broker.mismatch",
            "risk.breach_hard",
            "position.unknown",
            "recovery.failed",
            "market_data.stale",
            "risk.timeout",
            "db.buffer_overflow",
            "equity.stale",
            "market_data.quality_low",
            "db.write_fail_buffered",
            "alerts.channel_down",
            "system.unknown",
            "risk.breach_soft",
            "broker.reconnected",
            "cold_start",
            "recovery.complete",
            "all.healthy",
            "force_override",
            "override.expired",
            "recovery.manual",
            "recovery.auto",
            "emergency.operator");
    private static final List<String> TYPES =
            List.of("fail_crit", "fail_supp", "recovered", "heartbeat", "quality_degraded");

    private static String source(final String reason) {
        return switch (reason.substring(0, reason.indexOf('.') < 0 ? 0 : reason.indexOf('.'))) {
            case "broker", "position" -> "broker";
            case "market_data" -> "market_data";
            case "risk", "equity" -> "risk";
            case "db" -> "db";
            case "alerts" -> "alerts";
            default -> "system";
        };
    }

    @Test
    @Tag("M-2")
    @Tag("M-4")
    void shouldDecideAsTheDecisionMatrixSays() throws IOException {
        final StringBuilder table = new StringBuilder("| reason | " + String.join(" | ", TYPES) + " |\n");
        table.append("| --- ".repeat(1 + TYPES.size())).append("|\n");
        for (final String reason : REASONS) {
            table.append("| ").append(reason);
            for (final String type : TYPES) {
                final Scenario engine = Scenario.normal();
                engine.probe("broker", false);
                final Said said = engine.event(type, source(reason), reason);
                final List<Outcome> answers = said.all("CommandResult");
                table.append(" | ")
                        .append(
                                answers.isEmpty()
                                        ? engine.mode()
                                        : answers.get(0).get("code"));
            }
            table.append(" |\n");
        }
        Golden.check("modes.md", table.toString());
    }

    @Test
    @Tag("M-3")
    void shouldLetADegradedCauseLingerUntilStableAfterItsLastFailure() {
        final Scenario engine = Scenario.normal();
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        engine.pass("4s");
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        engine.pass("1s");
        engine.event("recovered", "alerts", "all.healthy");
        assertThat(engine.at("13.999999999s").isNothing()).isTrue();
        assertThat(engine.mode()).isEqualTo("degraded");
        assertThat(engine.at("14s").briefs()).containsExactly("degraded->normal all.healthy");
    }

    @Test
    @Tag("M-3")
    void shouldNotLingerWhenTheLastFailureIsLongAgo() {
        final Scenario engine = Scenario.normal();
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        engine.pass("10s");
        assertThat(engine.event("recovered", "alerts", "all.healthy").briefs("ModeChanged"))
                .containsExactly("degraded->normal all.healthy");
    }

    @Test
    @Tag("M-3")
    void shouldLetASafeModeCauseLingerAndThenOweARecovery() {
        final Scenario engine = Scenario.normal("sluice.health.component-ttl=60s");
        engine.event("fail_crit", "risk", "risk.timeout");
        engine.event("recovered", "risk", "all.healthy");
        assertThat(engine.mode()).isEqualTo("safe_mode");
        engine.at("29s");
        engine.quote("BTCUSD", "99", "101");
        engine.at("29.999999999s");
        assertThat(engine.mode()).isEqualTo("safe_mode");
        assertThat(engine.at("30s").briefs("ModeChanged")).containsExactly("safe_mode->recovering recovery.auto");
        assertThat(engine.stage()).isEqualTo("ready");
        for (int second = 31; second < 40; second++) {
            engine.at(second + "s");
            engine.quote("BTCUSD", "99", "101");
        }
        assertThat(engine.mode()).isEqualTo("recovering");
        assertThat(engine.at("40s").briefs("ModeChanged")).containsExactly("recovering->normal recovery.complete");
    }

    @Test
    @Tag("M-3")
    void shouldNotLetADisconnectLinger() {
        final Scenario engine = Scenario.normal();
        engine.event("fail_crit", "broker", "broker.disconnect");
        assertThat(engine.event("recovered", "broker", "broker.reconnected").briefs("ModeChanged"))
                .containsExactly("safe_mode_disconnected->recovering broker.reconnected");
        assertThat(engine.stage()).isEqualTo("catchup_marketdata");
    }

    @Test
    @Tag("M-3")
    void shouldTakeAllHaltsAtOnceOnlyByStartRecovery() {
        final Scenario engine = Scenario.normal();
        engine.event("fail_crit", "broker", "position.unknown");
        engine.event("fail_crit", "risk", "risk.breach_hard");
        engine.aliveFor("40s");
        assertThat(engine.mode()).isEqualTo("halt");
        engine.event("recovered", "broker", "all.healthy");
        engine.event("recovered", "risk", "all.healthy");
        assertThat(engine.mode()).isEqualTo("halt");
        engine.restart();
        assertThat(engine.mode()).as("latched halts stay").isEqualTo("halt");
        assertThat(engine.startRecovery("r").briefs("ModeChanged")).containsExactly("halt->recovering recovery.manual");
        assertThat(engine.stage()).isEqualTo("connect_broker");
    }

    @Test
    @Tag("M-3")
    void shouldPutARecoveryBackOnAGraveFailureOnly() {
        final Scenario engine = Scenario.cold();
        engine.alive();
        engine.flatReport();
        assertThat(engine.stage()).isEqualTo("ready");
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        assertThat(engine.stage()).as("a lesser failure").isEqualTo("ready");
        engine.event("fail_crit", "db", "db.buffer_overflow");
        assertThat(engine.stage()).as("a grave failure").isEqualTo("connect_broker");
    }

    @Test
    @Tag("M-4")
    void shouldResolveSilenceByTheNextSignOfWhatWasSilent() {
        final Scenario engine = Scenario.normal("sluice.health.component-ttl=60s");
        engine.heartbeat("broker");
        engine.heartbeat("market_data");
        engine.quote("BTCUSD", "99", "101");
        assertThat(engine.at("5s").briefs("ModeChanged"))
                .containsExactly("normal->safe_mode_disconnected broker.disconnect");
        assertThat(engine.heartbeat("broker").briefs("ModeChanged"))
                .containsExactly("safe_mode_disconnected->recovering broker.reconnected");
        engine.at("9s");
        engine.heartbeat("broker");
        assertThat(engine.at("10s").briefs("ModeChanged"))
                .as("no quote at all")
                .containsExactly("recovering->safe_mode market_data.stale");
        engine.heartbeat("market_data");
        assertThat(engine.status().fields().get("causes").toString()).contains("market_data.stale");
        engine.quote("BTCUSD", "99", "101");
        for (int second = 12; second <= 40; second += 2) {
            engine.at(second + "s");
            engine.heartbeat("broker");
            engine.quote("BTCUSD", "99", "101");
        }
        assertThat(engine.mode()).as("lingered 30 s from the last failure").isEqualTo("recovering");
    }

    @Test
    @Tag("M-4")
    void shouldNotResolveAnExplicitEventByABareHeartbeat() {
        for (final String how : List.of("heartbeat", "recovered", "all.healthy", "reconnected", "probe")) {
            final Scenario engine = Scenario.normal();
            engine.event("fail_crit", "broker", "broker.disconnect");
            switch (how) {
                case "heartbeat" -> engine.heartbeat("broker");
                case "recovered" -> engine.in("SystemEvent", "eventType=recovered", "source=broker", "severity=info");
                case "all.healthy" -> engine.event("heartbeat", "broker", "all.healthy");
                case "reconnected" -> engine.event("recovered", "broker", "broker.reconnected");
                default -> engine.probe("broker", true);
            }
            assertThat(engine.mode())
                    .as(how)
                    .isEqualTo(how.equals("heartbeat") ? "safe_mode_disconnected" : "recovering");
        }
    }

    @Test
    @Tag("M-4")
    void shouldAskForBothResolutionsOfACauseRaisedBothWays() {
        final Scenario engine = Scenario.normal();
        engine.heartbeat("broker");
        engine.event("fail_crit", "broker", "broker.disconnect");
        engine.at("6s");
        engine.heartbeat("broker");
        assertThat(engine.mode()).as("the silence is over, the event is not").isEqualTo("safe_mode_disconnected");
        engine.at("12s");
        engine.probe("broker", true);
        assertThat(engine.mode())
                .as("the next silence and the event are both over")
                .isEqualTo("recovering");
    }

    @Test
    @Tag("M-4")
    void shouldResolveOnlyTheSymbolThatWasQuotedAgain() {
        final Scenario engine = Scenario.free("sluice.health.component-ttl=60s");
        engine.quote("BTCUSD", "99", "101");
        engine.quote("ETHUSD", "9", "11");
        engine.open(1);
        engine.open(2, "symbol=ETHUSD", "price=10");
        for (int second = 2; second <= 10; second += 2) {
            engine.at(second + "s");
            engine.quote("SOLUSD", "1", "2");
        }
        assertThat(engine.mode()).isEqualTo("safe_mode");
        engine.quote("BTCUSD", "99", "101");
        for (int second = 12; second <= 60; second += 2) {
            engine.at(second + "s");
            engine.quote("BTCUSD", "99", "101");
        }
        assertThat(engine.mode()).as("ETHUSD is still silent").isEqualTo("safe_mode");
        engine.quote("ETHUSD", "9", "11");
        assertThat(engine.mode()).isEqualTo("recovering");
    }

    @Test
    @Tag("M-4")
    void shouldEndPoorQualityBySymbol() {
        final Scenario engine = Scenario.normal();
        engine.in("Quote", "symbol=BTCUSD", "bid=99", "ask=101", "lowQuality=true");
        engine.in("Quote", "symbol=ETHUSD", "bid=99", "ask=101", "lowQuality=true");
        assertThat(engine.mode()).isEqualTo("degraded");
        engine.pass("6s");
        engine.quote("BTCUSD", "99", "101");
        engine.pass("6s");
        assertThat(engine.mode()).as("ETHUSD is still poor").isEqualTo("degraded");
        assertThat(engine.quote("ETHUSD", "99", "101").briefs("ModeChanged")).hasSize(1);
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("M-4")
    void shouldRefuseAndRecordAnEventWhoseTypeAndReasonDisagree() {
        final Scenario engine = Scenario.normal();
        final int before = engine.records().size();
        assertThat(engine.event("recovered", "broker", "broker.disconnect").result())
                .isEqualTo("REASON_MISMATCH");
        assertThat(engine.event("fail_crit", "system", "recovery.complete").result())
                .isEqualTo("REASON_MISMATCH");
        assertThat(engine.records()).hasSize(before + 2);
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("M-6")
    void shouldDoNothingOnAnEventIdSeenBefore() {
        final Scenario engine = Scenario.normal();
        final String id = "eventId=6f9619ff-8b86-d011-b42d-00cf4fc964ff";
        engine.event("fail_supp", "alerts", "alerts.channel_down", id);
        engine.event("recovered", "alerts", "all.healthy");
        engine.pass("11s");
        final int before = engine.records().size();
        assertThat(engine.event("fail_supp", "alerts", "alerts.channel_down", id)
                        .isNothing())
                .isTrue();
        assertThat(engine.records()).as("nothing is written").hasSize(before);
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("M-7")
    void shouldSayWhoAndWhyWithEveryChange() {
        final Scenario engine = Scenario.normal();
        final Outcome change =
                engine.event("fail_crit", "broker", "broker.disconnect").one("ModeChanged");
        assertThat(change.get("source")).isEqualTo("broker");
        assertThat(change.get("severity")).isNotNull();
        assertThat(engine.startRecovery("r").all("ModeChanged")).isEmpty();
        final Outcome back = engine.event("recovered", "broker", "all.healthy").one("ModeChanged");
        assertThat(back.get("toMode")).isEqualTo("recovering");
        assertThat(back.get("trigger")).isEqualTo("manual");
        engine.event("fail_crit", "broker", "position.unknown");
        final Outcome manual = engine.startRecovery("r2").one("ModeChanged");
        assertThat(manual.get("operatorId")).isEqualTo("alice");
    }

    @Test
    @Tag("M-7")
    void shouldShowEveryStandingCauseInState() {
        final Scenario engine = Scenario.cold();
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        engine.event("fail_crit", "broker", "position.unknown");
        @SuppressWarnings("unchecked")
        final List<Object> causes =
                new ArrayList<>((List<Object>) engine.status().fields().get("causes"));
        assertThat(causes).containsExactlyInAnyOrder("alerts.channel_down", "position.unknown", "cold_start");
    }
}
