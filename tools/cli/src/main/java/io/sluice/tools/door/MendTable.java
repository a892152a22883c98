package io.sluice.tools.door;

import static io.sluice.tools.door.Row.flag;
import static io.sluice.tools.door.Row.may;
import static io.sluice.tools.door.Row.must;
import static io.sluice.tools.door.Row.option;
import static io.sluice.tools.door.Row.reason;

import io.sluice.client.PolicyWriter;
import io.sluice.client.Sent;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.TradingMode;
import io.sluice.tools.cli.CommandException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The commands of an operator that end what was stopped, and those that set things right. */
final class MendTable {
    private static final Row.Ask NONE = null;

    static final List<Row> ROWS = List.of(
            new Row(
                    "emergency reset",
                    "Ends an emergency.",
                    List.of(reason(), flag("--accept-open-positions", "Positions that are still open may stay.")),
                    (desk, a) -> "End the emergency"
                            + (a.has("--accept-open-positions") ? ", with positions left open?" : "?"),
                    "--reason 'venue is well again'",
                    (desk, a) -> desk.door().emergencyReset(a.has("--accept-open-positions"), a.text("--reason"))),
            new Row(
                    "guardian unlock",
                    "Ends the guardian's lock.",
                    List.of(reason()),
                    (desk, a) -> "Allow new risk and new requests again?",
                    "--reason 'margin is there'",
                    (desk, a) -> desk.door().guardianUnlock(a.text("--reason"))),
            new Row(
                    "lockout remove",
                    "Ends a lockout before its time.",
                    List.of(must("ID", "The lockout, as in sluice lockouts.")),
                    NONE,
                    "557056",
                    (desk, a) -> desk.door().deleteLockout(a.id("ID"))),
            new Row(
                    "strategy enable",
                    "Takes a strategy's intents again.",
                    List.of(must("N", "The strategy."), reason()),
                    NONE,
                    "7 --reason 'mended'",
                    (desk, a) -> desk.door().enableStrategy(a.strategy("N"), a.text("--reason"))),
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
                    MendTable::policy),
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

    private MendTable() {}

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
