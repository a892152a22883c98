package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An ALLOW given again may be acted on only while rows 4 to 10 would pass (G-4a). */
@Tag("G-4a")
class RepeatTest {
    /** What stands in the way of new risk, row by row, and what takes it away again. */
    private record Way(Consumer<Scenario> shut, Consumer<Scenario> open) {}

    private static Map<String, Way> ways() {
        final Map<String, Way> ways = new LinkedHashMap<>();
        ways.put(
                "7 guardian",
                new Way(
                        e -> e.in("GuardianLock", "reason=x", "origin=risk:r"),
                        e -> e.in("GuardianUnlock", "operatorId=alice", "reason=x")));
        ways.put(
                "8 lockout",
                new Way(
                        e -> e.in(
                                "LockoutCreate", "symbol=BTCUSD", "reason=x", "durationSeconds=1", "operatorId=alice"),
                        e -> e.pass("1s")));
        ways.put(
                "9 model",
                new Way(
                        e -> e.in("ModelPromoted", "modelName=m", "newVersion=2", "oldVersion=1", "operatorId=alice"),
                        e -> e.in("ModelPromoted", "modelName=m", "newVersion=1", "oldVersion=2", "operatorId=alice")));
        ways.put(
                "10 drawdown",
                new Way(
                        e -> {
                            e.equity("100");
                            e.equity("94");
                        },
                        e -> e.equity("99")));
        ways.put(
                "10 suspect",
                new Way(
                        e -> {
                            e.equity("100");
                            e.equity("400");
                        },
                        e -> e.equity("99")));
        return ways;
    }

    private static Outcome ask(final Scenario engine) {
        return engine.open(1, "modelName=m", "modelVersion=1");
    }

    @Test
    void shouldNotBeActionableWhileARowWouldRefuse() {
        ways().forEach((row, way) -> {
            final Scenario engine = Scenario.free("sluice.drawdown.soft-action=block");
            assertThat(ask(engine).get("actionable")).isEqualTo("true");
            way.shut.accept(engine);
            final Outcome shut = ask(engine);
            assertThat(shut.brief()).as(row).isEqualTo("Decision ALLOW OK repeat");
            assertThat(shut.get("actionable")).as(row).isEqualTo("false");
            way.open.accept(engine);
            assertThat(ask(engine).get("actionable")).as(row).isEqualTo("true");
        });
    }

    @Test
    void shouldHoldARaisingAmendToTheSameRowsButNoOther() {
        ways().forEach((row, way) -> {
            if (row.startsWith("9")) {
                return;
            }
            final Scenario engine = Scenario.free("sluice.drawdown.soft-action=block");
            final String trade = "tradeId=" + engine.open(1, "quantity=5").id("tradeId");
            assertThat(engine.intent(2, "amend", trade, "quantity=6").get("actionable"))
                    .isEqualTo("true");
            assertThat(engine.intent(3, "amend", trade, "quantity=4").get("actionable"))
                    .isEqualTo("true");
            way.shut.accept(engine);
            assertThat(engine.intent(2, "amend", trade, "quantity=6").get("actionable"))
                    .as(row)
                    .isEqualTo("false");
            assertThat(engine.intent(3, "amend", trade, "quantity=4").get("actionable"))
                    .as(row)
                    .isEqualTo("true");
        });
    }
}
