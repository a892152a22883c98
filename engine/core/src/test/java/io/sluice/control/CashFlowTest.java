package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cash flows are no profit and no loss (D-5). */
@Tag("D-5")
class CashFlowTest {
    private static Said flow(final Scenario engine, final String id, final String amount, final String... more) {
        final List<String> fields = new ArrayList<>(List.of("flowId=" + id, "amount=" + amount));
        fields.addAll(Arrays.asList(more));
        return engine.in("CashFlow", fields.toArray(String[]::new));
    }

    @Test
    void shouldNotTripOnAWithdrawal() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        final Outcome flowed = flow(engine, "w1", "-400").one("CashFlowed");
        assertThat(flowed.get("equity")).isEqualTo("600");
        assertThat(flowed.get("peak")).isEqualTo("600");
        assertThat(flowed.get("drawdownPct")).isEqualTo("0");
        engine.equity("600");
        assertThat(engine.status().get("emergencyMode")).isEqualTo("false");
        assertThat(engine.mode()).isEqualTo("normal");
    }

    @Test
    void shouldNotHideALossBehindADeposit() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        engine.equity("960");
        flow(engine, "d1", "960");
        assertThat(engine.status().get("peak")).isEqualTo("2000");
        engine.equity("1800");
        assertThat(engine.status().get("emergencyMode")).as("10 percent").isEqualTo("true");
    }

    @Test
    void shouldCountAFlowOnce() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        flow(engine, "d1", "100");
        assertThat(flow(engine, "d1", "100").result()).isEqualTo("REPEATED");
        engine.restart();
        assertThat(flow(engine, "d1", "100").result()).isEqualTo("REPEATED");
        assertThat(engine.status().get("equity")).isEqualTo("1100");
    }

    @Test
    void shouldTakeTheEquityThatComesWithIt() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        flow(engine, "w1", "-900", "equityAfter=99");
        assertThat(engine.status().get("equity")).isEqualTo("99");
        assertThat(engine.status().get("drawdownPct")).isEqualTo("-1");
    }

    @Test
    void shouldMoveNothingBeforeTheFirstEquity() {
        final Scenario engine = Scenario.free();
        assertThat(flow(engine, "d1", "100").one("CashFlowed").get("equity")).isNull();
        engine.equity("1000");
        assertThat(engine.status().get("peak")).isEqualTo("1000");
    }

    @Test
    void shouldLetNoOperatorTakeOutMoreThanThereIs() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        assertThat(flow(engine, "w1", "-1000", "operatorId=alice").result()).isEqualTo("OUT_OF_RANGE");
        assertThat(engine.status().get("equity")).isEqualTo("1000");
        flow(engine, "w2", "-1000");
        engine.equity("50");
        assertThat(engine.status().get("peak"))
                .as("a broker's flow left nothing: a first peak")
                .isEqualTo("50");
    }

    @Test
    void shouldExplainASuspectEquityThatCameBeforeItsFlow() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        assertThat(engine.equity("300").one("DrawdownBreach").get("level")).isEqualTo("SUSPECT");
        flow(engine, "w1", "-700");
        assertThat(engine.open(1).get("code")).isEqualTo("OK");
        assertThat(engine.status().get("equity")).isEqualTo("300");
    }

    @Test
    @Tag("O-1")
    void shouldWaitForASecondOperatorWhereItLoosens() {
        final Scenario engine = Scenario.normal("sluice.operators.four-eyes=true");
        engine.equity("1000");
        assertThat(flow(engine, "d1", "100", "operatorId=alice").result()).isEqualTo("OK");
        assertThat(flow(engine, "w1", "-100").one("CashFlowed").get("amount"))
                .as("a broker's")
                .isEqualTo("-100");
        assertThat(flow(engine, "w2", "-100", "operatorId=alice").result()).isEqualTo("REQUESTED");
        assertThat(flow(engine, "d2", "1", "equityAfter=1001", "operatorId=alice")
                        .result())
                .isEqualTo("REQUESTED");
        assertThat(engine.view(View.REQUESTS)).hasSize(2);
    }

    /** The drawdown in percent stays what it was, to the rounding of the peak. */
    @Property(tries = 100)
    void shouldKeepTheDrawdown(
            @ForAll @IntRange(min = 951, max = 1000) final int equity,
            @ForAll @IntRange(min = -900, max = 100_000) final int amount) {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        engine.equity(Integer.toString(equity));
        final BigDecimal before = new BigDecimal(engine.status().get("drawdownPct"));
        flow(engine, "f", Integer.toString(amount));
        final BigDecimal after = new BigDecimal(engine.status().get("drawdownPct"));
        assertThat(after.subtract(before).abs()).isLessThan(new BigDecimal("0.00001"));
    }

    @Test
    void shouldTakeASuspectEquityForTheLastOneOnceAFlowExplainsIt() {
        final Scenario engine = Scenario.free();
        engine.equity("1000");
        engine.equity("310");
        flow(engine, "w1", "-700");
        assertThat(engine.status().get("equity")).isEqualTo("310");
        assertThat(engine.pass("1h").all("DrawdownBreach")).isEmpty();
    }

    @Test
    void shouldForgetADrawdownWhenAFlowLeavesNothing() {
        final Scenario engine = Scenario.free("sluice.health.component-ttl=1 h");
        engine.equity("1000");
        engine.equity("940");
        assertThat(engine.status().get("causes")).contains("risk.breach_soft");
        flow(engine, "w1", "-940");
        engine.pass("10m");
        assertThat(engine.status().get("causes")).doesNotContain("risk.breach_soft");
        engine.equity("50");
        assertThat(engine.status().get("drawdownPct")).isEqualTo("0");
    }
}
