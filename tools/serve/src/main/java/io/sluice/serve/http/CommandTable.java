package io.sluice.serve.http;

import static io.sluice.serve.http.TokenRole.OPERATORS;
import static io.sluice.serve.http.TokenRole.TIGHTENERS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.SystemMode;
import io.sluice.serve.desk.Gateway;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** The table of commands (SPEC A-6). What loosens is what O-1 says. */
final class CommandTable {
    private static final int MINUTE = 60;

    private final Answers answers;
    private final Gateway gateway;
    private final DecisionRate rate;

    CommandTable(final Answers answers, final Gateway gateway, final DecisionRate rate) {
        this.answers = answers;
        this.gateway = gateway;
        this.rate = rate;
    }

    List<Row> rows() {
        return Stream.of(requests(), system(), policy(), trading())
                .flatMap(List::stream)
                .toList();
    }

    /** Requests to a person, and commands that wait for a second operator. */
    private List<Row> requests() {
        return List.of(
                decision("approve", "APPROVE").by("approved_by").take("comment", "price", "row_hash"),
                new Row("POST", "/api/hitl/{trade_id}/reject", TIGHTENERS, "ApprovalDecision")
                        .with((ask, input) -> decide(ask, input, "REJECT"))
                        .id("trade_id", "tradeId")
                        .by("rejected_by")
                        .reason()
                        .answers(answers::decided),
                new Row("POST", "/api/hitl/{trade_id}/cancel", TIGHTENERS, "ApprovalDecision")
                        .with((ask, input) -> decide(ask, input, "CANCEL"))
                        .id("trade_id", "tradeId")
                        .by("rejected_by")
                        .reason()
                        .answers(answers::decided),
                new Row("POST", "/api/requests/{id}/confirm", OPERATORS, "ConfirmCommand")
                        .id("id", "requestId")
                        .loosens()
                        .answers(answers::plain),
                new Row("POST", "/api/requests/{id}/withdraw", TIGHTENERS, "WithdrawCommand")
                        .id("id", "requestId")
                        .answers(answers::plain));
    }

    /** Modes, recovery, emergency, guardian. */
    private List<Row> system() {
        return List.of(
                new Row("POST", "/api/degradation/force", OPERATORS, "ForceMode")
                        .take("mode", "ttl_seconds")
                        .reason()
                        .loosens(this::isLess)
                        .answers(answers::forced),
                new Row("DELETE", "/api/degradation/force", OPERATORS, "ReleaseOverride")
                        .loosens()
                        .answers(answers::released),
                new Row("POST", "/api/degradation/recovery/start", OPERATORS, "StartRecovery")
                        .take("run_id", "adopt_positions")
                        .with((ask, input) ->
                                orElse(input, "runId", UUID.randomUUID().toString()))
                        .loosens()
                        .answers(answers::started),
                new Row("POST", "/api/degradation/recovery/stage", OPERATORS, "RecoveryStageResult")
                        .take("run_id", "stage", "ok", "detail")
                        .answers(answers::plain),
                new Row("POST", "/api/emergency/stop", TIGHTENERS, "EmergencyStop")
                        .reason()
                        .answers(answers.asGet("/api/emergency", "EmergencyChanged")),
                new Row("POST", "/api/emergency/reset", OPERATORS, "EmergencyReset")
                        .take("accept_open_positions")
                        .reason()
                        .loosens()
                        .answers(answers.asGet("/api/emergency", "EmergencyChanged")),
                new Row("POST", "/api/guardian/lock", TIGHTENERS, "GuardianLock")
                        .reason()
                        .answers(answers.asGet("/api/guardian", "GuardianChanged")),
                new Row("POST", "/api/guardian/unlock", OPERATORS, "GuardianUnlock")
                        .reason()
                        .loosens()
                        .answers(answers.asGet("/api/guardian", "GuardianChanged")));
    }

    /** Policy and lockouts. */
    private List<Row> policy() {
        return List.of(
                new Row("PUT", "/api/admin/trading/approval-config", OPERATORS, "PolicyUpdate")
                        .take("auto_approve_paper", "require_approval_for_live", "approval_timeout_seconds")
                        .alias("approval_timeout_minutes", "approvalTimeoutSeconds")
                        .with(CommandTable::minutes)
                        .loosens(this::isLooserPolicy)
                        .answers(answers.asGet("/api/admin/trading/approval-config", null)),
                new Row("PATCH", "/api/admin/trading/config", OPERATORS, "PolicyUpdate")
                        .take(
                                "allow_new_trades",
                                "hitl_enabled",
                                "auto_approve_paper",
                                "require_approval_for_live",
                                "approval_timeout_seconds",
                                "slippage_max_percent",
                                "trading_mode")
                        .loosens(this::isLooserPolicy)
                        .answers(answers.asGet("/api/admin/trading/config", null)),
                new Row("POST", "/api/admin/trading/lockouts", TIGHTENERS, "LockoutCreate")
                        .take("symbol", "lockout_type")
                        .alias("ticker", "symbol")
                        .alias("duration_minutes", "durationSeconds")
                        .with((ask, input) -> times(input, "durationSeconds", "duration_minutes", MINUTE))
                        .with((ask, input) -> orElse(input, "lockoutType", "manual"))
                        .reason()
                        .answers(answers::lockout),
                new Row("DELETE", "/api/admin/trading/lockouts/{lockout_id}", OPERATORS, "LockoutDelete")
                        .id("lockout_id", "lockoutId")
                        .loosens()
                        .answers(answers::lockout));
    }

    /** Parts of trading. */
    private List<Row> trading() {
        return List.of(
                reasoned("/api/trades/{id}/cancel", "OrderCancel").id("id", "tradeId"),
                reasoned("/api/positions/{symbol}/close", "PositionClose")
                        .symbol()
                        .take("trading_mode")
                        .with((ask, input) -> orElse(input, "tradingMode", "live")),
                new Row("POST", "/api/strategies/{id}/disable", TIGHTENERS, "StrategyDisable")
                        .id("id", "strategyId")
                        .reason()
                        .answers(answers::plain),
                reasoned("/api/strategies/{id}/enable", "StrategyEnable")
                        .id("id", "strategyId")
                        .loosens(),
                new Row("POST", "/api/models/promote", OPERATORS, "ModelPromoted")
                        .take("model_name", "new_version", "old_version")
                        .with((ask, input) -> orElse(input, "oldVersion", ""))
                        .answers(answers::plain),
                reasoned("/api/drawdown/reset", "DrawdownReset").loosens(),
                reasoned("/api/symbols/{symbol}/watch", "SymbolWatch")
                        .symbol()
                        .with((ask, input) -> input.put("watched", true)),
                reasoned("/api/symbols/{symbol}/unwatch", "SymbolWatch")
                        .symbol()
                        .with((ask, input) -> input.put("watched", false))
                        .loosens(),
                reasoned("/api/cash-flows", "CashFlow")
                        .take("flow_id", "amount", "equity_after")
                        .loosens(ask -> ask.body().has("equity_after")
                                || ask.body().path("amount").asText().startsWith("-")));
    }

    private Row decision(final String word, final String decision) {
        return new Row("POST", "/api/hitl/{trade_id}/" + word, OPERATORS, "ApprovalDecision")
                .with((ask, input) -> decide(ask, input, decision))
                .id("trade_id", "tradeId")
                .answers(answers::decided);
    }

    private Row reasoned(final String path, final String type) {
        return new Row("POST", path, OPERATORS, type).reason().answers(answers::plain);
    }

    private void decide(final Ask ask, final ObjectNode input, final String decision) {
        rate.take(ask.caller().operator(), ask.id("trade_id"));
        input.put("decision", decision).put("channel", ask.caller().channel().name());
    }

    private static void orElse(final ObjectNode input, final String key, final String otherwise) {
        if (!input.has(key)) {
            input.put(key, otherwise);
        }
    }

    /** Multiplies a whole number; what is none is left for its reader to refuse. */
    private static void times(final ObjectNode input, final String key, final String name, final int factor) {
        final JsonNode given = input.get(key);
        if (given == null) {
            throw HttpProblem.malformed(name, "missing");
        }
        if (!given.isIntegralNumber() || given.longValue() > Integer.MAX_VALUE / factor || given.longValue() < 1) {
            throw HttpProblem.malformed(name, "a whole number from 1 to " + Integer.MAX_VALUE / factor);
        }
        input.put(key, given.longValue() * factor);
    }

    private static void minutes(final Ask ask, final ObjectNode input) {
        if (ask.body().has("approval_timeout_minutes")) {
            times(input, "approvalTimeoutSeconds", "approval_timeout_minutes", MINUTE);
        }
    }

    /** Whether a forced mode would be less severe than the present one. */
    private boolean isLess(final Ask ask) {
        final String wanted = ask.body().path("mode").asText().toUpperCase(Locale.ROOT);
        for (final SystemMode mode : SystemMode.values()) {
            if (mode != SystemMode.NULL_VAL && mode.name().equals(wanted)) {
                return mode.value() < gateway.mode().value();
            }
        }
        return false;
    }

    /** Whether a policy update makes anything more permissive than it is. */
    private boolean isLooserPolicy(final Ask ask) {
        return answers.isLooser(ask.body());
    }
}
