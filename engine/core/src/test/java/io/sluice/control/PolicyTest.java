package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.TradeState;
import io.sluice.control.trade.TradeLife;
import io.sluice.control.view.View;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PolicyTest {
    @Test
    @Tag("P-1")
    void shouldSayEveryChangeWithOldAndNewValueActorAndVersion() {
        final Scenario engine = Scenario.normal();
        final Said said = engine.in(
                "PolicyUpdate",
                "operatorId=bob",
                "allowNewTrades=false",
                "slippageMaxPercent=1.5",
                "tradingMode=paper");
        assertThat(said.briefs())
                .containsExactly(
                        "Policy allowNewTrades true->false",
                        "Policy slippageMaxPercent 0.5->1.5",
                        "Policy tradingMode live->paper",
                        "Result OK");
        assertThat(said.all("PolicyChanged")).allMatch(change -> change.is("operatorId", "bob"));
        assertThat(said.all("PolicyChanged"))
                .extracting(change -> change.get("version"))
                .containsExactly("2", "3", "4");
        assertThat(engine.view(View.POLICY).get(0).get("version")).isEqualTo("4");
    }

    @Test
    @Tag("P-2")
    void shouldChangeNamedFieldsOnly() {
        final Scenario engine = Scenario.normal();
        final Outcome before = engine.view(View.POLICY).get(0);
        assertThat(engine.in("PolicyUpdate", "operatorId=alice").briefs()).containsExactly("Result OK");
        assertThat(engine.in("PolicyUpdate", "operatorId=alice", "hitlEnabled=true")
                        .briefs())
                .as("it has that value")
                .containsExactly("Result OK");
        final Outcome after = engine.view(View.POLICY).get(0);
        for (final String field : List.of("version", "allowNewTrades", "hitlEnabled", "approvalTimeoutSeconds")) {
            assertThat(after.get(field)).isEqualTo(before.get(field));
        }
    }

    @Test
    @Tag("P-2")
    void shouldApplyAllOrNothing() {
        final Scenario engine = Scenario.normal();
        for (final String bad : List.of(
                "approvalTimeoutSeconds=0",
                "approvalTimeoutSeconds=-1",
                "slippageMaxPercent=0",
                "slippageMaxPercent=101")) {
            assertThat(engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false", bad)
                            .briefs())
                    .as(bad)
                    .containsExactly("Result OUT_OF_RANGE");
        }
        assertThat(engine.status().get("allowNewTrades")).isEqualTo("true");
    }

    @Test
    @Tag("H-3")
    void shouldAllowTheTransitionsOfTheTableOnly() throws IOException {
        final StringBuilder table = new StringBuilder("| from \\ to |");
        for (final TradeState to : TradeState.values()) {
            table.append(to == TradeState.NULL_VAL ? "" : " " + to + " |");
        }
        table.append('\n').append("| --- ".repeat(TradeState.values().length)).append("|\n");
        for (final TradeState from : TradeState.values()) {
            if (from == TradeState.NULL_VAL) {
                continue;
            }
            table.append("| ").append(from).append(" |");
            for (final TradeState to : TradeState.values()) {
                if (to != TradeState.NULL_VAL) {
                    table.append(TradeLife.allows(from, to) ? " legal |" : " SEC-030 |");
                }
            }
            table.append('\n');
        }
        Golden.check("trade-life.md", table.toString());
    }

    @Test
    @Tag("H-1")
    @Tag("H-2")
    void shouldAskAPersonAsTheSettingsSay() throws IOException {
        final StringBuilder table = new StringBuilder(
                "| trading mode | requireApprovalForLive | autoApprovePaper | hitlEnabled | open | send | reduce_only"
                        + " | cancel | query |\n");
        table.append("| --- ".repeat(9)).append("|\n");
        for (final String mode : List.of("live", "paper", "disabled")) {
            for (int bits = 0; bits < 8; bits++) {
                final boolean live = (bits & 1) != 0;
                final boolean paper = (bits & 2) != 0;
                final boolean enabled = (bits & 4) != 0;
                table.append("| ")
                        .append(mode)
                        .append(" | ")
                        .append(live)
                        .append(" | ")
                        .append(paper);
                table.append(" | ").append(enabled);
                for (final String action : List.of("open", "send", "reduce_only", "cancel", "query")) {
                    table.append(" | ").append(approval(mode, live, paper, enabled, action));
                }
                table.append(" |\n");
            }
        }
        Golden.check("approval-need.md", table.toString());
    }

    private static String approval(
            final String mode, final boolean live, final boolean paper, final boolean enabled, final String action) {
        final Scenario engine = Scenario.free();
        final String kind = mode.equals("disabled") ? "live" : mode;
        final long bought = engine.open(1, "tradingMode=" + kind).id("tradeId");
        engine.fill(bought, "1", "100", "tradingMode=" + kind);
        final long working = engine.open(2, "tradingMode=" + kind).id("tradeId");
        engine.in(
                "PolicyUpdate",
                "operatorId=alice",
                "requireApprovalForLive=" + live,
                "autoApprovePaper=" + paper,
                "hitlEnabled=" + enabled);
        final int before = engine.records().size();
        final boolean cancel = action.equals("cancel");
        final Outcome decision = engine.intent(
                3,
                action,
                "tradingMode=" + mode,
                cancel ? "tradeId=" + working : "tradeId=",
                action.equals("reduce_only") ? "side=SELL" : "side=BUY");
        final Said said = engine.since(before);
        if (decision.is("verdict", "HOLD")) {
            return "asks";
        }
        if (decision.is("verdict", "REJECT")) {
            return decision.get("code");
        }
        return said.all("ApprovalDecided").isEmpty() ? "at once" : "at once, recorded";
    }

    @Test
    @Tag("H-1")
    void shouldTakeTheDefaultsWhereTheFileIsSilent() {
        final Outcome policy = Scenario.normal().view(View.POLICY).get(0);
        assertThat(List.of(
                        policy.get("hitlEnabled"),
                        policy.get("requireApprovalForLive"),
                        policy.get("autoApprovePaper"),
                        policy.get("approvalTimeoutSeconds"),
                        policy.get("slippageMaxPercent"),
                        policy.get("tradingMode")))
                .containsExactly("true", "true", "true", "300", "0.5", "live");
    }
}
