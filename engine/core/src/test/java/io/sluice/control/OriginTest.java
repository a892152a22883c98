package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static final List<String> ROLES =
            List.of("strategy", "broker", "market", "risk", "operator", "monitor", "engine");

    /** One of each input, as JSON without braces. */
    static final Map<String, String> INPUTS = new LinkedHashMap<>();

    static {
        final String hash = "ab".repeat(32);
        INPUTS.put("OrderIntent", "'strategyId':1,'intentId':1,'action':'query','tradingMode':'live'");
        INPUTS.put("StrategyHeartbeat", "'strategyId':1");
        INPUTS.put("ModelAck", "'consumer':'c','modelName':'m','modelVersion':'1'");
        INPUTS.put("Quote", "'symbol':'A','bid':'1','ask':'2'");
        INPUTS.put("EquityUpdate", "'equity':'1'");
        INPUTS.put(
                "ExecutionReport",
                "'tradeId':0,'execId':'e','status':'NEW','symbol':'A','side':'BUY','lastQuantity':'0','lastPrice':'0',"
                        + "'leavesQuantity':'1'");
        INPUTS.put("PositionReport", "'reportId':1,'quantity':'0','last':true");
        INPUTS.put("OpenOrder", "'reportId':1,'tradeId':0,'last':true");
        INPUTS.put("TradeClosed", "'tradeId':1");
        INPUTS.put("TradeSettled", "'tradeId':1");
        INPUTS.put("Heartbeat", "'source':'db'");
        INPUTS.put("ProbeResult", "'source':'db','ok':true");
        INPUTS.put("SystemEvent", "'eventType':'heartbeat','source':'db','severity':'info'");
        INPUTS.put("StartRecovery", "'runId':'r','operatorId':'alice'");
        INPUTS.put("RecoveryStageResult", "'stage':'ready','ok':true");
        INPUTS.put("ApprovalDecision", "'tradeId':1,'decision':'REJECT','operatorId':'alice','channel':'CLI'");
        INPUTS.put("ForceMode", "'mode':'halt','ttlSeconds':60,'operatorId':'alice','reason':'x'");
        INPUTS.put("ReleaseOverride", "'operatorId':'alice'");
        INPUTS.put("EmergencyStop", "'reason':'x'");
        INPUTS.put("EmergencyReset", "'operatorId':'alice','reason':'x'");
        INPUTS.put("GuardianLock", "'reason':'x'");
        INPUTS.put("GuardianUnlock", "'operatorId':'alice','reason':'x'");
        INPUTS.put("PolicyUpdate", "'operatorId':'alice'");
        INPUTS.put("LockoutCreate", "'symbol':'A','reason':'x','durationSeconds':1");
        INPUTS.put("LockoutDelete", "'lockoutId':1,'operatorId':'alice'");
        INPUTS.put("StrategyEnable", "'strategyId':1,'operatorId':'alice','reason':'x'");
        INPUTS.put("ModelPromoted", "'modelName':'m','newVersion':'2','oldVersion':'1'");
        INPUTS.put("DrawdownReset", "'operatorId':'alice','reason':'x'");
        INPUTS.put("ConfirmCommand", "'requestId':1,'operatorId':'alice'");
        INPUTS.put("WithdrawCommand", "'requestId':1,'operatorId':'alice'");
        INPUTS.put("DeepLinkIssue", "'tokenHash':'" + hash + "','tradeId':1");
        INPUTS.put("DeepLinkUse", "'tokenHash':'" + hash + "','channel':'WEB'");
        INPUTS.put(
                "IntegrityViolation",
                "'tradeId':1,'store':'s','expectedHash':'" + hash + "','foundHash':'" + hash + "'");
        INPUTS.put("Tick", "");
    }

    @Test
    @Tag("W-8")
    void shouldTakeInputsFromTheRolesOfTheTableOnly() throws IOException {
        final StringBuilder table = new StringBuilder("| input | " + String.join(" | ", ROLES) + " |\n");
        table.append("| --- ".repeat(1 + ROLES.size())).append("|\n");
        INPUTS.forEach((type, fields) -> {
            table.append("| ").append(type);
            for (final String role : ROLES) {
                table.append(" | ").append(answer(type, fields, role));
            }
            table.append(" |\n");
        });
        Golden.check("origins.md", table.toString());
    }

    private static String answer(final String type, final String fields, final String role) {
        final Scenario engine = Scenario.normal();
        final String principal = role.equals("strategy") ? "1" : "alice";
        final boolean takesName = role.equals("operator")
                && List.of(
                                "EmergencyStop",
                                "RecoveryStageResult",
                                "LockoutCreate",
                                "ModelPromoted",
                                "DeepLinkIssue",
                                "DeepLinkUse")
                        .contains(type);
        final Said said = engine.json("{'type':'" + type + "','origin':'" + role + ":" + principal + "'"
                + (fields.isEmpty() ? "" : ",") + fields + (takesName ? ",'operatorId':'alice'" : "") + "}");
        if (!said.all("Decision").isEmpty()) {
            return said.one("Decision").get("code");
        }
        return said.all("CommandResult").isEmpty() ? "taken" : said.result();
    }

    @Test
    @Tag("W-8")
    void shouldRecordAForbiddenInputWithoutEffect() {
        final Scenario engine = Scenario.free();
        final int before = engine.records().size();
        assertThat(engine.in("EquityUpdate", "equity=5", "origin=strategy:1").result())
                .isEqualTo("SEC-001");
        assertThat(engine.records()).hasSize(before + 1);
        assertThat(engine.status().get("equity")).isNull();
        assertThat(engine.intent(1, "open", "origin=operator:alice").brief()).isEqualTo("Decision REJECT SEC-001");
        assertThat(engine.open(1).brief()).as("it is not remembered").isEqualTo("Decision ALLOW OK");
    }

    @Test
    @Tag("W-8")
    void shouldTakeAStrategyForNoOther() {
        final Scenario engine = Scenario.free();
        assertThat(engine.open(1, "origin=strategy:2").get("code")).isEqualTo("SEC-001");
        assertThat(engine.open(1, "origin=strategy:01").get("code")).isEqualTo("SEC-001");
        assertThat(engine.open(1, "origin=strategy:1").get("code")).isEqualTo("OK");
        assertThat(engine.in("StrategyHeartbeat", "strategyId=1", "origin=strategy:2")
                        .result())
                .isEqualTo("SEC-001");
        assertThat(engine.intent(1, "query", "strategyId=2147483647", "origin=strategy:2147483647")
                        .get("code"))
                .isEqualTo("OK");
    }

    @Test
    @Tag("W-8")
    @Tag("O-0")
    void shouldTakeAnOperatorForNoOther() {
        final Scenario engine = Scenario.normal();
        final String stop = "reason=x";
        assertThat(engine.in("EmergencyStop", stop, "operatorId=alice", "origin=operator:bob")
                        .result())
                .isEqualTo("SEC-001");
        assertThat(engine.in("EmergencyStop", stop, "operatorId=mallory", "origin=operator:mallory")
                        .result())
                .isEqualTo("SEC-090");
        assertThat(engine.in("EmergencyStop", stop, "operatorId=mallory", "origin=strategy:1")
                        .result())
                .as("before any other check")
                .isEqualTo("SEC-090");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    @Tag("O-0")
    void shouldAnswerEveryCommandOnceAndLast() {
        final Scenario engine = Scenario.normal();
        final List<String> quiet = List.of("OrderIntent");
        INPUTS.forEach((type, fields) -> {
            final String named = fields.contains("operatorId") || type.equals("EmergencyStop") ? "operator:alice" : "";
            if (named.isEmpty() || quiet.contains(type)) {
                return;
            }
            final Said said = engine.json("{'type':'" + type + "','origin':'operator:alice'," + fields
                    + (fields.contains("operatorId") ? "" : ",'operatorId':'alice'") + "}");
            assertThat(said.one("CommandResult").get("command")).isEqualTo(type);
            assertThat(said.outcomes().get(said.outcomes().size() - 1).type()).isEqualTo("CommandResult");
        });
    }
}
