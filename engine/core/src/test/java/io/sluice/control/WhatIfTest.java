package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.BreachLevel;
import io.sluice.config.CanonicalConfig;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.whatif.Difference;
import io.sluice.replay.whatif.Moment;
import io.sluice.replay.whatif.WhatIf;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A journal executed under another configuration (J-10). */
class WhatIfTest {
    private static WhatIf whatIf(final Scenario engine, final UnaryOperator<String> change) {
        final WhatIf whatIf = new WhatIf(text -> CanonicalConfig.parse(change.apply(text)));
        final RecordDecoder record = new RecordDecoder();
        for (final Scenario.Written written : engine.records()) {
            assertThat(record.wrap(new UnsafeBuffer(written.bytes()), 0, written.bytes().length))
                    .isTrue();
            whatIf.onRecord(record);
        }
        return whatIf;
    }

    private static UnaryOperator<String> set(final String key, final String from, final String to) {
        return text -> {
            final String line = "sluice." + key + " = " + from + "\n";
            assertThat(text).contains(line);
            return text.replace(line, "sluice." + key + " = " + to + "\n");
        };
    }

    /** A day with a drawdown of 7 %, an approval, a restart, and orders before and after. */
    private static Scenario day() {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "100", "100");
        engine.equity("1000");
        final long first = engine.open(1).id("tradeId");
        engine.approve(first);
        engine.fill(first, "1", "100");
        engine.pass("1s");
        engine.equity("930");
        engine.pass("1s");
        engine.quote("BTCUSD", "100", "100");
        final long second = engine.open(2).id("tradeId");
        engine.approve(second);
        engine.fill(second, "1", "100");
        engine.open(3, "tradingMode=paper");
        engine.intent(4, "query");
        engine.restartAfter("1s");
        engine.open(5);
        return engine;
    }

    @Test
    @Tag("J-10")
    void shouldShowNoDifferenceUnderTheRecordedConfiguration() {
        final WhatIf same = whatIf(day(), UnaryOperator.identity());
        assertThat(same.intents()).isEqualTo(5);
        assertThat(same.differences()).isEmpty();
        assertThat(same.would().counts()).isEqualTo(same.was().counts());
        assertThat(same.would().breach(BreachLevel.SOFT))
                .isNotNull()
                .isEqualTo(same.was().breach(BreachLevel.SOFT));
    }

    @Test
    @Tag("J-10")
    void shouldShowWhatATighterHardLimitWouldHaveRefused() {
        final WhatIf tighter = whatIf(day(), set("drawdown.hard-percent", "10", "6"));
        assertThat(tighter.was().breach(BreachLevel.HARD)).as("never reached").isNull();
        final Moment hard = tighter.would().breach(BreachLevel.HARD);
        assertThat(hard.timeNs()).isEqualTo(Scenario.START_NS + Scenario.ns("1s"));
        assertThat(hard)
                .isEqualTo(tighter.was().breach(BreachLevel.SOFT))
                .isEqualTo(tighter.would().stop());
        final List<Difference> differences = tighter.differences();
        assertThat(differences.stream().map(Difference::intentId)).containsExactly(2L, 3L, 5L);
        assertThat(differences.stream()
                        .map(difference -> difference.was().verdict() + " "
                                + difference.was().code() + ", would "
                                + difference.would().verdict() + " "
                                + difference.would().code()))
                .containsExactly(
                        "ALLOW OK, would REJECT EMERGENCY",
                        "ALLOW OK, would REJECT EMERGENCY",
                        "REJECT GATE_REFUSED, would REJECT EMERGENCY");
        assertThat(tighter.would().counts())
                .containsEntry("REJECT EMERGENCY", 3)
                .containsEntry("ALLOW OK", 2);
    }

    @Test
    @Tag("J-10")
    void shouldShowWhatOtherLimitsWouldHaveRefused() {
        final Scenario engine = Scenario.free();
        engine.open(1, "quantity=5");
        engine.open(2, "quantity=6");
        final WhatIf limited = whatIf(engine, set("limits.default.max-order-quantity", "off", "5"));
        assertThat(limited.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.intentId()).isEqualTo(2);
            assertThat(difference.would().code().name()).isEqualTo("LIMIT_ORDER_QTY");
        });
        assertThat(Instant.ofEpochSecond(0, limited.differences().get(0).would().timeNs()))
                .isEqualTo(Instant.ofEpochSecond(0, Scenario.START_NS));
    }

    @Test
    @Tag("J-10")
    void shouldShowThatAPersonWouldNotHaveBeenAsked() {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "100", "100");
        engine.approve(engine.open(1).id("tradeId"));
        final WhatIf free = whatIf(engine, set("hitl.require-approval-for-live", "true", "false"));
        assertThat(free.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.was().words()).isEqualTo(difference.would().words());
            assertThat(difference.was().wasHeld()).isTrue();
            assertThat(difference.would().wasHeld()).isFalse();
        });
    }

    @Test
    @Tag("J-10")
    void shouldPlaceWhatATimerThatWasNeverRecordedAnswersBeforeTheNextRecord() {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "100", "100");
        final long trade = engine.open(1).id("tradeId");
        engine.pass("4s");
        engine.quote("BTCUSD", "100", "100");
        engine.approve(trade);
        final WhatIf hasty = whatIf(engine, set("hitl.timeout", "300 s", "2 s"));
        assertThat(hasty.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.would().words()).isEqualTo("REJECT HITL_TIMEOUT");
            assertThat(difference.sequence())
                    .isEqualTo(difference.would().sequence())
                    .isLessThan(difference.was().sequence());
        });
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @net.jqwik.api.Tag("J-10")
    @net.jqwik.api.Tag("W-3")
    void shouldTellTheSameStoryOfAnyJournalUnderItsOwnConfiguration(
            @ForAll(supplier = RandomRun.Lives.class) final RandomRun.Life life) {
        assertThat(whatIf(life.run(), UnaryOperator.identity()).differences()).isEmpty();
    }
}
