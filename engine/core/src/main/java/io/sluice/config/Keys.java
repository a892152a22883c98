package io.sluice.config;

import static io.sluice.config.Units.DAY;
import static io.sluice.config.Units.E8;
import static io.sluice.config.Units.GB;
import static io.sluice.config.Units.HOUR;
import static io.sluice.config.Units.KB;
import static io.sluice.config.Units.MB;
import static io.sluice.config.Units.MS;
import static io.sluice.config.Units.SECOND;
import static io.sluice.config.ValueType.amount;
import static io.sluice.config.ValueType.choice;
import static io.sluice.config.ValueType.count;
import static io.sluice.config.ValueType.decimal;
import static io.sluice.config.ValueType.duration;
import static io.sluice.config.ValueType.flag;
import static io.sluice.config.ValueType.listOf;
import static io.sluice.config.ValueType.orOff;
import static io.sluice.config.ValueType.percent;
import static io.sluice.config.ValueType.powerOfTwo;
import static io.sluice.config.ValueType.seconds;
import static io.sluice.config.ValueType.size;

import com.typesafe.config.ConfigUtil;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.TradingMode;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.ControlConfig.SoftAction;
import io.sluice.control.config.ControlConfig.SymbolLimits;
import io.sluice.control.config.ControlConfig.Window;
import io.sluice.schema.EnumSpec;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of keys (SPEC O-5), in the order in which they are shown. Defaults are in {@code sluice-reference.conf}.
 */
final class Keys {
    /** Limits of one symbol: {@code limits.default.X} and {@code limits.symbols.SYM.X}. */
    private static final Map<String, SymbolLimit> SYMBOL_LIMITS = new LinkedHashMap<>();

    private static final Map<String, Key> ALL = new LinkedHashMap<>();
    private static final String SYMBOLS = "limits.symbols";
    private static final String TOLERANCE = "reconcile.tolerance";
    private static final String TOLERANCES = "reconcile.symbols";
    private static final int MAX_COUNT = 1_000_000;
    private static final Pattern SECRET =
            Pattern.compile("(?i)(password|passwd|secret|token|credential|key)(?![a-z-]*-file)");

    private record SymbolLimit(ValueType type, Function<SymbolLimits, Object> value) {}

    static {
        symbolLimit("max-order-quantity", amount(), SymbolLimits::maxOrderQuantityE8);
        symbolLimit("max-order-notional", amount(), SymbolLimits::maxOrderNotionalE8);
        symbolLimit("collar-percent", percent(), SymbolLimits::collarPercentE8);
        symbolLimit("max-position", amount(), SymbolLimits::maxPositionE8);
        symbolLimit("max-open-orders", count(1, MAX_COUNT), SymbolLimits::maxOpenOrders);
        symbolLimit("max-close-quantity", amount(), SymbolLimits::maxCloseQuantityE8);
        humans();
        health();
        risk();
        limits();
        capacity();
        place();
        serve();
        door();
    }

    private Keys() {}

    private static void humans() {
        key("hitl.enabled", flag(), c -> c.hitl().enabled());
        key("hitl.timeout", seconds(SECOND, 7 * DAY), c -> c.hitl().timeoutNs());
        key("hitl.slippage-max-percent", percent(), c -> c.hitl().slippageMaxPercentE8());
        key("hitl.allowed-operators", listOf(ValueType.name()), c -> c.hitl().allowedOperators());
        key("hitl.auto-approve-paper", flag(), c -> c.hitl().autoApprovePaper());
        key("hitl.require-approval-for-live", flag(), c -> c.hitl().requireApprovalForLive());
        key("operators.four-eyes", flag(), c -> c.operators().fourEyes());
        key("operators.request-ttl", duration(SECOND, 7 * DAY), c -> c.operators()
                .requestTtlNs());
        key("override.min-ttl", seconds(SECOND, 7 * DAY), c -> c.override().minTtlNs());
        key("override.max-ttl", seconds(SECOND, 7 * DAY), c -> c.override().maxTtlNs());
        key("override.default-ttl", seconds(SECOND, 7 * DAY), c -> c.override().defaultTtlNs());
        key("override.critical-breaks", flag(), c -> c.override().criticalBreaks());
        final ValueType mode = choice(TradingMode.LIVE, TradingMode.PAPER, TradingMode.DISABLED);
        key("trading.mode", mode, ControlConfig::tradingMode);
        key("decision.valid", duration(MS, DAY), ControlConfig::decisionValidNs);
    }

    private static void health() {
        key(
                "health.required",
                listOf(component()),
                c -> Components.ofBits(c.health().required()));
        key("health.component-ttl", duration(MS, DAY), c -> c.health().componentTtlNs());
        key("health.fail-threshold-count", count(1, 1000), c -> c.health().failThresholdCount());
        key("health.fail-threshold", duration(MS, DAY), c -> c.health().failThresholdNs());
        key("health.unknown-on-ttl-expiry", flag(), c -> c.health().unknownOnTtlExpiry());
        key("health.alert-on-unstable", flag(), c -> c.health().alertOnUnstable());
        key("health.broker-timeout", duration(MS, DAY), c -> c.health().brokerTimeoutNs());
        key("health.market-data-stale", duration(MS, DAY), c -> c.health().marketDataStaleNs());
        key("health.quote-stale", duration(MS, DAY), c -> c.health().quoteStaleNs());
        key("health.risk-timeout", duration(MS, DAY), c -> c.health().riskTimeoutNs());
        key("health.risk-timeout-count", count(1, 1000), c -> c.health().riskTimeoutCount());
        key("health.position-stale", duration(MS, DAY), c -> c.health().positionStaleNs());
        key("recovery.stable", duration(MS, DAY), c -> c.recovery().stableNs());
        key("recovery.min-safe-mode", duration(MS, DAY), c -> c.recovery().minSafeModeNs());
        // 2^15 hours of backoff still fit into a time in nanoseconds
        key("recovery.max-attempts", count(1, 16), c -> c.recovery().maxAttempts());
        key("recovery.backoff-base", duration(MS, HOUR), c -> c.recovery().backoffBaseNs());
        key("recovery.auto-to-normal", flag(), c -> c.recovery().autoToNormal());
        key("recovery.stage-timeout", duration(MS, DAY), c -> c.recovery().stageTimeoutNs());
        key("recovery.reconcile-grace", duration(MS, DAY), c -> c.recovery().reconcileGraceNs());
    }

    private static void risk() {
        key("drawdown.soft-percent", percent(), c -> c.drawdown().softPercentE8());
        key("drawdown.hard-percent", percent(), c -> c.drawdown().hardPercentE8());
        key("drawdown.soft-action", choice(SoftAction.values()), c -> c.drawdown()
                .softAction());
        key("drawdown.window", choice(Window.values()), c -> c.drawdown().window());
        key("drawdown.day-start", ValueType.timeOfDay(), c -> c.drawdown().dayStartNs());
        key("drawdown.suspect-step-percent", decimal(1, 10_000 * E8), c -> c.drawdown()
                .suspectStepPercentE8());
        key("drawdown.suspect-confirm", duration(MS, DAY), c -> c.drawdown().suspectConfirmNs());
        key("drawdown.equity-stale", duration(MS, DAY), c -> c.drawdown().equityStaleNs());
        key("emergency.retry", duration(MS, HOUR), c -> c.emergency().retryNs());
        key("emergency.max-retries", count(1, 1000), c -> c.emergency().maxRetries());
        key("emergency.slow-retry", duration(MS, DAY), c -> c.emergency().slowRetryNs());
        key("sizing.q-epsilon", decimal(0, 1_000_000 * E8), c -> c.sizing().qEpsilonE8());
        key("sizing.fallback-multiplier", decimal(1, E8), c -> c.sizing().fallbackMultiplierE8());
        key("sizing.fallback-leverage", decimal(1, 1000 * E8), c -> c.sizing().fallbackLeverageE8());
        key("sizing.high-max-leverage", decimal(1, 1000 * E8), c -> c.sizing().highMaxLeverageE8());
        key("sizing.max-leverage", decimal(1, 1000 * E8), c -> c.sizing().maxLeverageE8());
        final Map<String, Boolean> staleAction = Map.of("refuse", true, "warn", false);
        key("models.stale-action", choice(staleAction, "one of refuse, warn"), ControlConfig::staleModelRefuses);
        key("strategy.heartbeat-timeout", orOff(duration(MS, DAY)), ControlConfig::strategyHeartbeatTimeoutNs);
        key("strategy.cancel-on-disconnect", flag(), null);
        key("lockout.default-duration", seconds(SECOND, 365 * DAY), c -> c.lockout()
                .defaultDurationNs());
        key("lockout.cooldown-losses", orOff(count(1, 1000)), c -> c.lockout().cooldownLosses());
        key("lockout.cooldown", seconds(SECOND, 365 * DAY), c -> c.lockout().cooldownNs());
    }

    private static void limits() {
        SYMBOL_LIMITS.forEach((name, limit) -> key(
                "limits.default." + name,
                limit.type,
                c -> limit.value.apply(c.limits().defaults())));
        key("limits.rate.per-strategy", orOff(count(1, MAX_COUNT)), c -> c.limits()
                .ratePerStrategy());
        key("limits.rate.overall", orOff(count(1, MAX_COUNT)), c -> c.limits().rateOverall());
        key("limits.rate.burst", orOff(count(1, MAX_COUNT)), c -> c.limits().rateBurst());
        key("limits.repeat.count", orOff(count(2, 1024)), c -> c.limits().repeatCount());
        key("limits.repeat.window", orOff(duration(MS, DAY)), c -> c.limits().repeatWindowNs());
        key("limits.daily-loss", orOff(amount()), c -> c.limits().dailyLossE8());
        key(TOLERANCE, tolerance(), c -> c.reconcile().toleranceE8());
        final Map<String, Boolean> foreign = Map.of("cancel", true, "alert", false);
        key("orders.foreign", choice(foreign, "one of alert, cancel"), ControlConfig::cancelsForeignOrders);
        key("instruments.strict", flag(), c -> c.instruments().strict());
        key("instruments.known", listOf(ValueType.symbol()), c -> c.instruments()
                .known());
        key("instruments.signed", listOf(ValueType.symbol()), c -> c.instruments()
                .signed());
    }

    private static void capacity() {
        key("capacity.symbols", count(1, 4096), c -> c.capacity().symbols());
        key("capacity.trades", count(1, 8192), c -> c.capacity().trades());
        key("capacity.pending", count(1, 8192), c -> c.capacity().pending());
        key("capacity.lockouts", count(1, 65_536), c -> c.capacity().lockouts());
        key("capacity.strategies", count(1, 4096), c -> c.capacity().strategies());
        key("capacity.decisions-per-strategy", count(1, 65_536), c -> c.capacity()
                .decisionsPerStrategy());
        key("capacity.history", count(1, 1 << 22), c -> c.capacity().history());
    }

    /** What changes only speed or place: never reaches the machine. */
    private static void place() {
        key("pipeline.ring-size", powerOfTwo(64, 1 << 20), null);
        key("pipeline.wait-strategy", choice(EngineConfig.WaitStrategy.values()), null);
        key("pipeline.fallback-log-max-size", size(KB, 100 * GB), null);
        key("pipeline.warm-up", duration(0, 60 * SECOND), null);
        key("pipeline.keep-warm", duration(0, SECOND), null);
        key("journal.dir", ValueType.path(), null);
        key("journal.readers", ValueType.nameOrOff(), null);
        key("journal.sync", choice(EngineConfig.Sync.values()), null);
        key("journal.sync-interval", duration(MS, HOUR), null);
        key("journal.max-record", size(64 * KB, 256 * MB), null);
        key("journal.retention.days", count(1, 36_500), null);
        key("journal.seal.key", ValueType.pathOrOff(), null);
        key("journal.seal.records", count(1, 1_000_000_000L), null);
        key("journal.seal.interval", duration(10 * MS, DAY), null);
        key("snapshot.records", count(1, 1_000_000_000_000L), null);
        key("snapshot.interval", duration(SECOND, 30 * DAY), null);
    }

    /** What reads the journal in {@code sluice serve}; the names of what is required reach the machine. */
    private static void serve() {
        key("sinks.required", listOf(ValueType.sinkName()), c -> c.outlets().requiredSinks());
        key("sinks.lag-degrade", duration(MS, DAY), null);
        key("sinks.lag-safe", duration(MS, DAY), null);
        key("notify.required", flag(), c -> c.outlets().notifyRequired());
        key("serve.dir", ValueType.pathOrOff(), null);
        key("mirror.url", DatabaseUrl.type(), null);
        key("mirror.password-file", ValueType.pathOrOff(), null);
        key("metrics.listen", HttpTypes.address(), null);
        key("log.file", ValueType.pathOrOff(), null);
        key("log.format", choice(Map.of("json", true, "plain", false), "one of plain, json"), null);
        key("log.max-size", size(64 * KB, 100 * GB), null);
        key("log.keep", count(1, 1000), null);
        key("http.bind", HttpTypes.address(), null);
        key("http.public-url", HttpTypes.originOrOff(), null);
        key("http.allowed-origins", listOf(HttpTypes.origin()), null);
        key("http.behind-proxy", listOf(HttpTypes.host()), null);
        key("http.probe-bind", HttpTypes.address(), null);
        key("http.keystore", ValueType.pathOrOff(), null);
        key("http.keystore-password-file", ValueType.pathOrOff(), null);
        key("http.session-idle", duration(SECOND, 7 * DAY), null);
        key("http.session-max", duration(SECOND, 7 * DAY), null);
        key("http.confirm", duration(SECOND, DAY), null);
        key("notify.rules", listOf(NotifyTypes.rule()), null);
        chat("notify.discord.");
        chat("notify.telegram.");
        key("notify.webhook.url", NotifyTypes.url(), null);
        key("notify.webhook.key-file", ValueType.pathOrOff(), null);
        key("notify.webhook.ping", NotifyTypes.url(), null);
    }

    private static void chat(final String service) {
        key(service + "token-file", ValueType.pathOrOff(), null);
        key(service + (service.contains("discord") ? "channel" : "chat"), NotifyTypes.chat(), null);
        key(service + "operators", listOf(NotifyTypes.operator()), null);
        key(service + "buttons", choice(ServeConfig.Buttons.values()), null);
        key(service + "api-url", NotifyTypes.url(), null);
    }

    /** Clients of other processes. */
    private static void door() {
        key("client.engine-timeout", duration(MS, HOUR), null);
        key("door.enabled", flag(), null);
        key("door.path", ValueType.pathOrOff(), null);
        key("door.grants", listOf(GrantType.grant()), null);
        key("door.shm-dir", ValueType.path(), null);
        key("door.ring-size", size(16 * KB, 16 * MB), null);
        key("door.max-clients", count(1, 1024), null);
        key("door.max-frame", size(2 * KB, MB), null);
        key("door.heartbeat", duration(10 * MS, 10 * SECOND), null);
        key("door.silence", duration(100 * MS, HOUR), null);
        key("door.per-turn", count(1, 4096), null);
        key("door.wait-strategy", choice(EngineConfig.WaitStrategy.values()), null);
    }

    /** Whether {@code sluice.key=value} gives a value that may hold a secret by mistake, and so is never shown. */
    static boolean maySayTooMuch(final String setting) {
        return setting.startsWith(Key.ROOT + ".") && setting.matches("[^=]*(url|ping)\\s*=.*");
    }

    /** {@code sluice.key=value} without a value that may hold a secret: of a URL, or of a key that sounds like one. */
    static String withoutSecret(final String setting) {
        final String key = setting.split("[^A-Za-z0-9.\"_-]", 2)[0];
        return maySayTooMuch(setting) || SECRET.matcher(key).find() ? key : setting;
    }

    /** Every key but those of single symbols. */
    static Collection<Key> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /** The keys of a decision configuration, with those of its symbols that have limits or a tolerance. */
    static List<Key> deciding(final Collection<String> symbols, final Collection<String> tolerances) {
        final List<Key> keys =
                ALL.values().stream().filter(Key::decides).collect(Collectors.toCollection(ArrayList::new));
        symbols.forEach(symbol -> SYMBOL_LIMITS.keySet().forEach(name -> keys.add(symbolKey(symbol, name))));
        tolerances.forEach(symbol -> keys.add(toleranceKey(symbol)));
        return keys;
    }

    /** The key with these path elements, without the root; null if there is none. */
    static Key find(final List<String> path) {
        if (isTolerance(path)) {
            return toleranceKey(path.get(2));
        }
        return isOfSymbol(path) ? symbolKey(path.get(2), path.get(3)) : ALL.get(ConfigUtil.joinPath(path));
    }

    /** Whether this is {@code limits.symbols.SYM.X} with a real X. */
    static boolean isOfSymbol(final List<String> path) {
        return path.size() == 4 && isBelowSymbols(path) && SYMBOL_LIMITS.containsKey(path.get(3));
    }

    /** Whether this is {@code reconcile.symbols.SYM}. */
    static boolean isTolerance(final List<String> path) {
        return path.size() == 3 && TOLERANCES.equals(path.get(0) + "." + path.get(1));
    }

    /** Whether keys stand below these path elements. */
    static boolean isGroup(final List<String> path) {
        final String prefix = ConfigUtil.joinPath(path) + ".";
        return isBelowSymbols(path) && path.size() == 3
                || (SYMBOLS + ".").equals(prefix)
                || (TOLERANCES + ".").equals(prefix)
                || ALL.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** Whether these are {@code limits.symbols} and at least one more element. */
    static boolean isBelowSymbols(final List<String> path) {
        return path.size() > 2 && SYMBOLS.equals(path.get(0) + "." + path.get(1));
    }

    /** A symbol is always quoted: it may hold a dot. */
    static String symbolPath(final String symbol, final String name) {
        return SYMBOLS + "." + ConfigUtil.quoteString(symbol) + "." + name;
    }

    /** The key of a symbol's own tolerance. */
    static String tolerancePath(final String symbol) {
        return TOLERANCES + "." + ConfigUtil.quoteString(symbol);
    }

    private static Key toleranceKey(final String symbol) {
        return new Key(tolerancePath(symbol), tolerance(), c -> c.reconcile().of(symbol));
    }

    private static ValueType tolerance() {
        return decimal(0, 1_000_000 * E8);
    }

    private static Key symbolKey(final String symbol, final String name) {
        final SymbolLimit limit = SYMBOL_LIMITS.get(name);
        return new Key(
                symbolPath(symbol, name),
                limit.type,
                c -> limit.value.apply(c.limits().of(symbol)));
    }

    private static ValueType component() {
        final EnumSpec spellings = Schema.values("ComponentSource");
        final Map<String, ComponentSource> components = new LinkedHashMap<>();
        spellings.spellings().forEach(name -> components.put(name, ComponentSource.get((short) spellings.value(name))));
        return choice(components, "one of " + String.join(", ", components.keySet()));
    }

    private static void symbolLimit(
            final String name, final ValueType type, final Function<SymbolLimits, Object> value) {
        SYMBOL_LIMITS.put(name, new SymbolLimit(orOff(type), value));
    }

    private static void key(final String path, final ValueType type, final Function<ControlConfig, Object> value) {
        ALL.put(path, new Key(path, type, value));
    }
}
