package io.sluice.tools.door;

import static io.sluice.tools.door.Row.flag;
import static io.sluice.tools.door.Row.may;
import static io.sluice.tools.door.Row.must;
import static io.sluice.tools.door.Row.option;
import static io.sluice.tools.door.Row.reason;

import io.sluice.client.PolicyWriter;
import io.sluice.client.Sent;
import io.sluice.codec.LockoutType;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.control.view.View;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.CommandException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The commands of operators, one row each (SPEC X-10): names, arguments, what is asked first, what is sent. */
final class Table {
    private static final Row.Ask NONE = null;
    private static final int SECONDS = 60;
    private static final int LOCKOUT_MINUTES = 60;
    private static final int FORCE_SECONDS = 300;

    static final List<Row> ROWS = List.of(
            new Row(
                    "approve",
                    "Approves a held order; prints it first.",
                    List.of(must("ID", "Trade of the request."), may("--comment", "TEXT", "Anything to record.")),
                    NONE,
                    "548864 --comment 'as agreed'",
                    (desk, a) -> {
                        final byte[] hash = desk.showRequest(a.id("ID"));
                        return hash == null
                                ? desk.door().approve(a.id("ID"), a.text("--comment"))
                                : desk.door().approve(a.id("ID"), hash, a.text("--comment"));
                    }),
            new Row(
                    "reject",
                    "Rejects a held order.",
                    List.of(must("ID", "Trade of the request."), reason()),
                    NONE,
                    "548864 --reason 'too large'",
                    (desk, a) -> desk.door().reject(a.id("ID"), a.text("--reason"))),
            new Row(
                    "cancel-request",
                    "Takes a held order back.",
                    List.of(must("ID", "Trade of the request."), may("--reason", "TEXT", "Why.")),
                    NONE,
                    "548864",
                    (desk, a) -> desk.door().cancelRequest(a.id("ID"), a.text("--reason"))),
            new Row(
                    "confirm",
                    "Confirms another operator's command; shows it whole.",
                    List.of(must("ID", "The waiting request, as in sluice confirmations.")),
                    (desk, a) -> {
                        desk.show(
                                desk.row(View.REQUESTS, "requestId", a.text("ID")),
                                "command",
                                "operatorId",
                                "loosens",
                                "input",
                                "requestedAt",
                                "expiresAt",
                                "state");
                        return "Confirm request " + a.text("ID") + "?";
                    },
                    "565248 --as bob",
                    (desk, a) -> desk.door().confirm(a.id("ID"))),
            new Row(
                    "withdraw",
                    "Takes back a command that waits for a second operator.",
                    List.of(must("ID", "The waiting request.")),
                    NONE,
                    "565248",
                    (desk, a) -> desk.door().withdraw(a.id("ID"))),
            new Row(
                    "emergency stop",
                    "Cancels orders, closes positions, blocks new trades.",
                    List.of(reason()),
                    (desk, a) -> "Stop everything and go flat?",
                    "--reason 'venue misbehaves'",
                    (desk, a) -> desk.door().emergencyStop(a.text("--reason"))),
            new Row(
                    "emergency reset",
                    "Ends an emergency.",
                    List.of(reason(), flag("--accept-open-positions", "Positions that are still open may stay.")),
                    (desk, a) -> "End the emergency"
                            + (a.has("--accept-open-positions") ? ", with positions left open?" : "?"),
                    "--reason 'venue is well again'",
                    (desk, a) -> desk.door().emergencyReset(a.has("--accept-open-positions"), a.text("--reason"))),
            new Row(
                    "guardian lock",
                    "Rejects held orders and blocks new risk.",
                    List.of(reason()),
                    NONE,
                    "--reason 'margin call'",
                    (desk, a) -> desk.door().guardianLock(a.text("--reason"))),
            new Row(
                    "guardian unlock",
                    "Ends the guardian's lock.",
                    List.of(reason()),
                    (desk, a) -> "Allow new risk and new requests again?",
                    "--reason 'margin is there'",
                    (desk, a) -> desk.door().guardianUnlock(a.text("--reason"))),
            new Row(
                    "force",
                    "Forces a mode for a while, or ends that: force end.",
                    List.of(
                            must("MODE", "normal, degraded, safe_mode, safe_mode_disconnected, halt; or end."),
                            may("--reason", "TEXT", "Why; needed unless it ends."),
                            may("--ttl", "SECONDS", "For how long (300).")),
                    (desk, a) -> isLessSevere(desk, a) ? "Force the less severe mode " + a.text("MODE") + "?" : null,
                    "safe_mode --reason 'odd fills' --ttl 600",
                    Table::force),
            new Row(
                    "lockout add",
                    "Locks a symbol out for a time.",
                    List.of(
                            must("SYMBOL", "The symbol."),
                            reason(),
                            may("--minutes", "N", "For how long (60)."),
                            may("--type", "TYPE", "manual or news_shock.")),
                    NONE,
                    "BTCUSD --reason 'news' --minutes 30",
                    (desk, a) -> desk.door()
                            .createLockout(
                                    a.text("SYMBOL"),
                                    SECONDS * (a.has("--minutes") ? minutes(a) : LOCKOUT_MINUTES),
                                    a.choice("--type", "LockoutType", v -> LockoutType.get((short) v)),
                                    a.text("--reason"))),
            new Row(
                    "lockout remove",
                    "Ends a lockout before its time.",
                    List.of(must("ID", "The lockout, as in sluice lockouts.")),
                    NONE,
                    "557056",
                    (desk, a) -> desk.door().deleteLockout(a.id("ID"))),
            new Row(
                    "strategy disable",
                    "Takes no more new risk from a strategy.",
                    List.of(must("N", "The strategy."), reason()),
                    NONE,
                    "7 --reason 'loops'",
                    (desk, a) -> desk.door().disableStrategy(strategy(a), a.text("--reason"))),
            new Row(
                    "strategy enable",
                    "Takes a strategy's intents again.",
                    List.of(must("N", "The strategy."), reason()),
                    NONE,
                    "7 --reason 'mended'",
                    (desk, a) -> desk.door().enableStrategy(strategy(a), a.text("--reason"))),
            new Row(
                    "cancel-order",
                    "Cancels the order of a trade.",
                    List.of(must("TRADE", "The trade."), reason()),
                    NONE,
                    "548864 --reason 'stale'",
                    (desk, a) -> desk.door().cancelOrder(a.id("TRADE"), a.text("--reason"))),
            new Row(
                    "close",
                    "Closes a position.",
                    List.of(
                            must("SYMBOL", "The symbol."),
                            reason(),
                            may("--mode", "MODE", "live (unless said) or paper.")),
                    NONE,
                    "BTCUSD --reason 'end of day'",
                    (desk, a) -> desk.door().closePosition(a.text("SYMBOL"), mode(a), a.text("--reason"))),
            new Row(
                    "recovery start",
                    "Starts a recovery, also out of halt.",
                    List.of(
                            may("--run", "NAME", "Name of the run, used once. Without it a new one."),
                            flag("--adopt-positions", "The next position report becomes the book.")),
                    (desk, a) -> a.has("--adopt-positions")
                            ? "Start a recovery that takes over what the broker reports?"
                            : "Start a recovery?",
                    "",
                    (desk, a) -> desk.door()
                            .startRecovery(
                                    a.has("--run")
                                            ? a.text("--run")
                                            : UUID.randomUUID().toString(),
                                    a.has("--adopt-positions"))),
            new Row(
                    "recovery stage",
                    "Says how a stage of the recovery went.",
                    List.of(
                            must("STAGE", "connect_broker, catchup_marketdata, verify_risk or ready."),
                            must("RESULT", "ok or failed."),
                            may("--detail", "TEXT", "Anything to record.")),
                    NONE,
                    "verify_risk ok",
                    (desk, a) -> desk.door()
                            .stageResult(
                                    a.choice("STAGE", "RecoveryStage", v -> RecoveryStage.get((short) v)),
                                    a.either("RESULT", "ok", "failed"),
                                    null,
                                    a.text("--detail"))),
            new Row(
                    "drawdown reset",
                    "Measures the drawdown from the present equity on.",
                    List.of(reason()),
                    (desk, a) -> "Measure the drawdown from the present equity on?",
                    "--reason 'new month'",
                    (desk, a) -> desk.door().resetDrawdown(a.text("--reason"))),
            new Row(
                    "symbol watch",
                    "Puts a symbol back into the freshness rules.",
                    List.of(must("SYMBOL", "The symbol."), reason()),
                    NONE,
                    "BTCUSD --reason 'trades again'",
                    (desk, a) -> desk.door().watchSymbol(a.text("SYMBOL"), true, a.text("--reason"))),
            new Row(
                    "symbol unwatch",
                    "Takes a symbol out of the freshness rules.",
                    List.of(must("SYMBOL", "The symbol."), reason()),
                    NONE,
                    "OLDUSD --reason 'delisted'",
                    (desk, a) -> desk.door().watchSymbol(a.text("SYMBOL"), false, a.text("--reason"))),
            new Row(
                    "cash-flow",
                    "Money came in or left: no profit and no loss.",
                    List.of(
                            must("AMOUNT", "Below 0 for a withdrawal."),
                            option("--id", "ID", "Name of the flow: it counts once."),
                            reason(),
                            may("--equity-after", "AMOUNT", "Equity after it, where it is known.")),
                    NONE,
                    "2500 --id march-1 --reason deposit",
                    (desk, a) -> desk.door()
                            .cashFlow(
                                    a.text("--id"),
                                    a.decimal("AMOUNT"),
                                    a.decimal("--equity-after"),
                                    a.text("--reason"))),
            new Row(
                    "policy set",
                    "Changes policy; only what is named.",
                    List.of(must("KEY=VALUE", "As allowNewTrades=false; several, separated by commas.")),
                    NONE,
                    "autoApprovePaper=false,approvalTimeoutSeconds=120",
                    Table::policy),
            new Row(
                    "promote",
                    "Promotes a version of a model.",
                    List.of(
                            must("MODEL", "The model."),
                            may("--from", "OLD", "The version before; nothing if there was none."),
                            option("--to", "NEW", "The new version.")),
                    NONE,
                    "momentum --from 1 --to 2",
                    (desk, a) -> desk.door()
                            .promoteModel(a.text("MODEL"), a.text("--to"), a.has("--from") ? a.text("--from") : "")));

    private static final Set<String> DECIDE = Set.of("approve", "reject", "cancel-request", "confirm", "withdraw");
    private static final Set<String> MEND = Set.of("recovery", "drawdown", "symbol", "cash-flow", "policy", "promote");

    private Table() {}

    /** Group of the help that a command belongs to: those that stop and those that undo that share a word. */
    static String group(final String first) {
        return DECIDE.contains(first) ? "decide" : MEND.contains(first) ? "mend" : "stop";
    }

    private static int minutes(final Args a) {
        final int minutes = a.count("--minutes");
        if (minutes > Integer.MAX_VALUE / SECONDS) {
            throw CommandException.usage("--minutes: at most " + Integer.MAX_VALUE / SECONDS);
        }
        return minutes;
    }

    private static int strategy(final Args a) {
        final long id = a.id("N");
        if (id > Integer.MAX_VALUE) {
            throw CommandException.usage("N: no strategy has the number " + id);
        }
        return (int) id;
    }

    private static TradingMode mode(final Args a) {
        final TradingMode mode = a.choice("--mode", "TradingMode", v -> TradingMode.get((short) v));
        return mode == null ? TradingMode.LIVE : mode;
    }

    private static Sent force(final Desk desk, final Args a) {
        if (a.text("MODE").equals("end")) {
            return desk.door().releaseOverride();
        }
        if (!a.has("--reason")) {
            throw CommandException.usage("--reason: must say why");
        }
        return desk.door()
                .forceMode(
                        a.choice("MODE", "SystemMode", v -> SystemMode.get((short) v)),
                        a.has("--ttl") ? a.count("--ttl") : FORCE_SECONDS,
                        a.text("--reason"));
    }

    private static boolean isLessSevere(final Desk desk, final Args a) {
        final Map<String, String> status = a.text("MODE").equals("end") ? null : desk.row(View.STATUS, "seq", null);
        final int now = status == null ? 0 : Schema.values("SystemMode").value(status.get("mode"));
        return !a.text("MODE").equals("end") && Schema.values("SystemMode").value(a.text("MODE")) < now;
    }

    private static Sent policy(final Desk desk, final Args a) {
        final PolicyWriter policy = desk.door().policy();
        for (final String each : a.text("KEY=VALUE").split(",")) {
            final String[] parts = each.strip().split("=", 2);
            final Args one = new Args(Map.of(parts[0], parts.length == 2 ? parts[1] : ""));
            switch (parts[0]) {
                case "allowNewTrades" -> policy.allowNewTrades(one.either(parts[0], "true", "false"));
                case "hitlEnabled" -> policy.hitlEnabled(one.either(parts[0], "true", "false"));
                case "autoApprovePaper" -> policy.autoApprovePaper(one.either(parts[0], "true", "false"));
                case "requireApprovalForLive" -> policy.requireApprovalForLive(one.either(parts[0], "true", "false"));
                case "approvalTimeoutSeconds" -> policy.approvalTimeoutSeconds(one.count(parts[0]));
                case "slippageMaxPercent" -> policy.slippageMaxPercent(one.decimal(parts[0]));
                case "tradingMode" -> policy.tradingMode(
                        one.choice(parts[0], "TradingMode", v -> TradingMode.get((short) v)));
                default -> throw CommandException.usage("no policy " + parts[0] + "; there are allowNewTrades, "
                        + "hitlEnabled, autoApprovePaper, requireApprovalForLive, approvalTimeoutSeconds, "
                        + "slippageMaxPercent, tradingMode");
            }
        }
        return policy.send();
    }
}
