package io.sluice.control;

import io.sluice.testing.Golden;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What ends a cause, and which modes follow (M-3, M-4); what silence raised lingers for 2 s here. */
class DeescalationTest {
    /** No silence but the one that a row is about. */
    private static final String[] PATIENT = {
        "sluice.health.component-ttl=1 h",
        "sluice.health.broker-timeout=1 h",
        "sluice.health.market-data-stale=1 h",
        "sluice.health.quote-stale=1 h",
        "sluice.drawdown.equity-stale=1 h"
    };

    private static final Map<String, Consumer<Scenario>> RAISED = new LinkedHashMap<>();
    private static final Map<String, Consumer<Scenario>> RESOLVED = new LinkedHashMap<>();

    static {
        for (final String cause : List.of(
                "broker.disconnect broker",
                "market_data.stale market_data",
                "risk.timeout risk",
                "db.buffer_overflow db",
                "equity.stale risk",
                "market_data.quality_low market_data",
                "db.write_fail_buffered db",
                "alerts.channel_down alerts",
                "system.unknown system",
                "risk.breach_soft risk",
                "broker.mismatch broker",
                "position.unknown broker",
                "risk.breach_hard risk")) {
            final String[] words = cause.split(" ");
            RAISED.put(words[0], engine -> engine.event("fail_crit", words[1], words[0]));
        }
        RAISED.put("broker silent", engine -> {
            engine.heartbeat("broker");
            engine.pass("5s");
        });
        RAISED.put("no quote", engine -> {
            engine.quote("BTCUSD", "99", "101");
            engine.pass("10s");
        });
        RAISED.put("no equity with a live position", engine -> {
            engine.equity("1000");
            engine.bought(1, "1");
            engine.pass("10s");
        });
        RAISED.put(
                "quote of low quality",
                engine -> engine.in("Quote", "symbol=BTCUSD", "bid=99", "ask=101", "lowQuality=true"));
        RAISED.put("emergency", Scenario::stop);
        for (final String source : List.of("broker", "market_data", "risk", "db", "alerts", "system")) {
            RESOLVED.put(source + " heartbeat", engine -> engine.heartbeat(source));
            RESOLVED.put(source + " probe ok", engine -> engine.probe(source, true));
            RESOLVED.put(source + " all.healthy", engine -> engine.event("recovered", source, "all.healthy"));
        }
        RESOLVED.put("broker.reconnected", engine -> engine.event("recovered", "broker", "broker.reconnected"));
        RESOLVED.put("quote", engine -> engine.quote("BTCUSD", "99", "101"));
        RESOLVED.put("equity", engine -> engine.equity("1000"));
        RESOLVED.put("StartRecovery", engine -> engine.startRecovery("r"));
        RESOLVED.put("EmergencyReset", engine -> engine.reset("acceptOpenPositions=true"));
    }

    @Test
    @Tag("M-3")
    @Tag("M-4")
    void shouldGoDownAsTheTableSays() throws IOException {
        final StringBuilder table = new StringBuilder("| raised | resolved by | modes, seconds after it |\n");
        table.append("| --- | --- | --- |\n");
        RAISED.forEach((raised, raise) -> {
            table.append("| ").append(raised).append(" | nothing else | stays |\n");
            RESOLVED.forEach((resolved, resolve) -> {
                final String modes = modes(raised, raise, resolve);
                if (!modes.isEmpty()) {
                    table.append("| ").append(raised).append(" | ").append(resolved);
                    table.append(" | ").append(modes).append(" |\n");
                }
            });
        });
        Golden.check("de-escalation.md", table.toString());
    }

    private static String modes(final String raised, final Consumer<Scenario> raise, final Consumer<Scenario> resolve) {
        final Scenario engine = Scenario.free(patience(raised));
        raise.accept(engine);
        final long fromNs = engine.nowNs();
        final int before = engine.records().size();
        resolve.accept(engine);
        // not so far that what the resolution itself began to watch falls silent
        engine.pass(isSilence(raised) ? "4s" : "50s");
        final List<Outcome> changes = engine.since(before).all("ModeChanged");
        return changes.stream()
                .map(change -> change.get("toMode") + " +"
                        + Duration.between(Instant.ofEpochSecond(0, fromNs), Instant.parse(change.get("time")))
                                .toSeconds())
                .collect(Collectors.joining(", "));
    }

    private static boolean isSilence(final String raised) {
        return raised.equals("broker silent") || raised.startsWith("no ");
    }

    private static String[] patience(final String raised) {
        return Stream.concat(
                        Arrays.stream(PATIENT),
                        isSilence(raised) ? Stream.of("sluice.recovery.min-safe-mode=2 s") : Stream.empty())
                .filter(setting -> !raised.equals("broker silent") || !setting.contains("broker-timeout"))
                .filter(setting -> !raised.equals("no quote") || !setting.contains("market-data-stale"))
                .filter(setting -> !raised.startsWith("no equity") || !setting.contains("equity-stale"))
                .toArray(String[]::new);
    }
}
