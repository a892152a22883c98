package io.sluice.json;

import io.sluice.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an outcome is about, for an audit log and for a log of lines: one row for each type. Severity, event name and
 * sentence are those of {@link Sentences}.
 *
 * @param type     of the outcome.
 * @param target   what it is about.
 * @param targetId field that names it; empty: there is one such thing only.
 * @param previous field of the state before; empty for none.
 * @param next     field of the state after, which is the result; empty for none.
 * @param code     field of the code; empty for none.
 * @param isAudit  whether an audit log has it: what a person asks about later.
 * @param logged   which outcomes of the type give a line.
 */
public record Subject(
        String type,
        String target,
        String targetId,
        String previous,
        String next,
        String code,
        boolean isAudit,
        Logged logged) {
    /** Which outcomes of a type give a line. */
    public enum Logged {
        ALL,
        /** None of severity info: those come by the thousand and say that all is well. */
        WARNINGS,
        NONE
    }

    private static final List<Subject> ALL = List.of(
            line("Decision", "intent", "intentId", "verdict", "code", Logged.WARNINGS),
            new Subject("TradeTransition", "trade", "tradeId", "from", "to", "reason", true, Logged.NONE),
            audit("ApprovalCreated", "approval", "id", "", "status", ""),
            audit("ApprovalDecided", "approval", "id", "", "status", ""),
            audit("ApprovalExpired", "approval", "id", "", "status", ""),
            audit("ApprovalRestored", "approval", "id", "", "status", ""),
            line("MarketSnapshot", "approval", "tradeId", "", "", Logged.ALL),
            audit("ModeChanged", "mode", "", "fromMode", "toMode", "reasonCode"),
            audit("RecoveryProgress", "recovery", "runId", "", "result", ""),
            line("RecoverySummary", "recovery", "", "", "", Logged.ALL),
            audit("ComponentChanged", "component", "source", "fromLevel", "toLevel", "reasonCode"),
            audit("DrawdownBreach", "drawdown", "level", "", "", ""),
            audit("EmergencyChanged", "emergency", "", "", "phase", "reasonCode"),
            line("ClosePosition", "command", "commandId", "", "", Logged.ALL),
            line("CancelOrder", "command", "commandId", "", "", Logged.ALL),
            audit("BookAdjusted", "position", "symbol", "fromQuantity", "toQuantity", ""),
            audit("BookDiffers", "position", "symbol", "", "phase", ""),
            audit("PolicyChanged", "policy", "field", "oldValue", "newValue", ""),
            audit("GuardianChanged", "guardian", "", "", "locked", ""),
            audit("LockoutChanged", "lockout", "lockoutId", "", "phase", ""),
            line("SizingAdjusted", "intent", "intentId", "reason", "", Logged.ALL),
            audit("ModelChanged", "model", "modelName", "oldVersion", "newVersion", ""),
            audit("DeepLinkChanged", "link", "tradeId", "", "phase", "code"),
            audit("CommandRequested", "request", "requestId", "", "", ""),
            audit("CommandResult", "command", "command", "", "accepted", "code"),
            audit("SecurityAlert", "security", "tradeId", "", "", "code"),
            audit("CashFlowed", "account", "flowId", "", "", ""),
            audit("SymbolWatchChanged", "symbol", "symbol", "", "watched", ""),
            audit("StrategyChanged", "strategy", "strategyId", "", "phase", "code"),
            audit("ClientSeen", "client", "clientId", "", "phase", "code"));

    private static final Map<Integer, Subject> BY_ID = ALL.stream()
            .collect(Collectors.toMap(row -> Schema.message(row.type).id(), Function.identity()));

    private static Subject audit(
            final String type,
            final String target,
            final String targetId,
            final String previous,
            final String next,
            final String code) {
        return new Subject(type, target, targetId, previous, next, code, true, Logged.ALL);
    }

    private static Subject line(
            final String type,
            final String target,
            final String targetId,
            final String next,
            final String code,
            final Logged logged) {
        return new Subject(type, target, targetId, "", next, code, false, logged);
    }

    /** Every row. */
    public static List<Subject> all() {
        return ALL;
    }

    /** The row of a message; null if it is no outcome. */
    public static Subject of(final int templateId) {
        return BY_ID.get(templateId);
    }
}
