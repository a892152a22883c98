package io.sluice.control.sizing;

import io.sluice.codec.Code;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.SizingAdjustedEncoder;
import io.sluice.codec.VolatilityRegime;
import io.sluice.control.config.ControlConfig.Sizing;
import io.sluice.control.config.Settings;
import io.sluice.control.num.Wide;
import io.sluice.control.step.Step;

/** Sizes one order (S-1): judged first, then said, so that a refused order leaves no trace of it. */
public final class SizingGuard {
    private final Settings settings;
    private final Step step;
    private final SizingAdjustedEncoder adjusted = new SizingAdjustedEncoder();
    private long quantityE8;
    private long leverageE8;
    private long multiplierE8;
    private Code reason;

    /** @param settings its thresholds. */
    public SizingGuard(final Settings settings, final Step step) {
        this.settings = settings;
        this.step = step;
    }

    /** Sized quantity of the order judged last. */
    public long quantityE8() {
        return quantityE8;
    }

    /** Sized leverage of the order judged last. */
    public long leverageE8() {
        return leverageE8;
    }

    /** Whether the order judged last was made smaller. */
    public boolean isReduced() {
        return reason != Code.OK;
    }

    /** Judges an order; OK, LEVERAGE_CAP or SIZE_ZERO. */
    public Code judge(final OrderIntentDecoder in) {
        final Sizing config = settings.get().sizing();
        final long asked = in.leverage() == OrderIntentDecoder.leverageNullValue() ? Wide.ONE : in.leverage();
        final boolean high = in.volatilityRegime() == VolatilityRegime.HIGH;
        quantityE8 = in.quantity();
        leverageE8 = asked;
        multiplierE8 = Wide.ONE;
        reason = Code.OK;
        if (asked > config.maxLeverageE8()) {
            return Code.LEVERAGE_CAP;
        }
        if (high && isUnsure(in.qValue(), config.qEpsilonE8())) {
            multiplierE8 = config.fallbackMultiplierE8();
            quantityE8 = Wide.multiplyDivideTruncated(in.quantity(), multiplierE8, Wide.ONE);
            leverageE8 = Math.min(asked, config.fallbackLeverageE8());
            reason = Code.RL_FALLBACK_HIGH_VOL;
        } else if (high && asked > config.highMaxLeverageE8()) {
            leverageE8 = config.highMaxLeverageE8();
            reason = Code.HIGH_VOL_LEVERAGE;
        }
        return quantityE8 > 0 ? Code.OK : Code.SIZE_ZERO;
    }

    /** Says that the order judged last was made smaller. */
    public void say(final int strategyId, final long intentId) {
        step.end(step.next(adjusted)
                .intentId(intentId)
                .strategyId(strategyId)
                .reason(reason)
                .quantity(quantityE8)
                .leverage(leverageE8)
                .sizeMultiplier(multiplierE8));
    }

    private static boolean isUnsure(final long qValueE8, final long epsilonE8) {
        return qValueE8 == OrderIntentDecoder.qValueNullValue() || Math.abs(qValueE8) <= epsilonE8;
    }
}
