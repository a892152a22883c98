package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the status tells of each safeguard what is (O-3). */
@Tag("O-3")
class SafeguardsTest {
    private static String of(final Scenario engine) {
        return engine.status().get("safeguards");
    }

    @Test
    void shouldBeAtWorkInAQuietEngineButForWhatHasNothingToGuard() {
        assertThat(of(Scenario.free()))
                .contains(
                        "policy_store=ACTIVE",
                        "emergency_stop=ACTIVE",
                        "event_buffer=OFF",
                        "trade_state=ACTIVE",
                        "sizing_fallback=ACTIVE",
                        "model_sync=OFF",
                        "drawdown_monitor=OFF");
    }

    @Test
    void shouldBeOffWhereTheConfigurationShrinksNothing() {
        assertThat(of(Scenario.free("sluice.sizing.fallback-multiplier=1", "sluice.sizing.fallback-leverage=2")))
                .contains("sizing_fallback=OFF");
    }

    @Test
    void shouldFailWhileAnEquityIsOverdue() { // D-4
        final Scenario engine = Scenario.free();
        engine.bought(1, "1");
        engine.equity("1000");
        assertThat(of(engine)).contains("drawdown_monitor=ACTIVE");
        engine.pass("10s");
        assertThat(of(engine)).contains("drawdown_monitor=FAILED");
        engine.equity("1000");
        assertThat(of(engine)).as("the cause lingers, the monitor does not").contains("drawdown_monitor=ACTIVE");
    }

    @Test
    void shouldFailOnceAStopIsUnconfirmed() { // E-2
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        engine.stop();
        engine.pass("10s");
        assertThat(of(engine)).contains("emergency_stop=ACTIVE", "policy_store=ACTIVE");
        assertThat(engine.pass("1m").briefs("EmergencyChanged")).contains("Emergency UNCONFIRMED");
        assertThat(of(engine)).contains("emergency_stop=FAILED");
    }

    @Test
    void shouldFailWhileAConsumerIsBehind() { // S-2
        final Scenario engine = Scenario.free();
        engine.in("ModelPromoted", "modelName=m", "newVersion=1", "oldVersion=0", "origin=risk:r");
        engine.in("ModelAck", "consumer=c", "modelName=m", "modelVersion=1", "origin=risk:r");
        assertThat(of(engine)).contains("model_sync=ACTIVE");
        engine.in("ModelPromoted", "modelName=m", "newVersion=2", "oldVersion=1", "origin=risk:r");
        assertThat(of(engine)).contains("model_sync=FAILED");
        engine.in("ModelAck", "consumer=c", "modelName=m", "modelVersion=2", "origin=risk:r");
        assertThat(of(engine)).contains("model_sync=ACTIVE");
    }

    @Test
    void shouldAgreeWithWhatWasForcedLockedAndRequested() { // P-1, H-3
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "100", "100");
        engine.open(1);
        engine.in("GuardianLock", "reason=r", "origin=risk:r");
        engine.in("ForceMode", "mode=safe_mode", "ttlSeconds=60", "operatorId=alice", "reason=r");
        assertThat(of(engine)).contains("policy_store=ACTIVE", "trade_state=ACTIVE");
    }
}
