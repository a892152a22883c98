package io.sluice.tools.door;

import static io.sluice.tools.door.Row.may;
import static io.sluice.tools.door.Row.must;
import static io.sluice.tools.door.Row.reason;

import io.sluice.client.Sent;
import io.sluice.codec.LockoutType;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.control.view.View;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.CommandException;
import java.util.List;
import java.util.Map;

/** The commands of an operator that stop something or take it back to be safe. */
final class StopTable {
    private static final Row.Ask NONE = null;
    private static final int SECONDS = 60;
    private static final int LOCKOUT_MINUTES = 60;
    private static final int FORCE_SECONDS = 300;

    static final List<Row> ROWS = List.of(
            new Row(
                    "emergency stop",
                    "Cancels orders, closes positions, blocks new trades.",
                    List.of(reason()),
                    (desk, a) -> "Stop everything and go flat?",
                    "--reason 'venue misbehaves'",
                    (desk, a) -> desk.door().emergencyStop(a.text("--reason"))),
            new Row(
                    "guardian lock",
                    "Rejects held orders and blocks new risk.",
                    List.of(reason()),
                    NONE,
                    "--reason 'margin call'",
                    (desk, a) -> desk.door().guardianLock(a.text("--reason"))),
            new Row(
                    "force",
                    "Forces a mode for a while, or ends that: force end.",
                    List.of(
                            must("MODE", "normal, degraded, safe_mode, safe_mode_disconnected, halt; or end."),
                            may("--reason", "TEXT", "Why; needed unless it ends."),
                            may("--ttl", "SECONDS", "For how long (300).")),
                    (desk, a) -> isLessSevere(desk, a) ? "Force the less severe mode " + a.text("MODE") + "?" : null,
                    "safe_mode --reason 'odd fills' --ttl 600",
                    StopTable::force),
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
                    "strategy disable",
                    "Takes no more new risk from a strategy.",
                    List.of(must("N", "The strategy."), reason()),
                    NONE,
                    "7 --reason 'loops'",
                    (desk, a) -> desk.door().disableStrategy(a.strategy("N"), a.text("--reason"))),
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
                    (desk, a) -> desk.door().closePosition(a.text("SYMBOL"), mode(a), a.text("--reason"))));

    private StopTable() {}

    private static int minutes(final Args a) {
        final int minutes = a.count("--minutes");
        if (minutes > Integer.MAX_VALUE / SECONDS) {
            throw CommandException.usage("--minutes: at most " + Integer.MAX_VALUE / SECONDS);
        }
        return minutes;
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
}
