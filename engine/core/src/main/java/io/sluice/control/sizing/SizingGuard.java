package io.sluice.control.sizing;

import io.sluice.codec.Code;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.SizingAdjustedEncoder;
import io.sluice.codec.VolatilityRegime;
import io.sluice.control.config.ControlConfig.Sizing;
import io.sluice.control.config.Settings;
import io.sluice.control.num.Wide;
import io.sluice.control.step.Step;
import io.sluice.control.trade.Order;

/** Sizes one order (S-1): judged first, then said, so that a refused order leaves no trace of it. */
public final class SizingGuard {
    private final Settings settings;
    private final Step step;
    private final SizingAdjustedEncoder adjusted = new SizingAdjustedEncoder();

    /** @param settings its thresholds. */
    public SizingGuard(final Settings settings, final Step step) {
        this.settings = settings;
        this.step = step;
    }

    /** Sizes an order; OK, LEVERAGE_CAP or SIZE_ZERO. */
    public Code size(final Order order) {
        final Sizing config = settings.get().sizing();
        if (order.leverageE8() > config.maxLeverageE8()) {
            return Code.LEVERAGE_CAP;
        }
        final OrderIntentDecoder in = order.in();
        if (in.volatilityRegime() == VolatilityRegime.HIGH) {
            if (isUnsure(in.qValue(), config.qEpsilonE8())) {
                order.size(
                        Wide.multiplyDivideTruncated(order.quantityE8(), config.fallbackMultiplierE8(), Wide.ONE),
                        Math.min(order.leverageE8(), config.fallbackLeverageE8()),
                        Code.RL_FALLBACK_HIGH_VOL);
            } else if (order.leverageE8() > config.highMaxLeverageE8()) {
                order.size(order.quantityE8(), config.highMaxLeverageE8(), Code.HIGH_VOL_LEVERAGE);
            }
        }
        return order.quantityE8() > 0 ? Code.OK : Code.SIZE_ZERO;
    }

    /** Says that an order was made smaller. */
    public void say(final Order order) {
        final boolean fallback = order.sizedBy() == Code.RL_FALLBACK_HIGH_VOL;
        step.end(step.next(adjusted)
                .intentId(order.intentId())
                .strategyId(order.strategyId())
                .reason(order.sizedBy())
                .quantity(order.quantityE8())
                .leverage(order.leverageE8())
                .sizeMultiplier(fallback ? settings.get().sizing().fallbackMultiplierE8() : Wide.ONE));
    }

    private static boolean isUnsure(final long qValueE8, final long epsilonE8) {
        return qValueE8 == OrderIntentDecoder.qValueNullValue() || Math.abs(qValueE8) <= epsilonE8;
    }
}
