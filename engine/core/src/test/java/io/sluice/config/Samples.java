package io.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** A value other than the default for each key, such that any of them go together with any defaults. */
final class Samples {
    static final Map<String, String> OTHER = new LinkedHashMap<>();

    static {
        add("hitl.enabled", "false");
        add("hitl.timeout", "30 s");
        add("hitl.slippage-max-percent", "0.00000001");
        add("hitl.allowed-operators", "[\"Zoë\", \"a \\\"b\\\"\"]");
        add("hitl.auto-approve-paper", "false");
        add("hitl.require-approval-for-live", "false");
        add("operators.four-eyes", "true");
        add("operators.request-ttl", "1234567891 ns");
        add("override.min-ttl", "30 s");
        add("override.max-ttl", "7200 s");
        add("override.default-ttl", "400 s");
        add("override.critical-breaks", "false");
        add("trading.mode", "paper");
        add("decision.valid", "1 ms");
        add("health.required", "[alerts, broker, system]");
        add("health.component-ttl", "31 s");
        add("health.fail-threshold-count", "4");
        add("health.fail-threshold", "6 s");
        add("health.unknown-on-ttl-expiry", "false");
        add("health.alert-on-unstable", "false");
        add("health.broker-timeout", "1500 us");
        add("health.market-data-stale", "11 s");
        add("health.quote-stale", "12 s");
        add("health.risk-timeout", "3 s");
        add("health.risk-timeout-count", "2");
        add("health.position-stale", "33 s");
        add("recovery.stable", "1 s");
        add("recovery.min-safe-mode", "34 s");
        add("recovery.max-attempts", "16");
        add("recovery.backoff-base", "10 ms");
        add("recovery.auto-to-normal", "false");
        add("recovery.stage-timeout", "61 s");
        add("recovery.reconcile-grace", "4 s");
        add("drawdown.soft-percent", "4.5");
        add("drawdown.hard-percent", "99.99999999");
        add("drawdown.soft-action", "block");
        add("drawdown.window", "all-time");
        add("drawdown.day-start", "\"23:59\"");
        add("drawdown.suspect-step-percent", "200");
        add("drawdown.suspect-confirm", "5 s");
        add("drawdown.equity-stale", "13 s");
        add("emergency.retry", "7 s");
        add("emergency.max-retries", "6");
        add("emergency.slow-retry", "180 s");
        add("sizing.q-epsilon", "0");
        add("sizing.fallback-multiplier", "1");
        add("sizing.fallback-leverage", "1.5");
        add("sizing.high-max-leverage", "3");
        add("sizing.max-leverage", "20");
        add("models.stale-action", "warn");
        add("strategy.heartbeat-timeout", "14 s");
        add("lockout.default-duration", "3599 s");
        add("lockout.cooldown-losses", "3");
        add("lockout.cooldown", "1799 s");
        add("limits.default.max-order-quantity", "0.00000001");
        add("limits.default.max-order-notional", "9999999999.99999999");
        add("limits.default.collar-percent", "2.5");
        add("limits.default.max-position", "10");
        add("limits.default.max-open-orders", "20");
        add("limits.default.max-close-quantity", "2");
        add("limits.rate.per-strategy", "100");
        add("limits.rate.overall", "200");
        add("limits.rate.burst", "50");
        add("limits.daily-loss", "1000.5");
        add("instruments.strict", "true");
        add("reconcile.tolerance", "0.001");
        add("orders.foreign", "cancel");
        add("instruments.signed", "[\"CL=F\", \"NG H6\"]");
        add("sinks.required", "[\"mirror\"]");
        add("notify.required", "true");
        add("instruments.known", "[\"BRK.B\", \"BTCUSD\", \"ES:Z/5\"]");
        add("capacity.symbols", "512");
        add("capacity.trades", "2048");
        add("capacity.pending", "128");
        add("capacity.lockouts", "16");
        add("capacity.strategies", "8");
        add("capacity.decisions-per-strategy", "1024");
        add("capacity.history", "1000");
        add("pipeline.ring-size", "1024");
        add("pipeline.wait-strategy", "yield");
        add("pipeline.fallback-log-max-size", "1500 kB");
        add("pipeline.warm-up", "1500 ms");
        add("pipeline.keep-warm", "250 us");
        add("journal.dir", "\"/data/a b\"");
        add("journal.readers", "\"trading desk\"");
        add("journal.max-record", "8388608 B");
        add("client.engine-timeout", "500 ms");
    }

    private Samples() {}

    private static void add(final String path, final String value) {
        OTHER.put("sluice." + path, value);
    }

    /** Any of these keys, in any number. */
    static Arbitrary<List<String>> subsets(final List<String> keys) {
        return Arbitraries.subsetOf(keys).map(ArrayList::new);
    }
}
