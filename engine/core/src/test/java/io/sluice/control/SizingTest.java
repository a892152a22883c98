package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizing guard and promoted models (section 10). */
class SizingTest {
    /** Regime, q value, leverage asked; quantity of 10 and leverage as sized, or the refusal. */
    @ParameterizedTest
    @CsvSource({
        "     ,           ,     , 10, 1, OK",
        "     , 0         , 5   , 10, 5, OK",
        "low  , 0         , 5   , 10, 5, OK",
        "normal, 0        , 3   , 10, 3, OK",
        "normal, 0        , 5.00000001, 10, 5.00000001, LEVERAGE_CAP",
        "high , 0.5       , 2   , 10, 2, OK",
        "high , -0.5      , 2   , 10, 2, OK",
        "high , 0.5       , 2.00000001, 10, 2, OK",
        "high , 0.5       , 5   , 10, 2, OK",
        "high , 0.5       ,     , 10, 1, OK",
        "high , 0.5       , 6   , 10, 6, LEVERAGE_CAP",
        "high , 0.00000101, 2   , 10, 2, OK",
        "high , 0.000001  , 2   , 3, 1, OK",
        "high , -0.000001 , 2   , 3, 1, OK",
        "high , 0         , 5   , 3, 1, OK",
        "high ,           , 2   , 3, 1, OK",
        "high ,           ,     , 3, 1, OK",
        "high ,           , 0.5 , 3, 0.5, OK",
        "high , 0         , 6   , 10, 6, LEVERAGE_CAP",
    })
    @Tag("S-1")
    void shouldSizeAsTheTableSays(
            final String regime,
            final String qValue,
            final String leverage,
            final String quantity,
            final String sized,
            final String code) {
        for (final String action : new String[] {"open", "send"}) {
            final Outcome decision = Scenario.free()
                    .intent(
                            1,
                            action,
                            "quantity=10",
                            "volatilityRegime=" + (regime == null ? "" : regime),
                            "qValue=" + (qValue == null ? "" : qValue),
                            "leverage=" + (leverage == null ? "" : leverage));
            assertThat(decision.get("code")).isEqualTo(code);
            assertThat(decision.get("quantity")).isEqualTo(quantity);
            assertThat(decision.get("leverage")).isEqualTo(sized);
        }
    }

    @Test
    @Tag("S-1")
    void shouldSayWhatItDid() {
        final Scenario engine = Scenario.free();
        engine.open(1, "quantity=10", "volatilityRegime=high", "leverage=5");
        final Outcome fallback = engine.everything().one("SizingAdjusted");
        assertThat(fallback.get("event")).isEqualTo("sizing.fallback");
        assertThat(fallback.get("reason")).isEqualTo("RL_FALLBACK_HIGH_VOL");
        assertThat(fallback.get("quantity")).isEqualTo("3");
        assertThat(fallback.get("leverage")).isEqualTo("1");
        assertThat(fallback.get("sizeMultiplier")).isEqualTo("0.3");
        final int before = engine.records().size();
        engine.open(2, "volatilityRegime=high", "leverage=5", "qValue=1");
        final Outcome capped = engine.since(before).one("SizingAdjusted");
        assertThat(capped.get("event")).isEqualTo("sizing.leverage_capped");
        assertThat(engine.since(before).one("Decision").get("warning")).isNotNull();
    }

    @Test
    @Tag("S-1")
    @Tag("W-1")
    void shouldTruncateASizedQuantityAndRefuseNothing() {
        final Scenario engine = Scenario.free();
        assertThat(engine.open(1, "quantity=0.00000009", "volatilityRegime=high")
                        .get("quantity"))
                .isEqualTo("0.00000002");
        final Outcome none = engine.open(2, "quantity=0.00000003", "volatilityRegime=high");
        assertThat(none.brief()).isEqualTo("Decision REJECT SIZE_ZERO");
        assertThat(engine.everything().all("SizingAdjusted"))
                .as("a refused order leaves no trace of it")
                .hasSize(1);
    }

    @Test
    @Tag("S-1")
    @Tag("G-3")
    void shouldShowWhatWasAskedWhereTheSizedOrderIsRefused() {
        final Scenario engine = Scenario.free("sluice.limits.default.max-order-quantity=2");
        final Outcome decision =
                engine.intent(1, "open", "quantity=10", "volatilityRegime=high", "qValue=0", "leverage=5");
        assertThat(decision.get("code")).isEqualTo("LIMIT_ORDER_QTY");
        assertThat(decision.get("quantity")).isEqualTo("10");
        assertThat(decision.get("leverage")).isEqualTo("5");
        assertThat(engine.everything().all("SizingAdjusted")).isEmpty();
    }

    @Test
    @Tag("S-1")
    void shouldNeverResizeExits() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final Outcome exit =
                engine.intent(2, "reduce_only", "side=SELL", "quantity=10", "volatilityRegime=high", "leverage=9");
        assertThat(exit.get("code")).isEqualTo("OK");
        assertThat(exit.get("quantity")).isEqualTo("10");
    }

    @Test
    @Tag("H-4")
    @Tag("S-1")
    void shouldAskAPersonForTheSizedOrder() {
        final Scenario engine = Scenario.normal();
        engine.open(1, "quantity=10", "volatilityRegime=high", "leverage=4");
        final Outcome request = engine.view(View.PENDING).get(0);
        assertThat(request.get("quantity")).isEqualTo("3");
        assertThat(request.get("leverage")).isEqualTo("1");
    }

    @Test
    @Tag("S-1")
    @Tag("C-5")
    void shouldTakeItsNumbersFromTheConfiguration() {
        final Scenario engine = Scenario.free(
                "sluice.sizing.q-epsilon=0.1",
                "sluice.sizing.fallback-multiplier=0.5",
                "sluice.sizing.fallback-leverage=2",
                "sluice.sizing.high-max-leverage=3",
                "sluice.sizing.max-leverage=10");
        final Outcome unsure = engine.open(1, "quantity=10", "volatilityRegime=high", "qValue=0.1", "leverage=9");
        assertThat(unsure.get("quantity")).isEqualTo("5");
        assertThat(unsure.get("leverage")).isEqualTo("2");
        assertThat(engine.open(2, "volatilityRegime=high", "qValue=0.2", "leverage=9")
                        .get("leverage"))
                .isEqualTo("3");
        assertThat(engine.open(3, "leverage=10").get("code")).isEqualTo("OK");
        assertThat(engine.open(4, "leverage=11").get("code")).isEqualTo("LEVERAGE_CAP");
    }

    // ---- models

    private static Said promote(final Scenario engine, final String newVersion, final String oldVersion) {
        return engine.in(
                "ModelPromoted",
                "modelName=alpha",
                "newVersion=" + newVersion,
                "oldVersion=" + oldVersion,
                "origin=risk:r");
    }

    private static Outcome with(final Scenario engine, final long id, final String model, final String version) {
        return engine.open(id, "modelName=" + model, "modelVersion=" + version);
    }

    @Test
    @Tag("S-2")
    void shouldRefuseOtherVersionsOnceOneIsPromoted() {
        final Scenario engine = Scenario.free();
        assertThat(with(engine, 1, "alpha", "1").get("code"))
                .as("never promoted")
                .isEqualTo("OK");
        final Outcome promoted = promote(engine, "2", "whatever").one("ModelChanged");
        assertThat(promoted.get("event")).isEqualTo("model.promoted");
        assertThat(promoted.get("newVersion")).isEqualTo("2");
        assertThat(with(engine, 2, "alpha", "1").get("code")).isEqualTo("STALE_MODEL");
        assertThat(with(engine, 3, "alpha", "").get("code")).as("no version").isEqualTo("STALE_MODEL");
        assertThat(with(engine, 4, "alpha", "2").get("code")).isEqualTo("OK");
        assertThat(with(engine, 5, "beta", "1").get("code")).isEqualTo("OK");
        assertThat(engine.open(6).get("code")).as("no model").isEqualTo("OK");
    }

    @Test
    @Tag("S-2")
    void shouldOnlyWarnIfConfiguredSo() {
        final Scenario engine = Scenario.free("sluice.models.stale-action=warn");
        promote(engine, "2", "1");
        final Outcome decision = with(engine, 1, "alpha", "1");
        assertThat(decision.brief()).isEqualTo("Decision ALLOW OK");
        assertThat(decision.get("warning")).isNotNull();
        assertThat(with(engine, 2, "alpha", "2").get("warning")).isNull();
    }

    @Test
    @Tag("S-2")
    void shouldPromoteOnlyFromTheCurrentVersion() {
        final Scenario engine = Scenario.free();
        promote(engine, "2", "1");
        assertThat(promote(engine, "4", "3").result()).isEqualTo("VERSION_CONFLICT");
        assertThat(engine.view(View.MODELS).get(0).get("version")).isEqualTo("2");
        assertThat(promote(engine, "2", "1").isNothing()).as("a repeat").isTrue();
        assertThat(promote(engine, "3", "2").all("ModelChanged")).hasSize(1);
        assertThat(engine.view(View.MODELS).get(0).get("version")).isEqualTo("3");
    }

    @Test
    @Tag("S-2")
    void shouldShowWhoIsBehind() {
        final Scenario engine = Scenario.free();
        promote(engine, "2", "1");
        final Outcome ack = engine.in(
                        "ModelAck", "consumer=bot", "modelName=alpha", "modelVersion=2", "origin=strategy:1")
                .one("ModelChanged");
        assertThat(ack.get("event")).isEqualTo("model.acknowledged");
        assertThat(ack.get("consumer")).isEqualTo("bot");
        engine.in("ModelAck", "consumer=risk", "modelName=alpha", "modelVersion=1", "origin=risk:r");
        assertThat(consumers(engine)).containsExactly("bot 2 true", "risk 1 false");
        promote(engine, "3", "2");
        engine.in("ModelAck", "consumer=bot", "modelName=alpha", "modelVersion=3", "origin=strategy:1");
        engine.restart();
        assertThat(consumers(engine)).containsExactly("bot 3 true", "risk 1 false");
    }

    private static List<String> consumers(final Scenario engine) {
        return engine.view(View.MODELS).stream()
                .map(row -> row.get("consumer") + " " + row.get("consumerVersion") + " " + row.get("acknowledged"))
                .toList();
    }

    @Test
    @Tag("S-2")
    @Tag("H-5")
    void shouldAskTheModelAgainAtApproval() {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "100", "100");
        final long trade = with(engine, 1, "alpha", "1").id("tradeId");
        promote(engine, "2", "1");
        assertThat(engine.approve(trade).result()).isEqualTo("STALE_MODEL");
        assertThat(engine.view(View.PENDING)).as("stays pending").hasSize(1);
    }

    @Test
    @Tag("S-2")
    void shouldDoNothingOnARepeatedPromotion() {
        final Scenario engine = Scenario.free();
        final String[] promotion = {"modelName=m", "newVersion=2", "oldVersion=1", "origin=risk:r"};
        assertThat(engine.in("ModelPromoted", promotion).briefs()).containsExactly("ModelChanged");
        final int before = engine.records().size();
        assertThat(engine.in("ModelPromoted", promotion).isNothing()).isTrue();
        assertThat(engine.records()).hasSize(before);
    }
}
