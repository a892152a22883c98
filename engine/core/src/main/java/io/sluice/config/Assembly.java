package io.sluice.config;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.TradingMode;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.ControlConfig.OwnLimits;
import io.sluice.control.config.ControlConfig.OwnTolerance;
import io.sluice.control.config.ControlConfig.SymbolLimits;
import java.nio.file.Path;
import java.util.List;

/** Puts sound settings into the records that the rest of Sluice reads. */
final class Assembly {
    private Assembly() {}

    static ControlConfig control(final MergedSettings s) {
        return new ControlConfig(
                new ControlConfig.Hitl(
                        s.flag("hitl.enabled"),
                        s.number("hitl.timeout"),
                        s.number("hitl.slippage-max-percent"),
                        s.list("hitl.allowed-operators", String.class),
                        s.flag("hitl.auto-approve-paper"),
                        s.flag("hitl.require-approval-for-live")),
                new ControlConfig.Operators(s.flag("operators.four-eyes"), s.number("operators.request-ttl")),
                new ControlConfig.Override(
                        s.number("override.min-ttl"),
                        s.number("override.max-ttl"),
                        s.number("override.default-ttl"),
                        s.flag("override.critical-breaks")),
                s.value("trading.mode", TradingMode.class),
                s.number("decision.valid"),
                health(s),
                recovery(s),
                drawdown(s),
                new ControlConfig.Emergency(
                        s.number("emergency.retry"),
                        s.count("emergency.max-retries"),
                        s.number("emergency.slow-retry")),
                new ControlConfig.Sizing(
                        s.number("sizing.q-epsilon"),
                        s.number("sizing.fallback-multiplier"),
                        s.number("sizing.fallback-leverage"),
                        s.number("sizing.high-max-leverage"),
                        s.number("sizing.max-leverage")),
                s.flag("models.stale-action"),
                s.number("strategy.heartbeat-timeout"),
                new ControlConfig.Lockout(
                        s.number("lockout.default-duration"),
                        s.count("lockout.cooldown-losses"),
                        s.number("lockout.cooldown")),
                limits(s),
                new ControlConfig.Reconcile(
                        s.number("reconcile.tolerance"),
                        s.tolerances().stream()
                                .map(symbol -> new OwnTolerance(symbol, s.number(Keys.tolerancePath(symbol))))
                                .toList()),
                s.flag("orders.foreign"),
                new ControlConfig.Instruments(
                        s.flag("instruments.strict"),
                        s.list("instruments.known", String.class),
                        s.list("instruments.signed", String.class)),
                new ControlConfig.Outlets(s.list("sinks.required", String.class), s.flag("notify.required")),
                new ControlConfig.Capacity(
                        s.count("capacity.symbols"),
                        s.count("capacity.trades"),
                        s.count("capacity.pending"),
                        s.count("capacity.lockouts"),
                        s.count("capacity.strategies"),
                        s.count("capacity.decisions-per-strategy"),
                        s.count("capacity.history")));
    }

    static EngineConfig engine(final MergedSettings s) {
        return new EngineConfig(
                new EngineConfig.Pipeline(
                        s.count("pipeline.ring-size"),
                        s.value("pipeline.wait-strategy", EngineConfig.WaitStrategy.class),
                        s.number("pipeline.fallback-log-max-size"),
                        s.number("pipeline.warm-up"),
                        s.number("pipeline.keep-warm")),
                new EngineConfig.Journal(
                        Path.of(s.value("journal.dir", String.class)),
                        nameOrNull(s.value("journal.readers", String.class)),
                        s.value("journal.sync", EngineConfig.Sync.class),
                        s.number("journal.sync-interval"),
                        s.count("journal.max-record"),
                        s.count("journal.retention.days")),
                new EngineConfig.Seal(
                        pathOrNull(s.value("journal.seal.key", String.class)),
                        s.number("journal.seal.records"),
                        s.number("journal.seal.interval")),
                new EngineConfig.Snapshot(s.number("snapshot.records"), s.number("snapshot.interval")),
                door(s),
                s.number("client.engine-timeout"));
    }

    static ServeConfig serve(final MergedSettings s) {
        return new ServeConfig(
                pathOrNull(s.value("serve.dir", String.class)),
                s.number("sinks.lag-degrade"),
                s.number("sinks.lag-safe"),
                new ServeConfig.Mirror(
                        s.value("mirror.url", String.class), pathOrNull(s.value("mirror.password-file", String.class))),
                notifier(s),
                http(s),
                new ServeConfig.Metrics(ListenAddress.parse(s.value("metrics.listen", String.class))),
                new ServeConfig.Log(
                        pathOrNull(s.value("log.file", String.class)),
                        s.flag("log.format"),
                        s.number("log.max-size"),
                        s.count("log.keep")));
    }

    private static ServeConfig.Http http(final MergedSettings s) {
        return new ServeConfig.Http(
                s.value("http.bind", String.class),
                s.value("http.public-url", String.class),
                s.list("http.allowed-origins", String.class),
                s.list("http.behind-proxy", String.class),
                s.value("http.probe-bind", String.class),
                pathOrNull(s.value("http.keystore", String.class)),
                pathOrNull(s.value("http.keystore-password-file", String.class)),
                s.number("http.session-idle"),
                s.number("http.session-max"),
                s.number("http.confirm"));
    }

    private static ServeConfig.Notify notifier(final MergedSettings s) {
        return new ServeConfig.Notify(
                s.list("notify.rules", ServeConfig.NotifyRule.class),
                new ServeConfig.Discord(
                        pathOrNull(s.value("notify.discord.token-file", String.class)),
                        s.value("notify.discord.channel", String.class),
                        s.list("notify.discord.operators", ServeConfig.ChatOperator.class),
                        s.value("notify.discord.buttons", ServeConfig.Buttons.class),
                        s.value("notify.discord.api-url", String.class)),
                new ServeConfig.Telegram(
                        pathOrNull(s.value("notify.telegram.token-file", String.class)),
                        s.value("notify.telegram.chat", String.class),
                        s.list("notify.telegram.operators", ServeConfig.ChatOperator.class),
                        s.value("notify.telegram.buttons", ServeConfig.Buttons.class),
                        s.value("notify.telegram.api-url", String.class)),
                new ServeConfig.Webhook(
                        s.value("notify.webhook.url", String.class),
                        pathOrNull(s.value("notify.webhook.key-file", String.class)),
                        s.value("notify.webhook.ping", String.class)));
    }

    private static String nameOrNull(final String name) {
        return name.isEmpty() ? null : name;
    }

    private static EngineConfig.Door door(final MergedSettings s) {
        return new EngineConfig.Door(
                s.flag("door.enabled"),
                pathOrNull(s.value("door.path", String.class)),
                s.list("door.grants", Grant.class),
                Path.of(s.value("door.shm-dir", String.class)),
                s.count("door.max-clients"),
                s.count("door.max-frame"),
                s.count("door.ring-size"),
                s.number("door.heartbeat"),
                s.number("door.silence"),
                s.count("door.per-turn"),
                s.value("door.wait-strategy", EngineConfig.WaitStrategy.class),
                s.flag("strategy.cancel-on-disconnect"));
    }

    private static Path pathOrNull(final String path) {
        return path.isEmpty() ? null : Path.of(path);
    }

    private static ControlConfig.Health health(final MergedSettings s) {
        return new ControlConfig.Health(
                Components.bits(s.list("health.required", ComponentSource.class)),
                s.number("health.component-ttl"),
                s.count("health.fail-threshold-count"),
                s.number("health.fail-threshold"),
                s.flag("health.unknown-on-ttl-expiry"),
                s.flag("health.alert-on-unstable"),
                s.number("health.broker-timeout"),
                s.number("health.market-data-stale"),
                s.number("health.quote-stale"),
                s.number("health.risk-timeout"),
                s.count("health.risk-timeout-count"),
                s.number("health.position-stale"));
    }

    private static ControlConfig.Recovery recovery(final MergedSettings s) {
        return new ControlConfig.Recovery(
                s.number("recovery.stable"),
                s.number("recovery.min-safe-mode"),
                s.count("recovery.max-attempts"),
                s.number("recovery.backoff-base"),
                s.flag("recovery.auto-to-normal"),
                s.number("recovery.stage-timeout"),
                s.number("recovery.reconcile-grace"));
    }

    private static ControlConfig.Drawdown drawdown(final MergedSettings s) {
        return new ControlConfig.Drawdown(
                s.number("drawdown.soft-percent"),
                s.number("drawdown.hard-percent"),
                s.value("drawdown.soft-action", ControlConfig.SoftAction.class),
                s.value("drawdown.window", ControlConfig.Window.class),
                s.number("drawdown.day-start"),
                s.number("drawdown.suspect-step-percent"),
                s.number("drawdown.suspect-confirm"),
                s.number("drawdown.equity-stale"));
    }

    private static ControlConfig.Limits limits(final MergedSettings s) {
        final List<OwnLimits> symbols = s.symbols().stream()
                .map(symbol -> new OwnLimits(symbol, symbolLimits(s, symbol)))
                .toList();
        return new ControlConfig.Limits(
                symbolLimits(s, null),
                symbols,
                s.count("limits.rate.per-strategy"),
                s.count("limits.rate.overall"),
                s.count("limits.rate.burst"),
                s.count("limits.repeat.count"),
                s.number("limits.repeat.window"),
                s.number("limits.daily-loss"));
    }

    private static SymbolLimits symbolLimits(final MergedSettings s, final String symbol) {
        return new SymbolLimits(
                symbolLimit(s, symbol, "max-order-quantity"),
                symbolLimit(s, symbol, "max-order-notional"),
                symbolLimit(s, symbol, "collar-percent"),
                symbolLimit(s, symbol, "max-position"),
                Math.toIntExact(symbolLimit(s, symbol, "max-open-orders")),
                symbolLimit(s, symbol, "max-close-quantity"));
    }

    /** The symbol's own limit, or where it has none the default. */
    private static long symbolLimit(final MergedSettings s, final String symbol, final String name) {
        final String own = symbol == null ? null : Keys.symbolPath(symbol, name);
        return s.number(own != null && s.setting(own) != null ? own : "limits.default." + name);
    }
}
