package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final List<String> ACTIONS = List.of("open", "send", "amend", "cancel", "reduce_only", "query");

    /** How to get a running engine with a position and a working order into each row. */
    private static final Map<String, Consumer<Scenario>> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put("normal", engine -> {});
        ROWS.put("degraded", engine -> engine.event("fail_supp", "alerts", "alerts.channel_down"));
        ROWS.put("safe_mode", engine -> engine.event("fail_crit", "risk", "risk.timeout"));
        ROWS.put("safe_mode_disconnected", engine -> engine.event("fail_crit", "broker", "broker.disconnect"));
        ROWS.put("halt", engine -> engine.event("fail_crit", "broker", "position.unknown"));
        ROWS.put("recovering / connect_broker", engine -> {
            engine.probe("broker", false);
            engine.startRecovery("r");
        });
        ROWS.put("recovering / catchup_marketdata", engine -> {
            engine.pass("11s");
            engine.startRecovery("r");
        });
        ROWS.put("recovering / verify_risk", engine -> {
            engine.quote("BTCUSD", "99", "101");
            engine.probe("risk", false);
            engine.startRecovery("r");
        });
        ROWS.put("recovering / ready", engine -> {
            engine.quote("BTCUSD", "99", "101");
            engine.startRecovery("r");
        });
    }

    @Test
    @Tag("G-1")
    @Tag("G-1b")
    void shouldDecideAsThePermissionMatrixSays() throws IOException {
        final StringBuilder table = new StringBuilder("| row | " + String.join(" | ", ACTIONS) + " |\n");
        table.append("| --- ".repeat(1 + ACTIONS.size())).append("|\n");
        final StringBuilder texts = new StringBuilder("\n");
        ROWS.forEach((row, way) -> {
            table.append("| ").append(row);
            for (final String action : ACTIONS) {
                final Outcome decision = decide(row, way, action);
                table.append(" | ").append(cell(decision));
                if (!cell(decision).equals("Y")) {
                    final boolean warns = decision.get("warning") != null;
                    texts.append(row).append(" · ").append(action).append(": ");
                    texts.append(warns ? decision.get("warning") : decision.get("message"))
                            .append('\n');
                }
            }
            table.append(" |\n");
        });
        Golden.check("gate.md", table.toString() + texts);
    }

    private static Outcome decide(final String row, final Consumer<Scenario> way, final String action) {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final long working = engine.open(2, "price=90").id("tradeId");
        way.accept(engine);
        assertThat(engine.mode() + (engine.stage() == null ? "" : " / " + engine.stage()))
                .isEqualTo(row);
        final boolean names = action.equals("amend") || action.equals("cancel");
        final Outcome decision = engine.intent(
                3,
                action,
                names ? "tradeId=" + working : "tradeId=",
                action.equals("amend") ? "price=80" : "price=100",
                action.equals("reduce_only") ? "side=SELL" : "side=BUY");
        final Outcome shown = engine.view(View.PERMISSIONS).get(0);
        @SuppressWarnings("unchecked")
        final Object allowed = ((Map<String, Object>) shown.fields().get("permissions")).get(action);
        assertThat(allowed)
                .as("view of %s in %s", action, row)
                .isEqualTo(!cell(decision).equals("-"));
        return decision;
    }

    private static String cell(final Outcome decision) {
        if (decision.is("verdict", "ALLOW")) {
            return decision.get("warning") == null ? "Y" : "w";
        }
        return decision.is("code", "GATE_REFUSED") ? "-" : decision.get("code");
    }

    /** Every pair of rows that can stand together; a grave cause puts a recovery back to its first stage. */
    @Test
    @Tag("G-1a")
    void shouldAllowWhatBothOfTwoRowsAllow() throws IOException {
        final StringBuilder table = new StringBuilder("| first | then | mode | stage | allowed |\n");
        table.append("| --- | --- | --- | --- | --- |\n");
        ROWS.forEach((first, one) -> ROWS.forEach((second, other) -> {
            if (!first.equals(second) && !second.startsWith("recovering")) {
                final Scenario engine = Scenario.free();
                engine.bought(1, "10");
                one.accept(engine);
                other.accept(engine);
                table.append("| ")
                        .append(first)
                        .append(" | ")
                        .append(second)
                        .append(" | ")
                        .append(engine.mode());
                table.append(" | ").append(engine.stage() == null ? "" : engine.stage());
                table.append(" | ").append(engine.permissions()).append(" |\n");
            }
        }));
        Golden.check("gate-pairs.md", table.toString());
    }

    /** What stands, down; what is forced, across; mode and actions that follow, {@code w} with a warning. */
    @Test
    @Tag("M-5")
    void shouldLetAForcedModeStandInThePlaceOfWhatItCovers() throws IOException {
        final List<String> forces = List.of("", "normal", "degraded", "safe_mode", "safe_mode_disconnected", "halt");
        final Map<String, Consumer<Scenario>> rows = new LinkedHashMap<>(ROWS);
        rows.put("emergency", Scenario::stop);
        final StringBuilder table = new StringBuilder("Actions: " + String.join(", ", ACTIONS) + "\n\n");
        table.append("| stands")
                .append(String.join(" | ", forces).replaceFirst("^", " | not forced"))
                .append(" |\n");
        table.append("| --- ".repeat(1 + forces.size())).append("|\n");
        rows.forEach((row, way) -> {
            table.append("| ").append(row);
            for (final String force : forces) {
                final Scenario engine = Scenario.free();
                engine.bought(1, "10");
                way.accept(engine);
                final String code = force.isEmpty()
                        ? "OK"
                        : engine.in("ForceMode", "mode=" + force, "ttlSeconds=60", "operatorId=alice", "reason=x")
                                .result();
                table.append(" | ").append(code.equals("OK") ? engine.mode() + " " + letters(engine) : code);
            }
            table.append(" |\n");
        });
        Golden.check("gate-override.md", table.toString());
    }

    private static String letters(final Scenario engine) {
        final List<String> allowed = List.of(engine.permissions().split(","));
        final StringBuilder letters = new StringBuilder();
        ACTIONS.forEach(action ->
                letters.append(allowed.contains(action) ? 'Y' : allowed.contains(action + "(w)") ? 'w' : '-'));
        return letters.toString();
    }

    @Test
    @Tag("G-1a")
    void shouldKeepOpenRefusedInAColdStartThatLooksDegraded() {
        final Scenario engine = Scenario.cold("sluice.hitl.require-approval-for-live=false");
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        assertThat(engine.mode()).isEqualTo("degraded");
        assertThat(engine.open(1).get("code")).isEqualTo("GATE_REFUSED");
        engine.alive();
        engine.flatReport();
        engine.in("SystemEvent", "eventType=recovered", "source=alerts", "severity=info");
        long id = 1;
        for (int second = 0; second < 60 && !engine.mode().equals("normal"); second++) {
            assertThat(engine.open(++id).get("code")).as("second %s", second).isEqualTo("GATE_REFUSED");
            engine.pass("1s");
            engine.alive();
        }
        assertThat(engine.everything().briefs()).contains("ready PASSED", "ready COMPLETED");
        assertThat(engine.open(++id).get("verdict")).isEqualTo("ALLOW");
    }

    @Test
    @Tag("G-1a")
    void shouldRefuseWhatAnyStandingCauseRefuses() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        assertThat(engine.permissions()).isEqualTo("open,send,amend,cancel,reduce_only,query");
        engine.event("fail_supp", "alerts", "alerts.channel_down");
        assertThat(engine.permissions()).isEqualTo("open(w),send,amend,cancel,reduce_only,query");
        engine.event("fail_crit", "risk", "risk.timeout");
        assertThat(engine.permissions()).isEqualTo("cancel(w),reduce_only,query");
        engine.event("fail_crit", "broker", "broker.disconnect");
        assertThat(engine.permissions()).isEqualTo("query(w)");
        engine.event("fail_crit", "broker", "position.unknown");
        assertThat(engine.permissions()).as("whoever warns is heard").isEqualTo("query(w)");
        assertThat(engine.mode()).isEqualTo("halt");
    }

    @Test
    @Tag("G-7")
    void shouldTellPermissionsWithoutAnIntent() {
        final Scenario engine = Scenario.cold();
        assertThat(engine.permissions()).isEqualTo("query");
        final Outcome view = engine.view(View.PERMISSIONS).get(0);
        assertThat(view.fields().get("reasons").toString()).contains("RECOVERING(connect_broker): Action not allowed");
    }
}
