package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.RandomRun.Life;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** One intent, one decision, and all of its story on record (G-4, G-4a, O-0). */
class DecisionPropertyTest {
    private static final List<String> NOT_KEPT =
            List.of("CAPACITY", "INTENT_ID_GAP", "INTENT_ID_REUSED", "DUPLICATE_INTENT", "SEC-001");

    private static final List<String> FIELDS = List.of(
            "seq",
            "time",
            "wallTime",
            "correlationId",
            "actor",
            "action",
            "verdict",
            "code",
            "mode",
            "override",
            "final",
            "repeat",
            "message");

    private static String key(final Outcome of) {
        return of.get("strategyId") + "/" + of.get("intentId");
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("G-4")
    void shouldDecideEachIntentOnceAndRepeatThatDecisionOnly(
            @ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final Map<String, Outcome> latest = new HashMap<>();
        for (final Outcome decision : life.run().everything().all("Decision")) {
            if (NOT_KEPT.contains(decision.get("code"))) {
                continue;
            }
            final Outcome before = latest.get(key(decision));
            if (decision.is("repeat", "true")) {
                assertThat(before).as("%s", decision).isNotNull();
                assertThat(decision.brief()).isEqualTo(before.brief() + " repeat");
                assertThat(decision.get("tradeId")).isEqualTo(before.get("tradeId"));
            } else {
                assertThat(before == null || before.is("verdict", "HOLD") && before.is("final", "false"))
                        .as("only a held one is decided again: %s", decision)
                        .isTrue();
                latest.put(key(decision), decision);
            }
        }
    }

    /** Actionable ALLOWs of one content are all about one trade, in time, and none comes after a report about it. */
    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("G-4a")
    void shouldNeverGiveTwoActionableAllowsForOneIntentsContent(
            @ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final Map<String, String> actionable = new HashMap<>();
        final Set<String> reported = new HashSet<>();
        for (final Scenario.Written record : life.run().records()) {
            final Outcome input = record.input();
            if (input.is("type", "ExecutionReport")) {
                reported.add(input.get("tradeId"));
            }
            for (final Outcome decision : record.all("Decision")) {
                if (!decision.is("actionable", "true")) {
                    continue;
                }
                assertThat(decision.get("verdict")).isEqualTo("ALLOW");
                assertThat(decision.get("validUntil").compareTo(decision.get("time")))
                        .as("%s", decision)
                        .isGreaterThanOrEqualTo(0);
                final String before = actionable.put(key(decision), decision.get("tradeId"));
                assertThat(before).isIn(null, decision.get("tradeId"));
                assertThat(before != null && reported.contains(before))
                        .as("%s", decision)
                        .isFalse();
            }
        }
    }

    /** What a reader of the journal has of each intent: who, when, what was answered, and each step of its trade. */
    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("W-4")
    @Tag("H-4")
    @Tag("O-0")
    void shouldLeaveACompleteTrailOfEveryDecision(@ForAll(supplier = RandomRun.Lives.class) final Life life) {
        final Map<String, String> held = new HashMap<>();
        for (final Scenario.Written record : life.run().records()) {
            final Outcome input = record.input();
            final boolean intent = input.is("type", "OrderIntent");
            int answers = 0;
            for (final Outcome decision : record.all("Decision")) {
                for (final String field : FIELDS) {
                    assertThat(decision.get(field))
                            .as("%s of %s", field, decision)
                            .isNotNull();
                }
                final boolean answer = intent && key(decision).equals(key(input));
                answers += answer ? 1 : 0;
                if (!answer) {
                    ends(record, decision, held);
                } else if (!decision.is("repeat", "true")) {
                    begins(record, decision, held);
                }
            }
            assertThat(answers).as("an intent gets one Decision").isEqualTo(intent ? 1 : 0);
            assertThat(intent && !record.all("CommandResult").isEmpty()).isFalse();
        }
    }

    private static List<String> steps(final Scenario.Written record, final String trade) {
        return record.all("TradeTransition").stream()
                .filter(moved -> moved.is("tradeId", trade))
                .map(moved -> moved.get("from") + " " + moved.get("to"))
                .toList();
    }

    private static void begins(final Scenario.Written record, final Outcome decision, final Map<String, String> held) {
        final boolean trades = List.of("open", "send", "reduce_only").contains(decision.get("action"));
        final String trade = decision.get("tradeId");
        if (decision.is("verdict", "HOLD")) {
            assertThat(steps(record, trade)).containsExactly("PENDING AWAITING_APPROVAL");
            assertThat(record.all("ApprovalCreated")).hasSize(1);
            held.put(key(decision), trade);
        } else if (decision.is("verdict", "ALLOW") && trades) {
            assertThat(steps(record, trade)).containsExactly("PENDING AWAITING_APPROVAL", "AWAITING_APPROVAL ACCEPTED");
        } else if (decision.is("verdict", "REJECT")) {
            assertThat(steps(record, trade)).isEmpty();
        }
    }

    private static void ends(final Scenario.Written record, final Outcome decision, final Map<String, String> held) {
        final String trade = held.remove(key(decision));
        assertThat(trade).as("held before: %s", decision).isEqualTo(decision.get("tradeId"));
        final boolean allowed = decision.is("verdict", "ALLOW");
        assertThat(steps(record, trade)).containsExactly("AWAITING_APPROVAL " + (allowed ? "ACCEPTED" : "REJECTED"));
        final List<Outcome> ended = record.outcomes().stream()
                .filter(outcome -> outcome.is("tradeId", trade)
                        && List.of("ApprovalDecided", "ApprovalExpired").contains(outcome.type()))
                .toList();
        assertThat(ended).hasSize(1);
        for (final String field : List.of("decidedAt", "decisionChannel", "decisionReason", "rowHash")) {
            assertThat(ended.get(0).get(field)).as(field).isNotNull();
        }
        assertThat(record.all("MarketSnapshot")).hasSize(allowed ? 1 : 0);
    }
}
