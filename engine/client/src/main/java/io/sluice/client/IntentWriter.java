package io.sluice.client;

import io.sluice.codec.ActionType;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.codec.VolatilityRegime;

/**
 * An order intent being written; what is not set is absent. Every parameter that ends
 * with {@code E8} is a decimal scaled by 10^8, see {@link E8}. Anything that no intent can
 * hold makes the offer MALFORMED, nothing is cut. Allocates nothing.
 */
public final class IntentWriter {
    private static final int SYMBOL = 24;
    private static final int MODEL_TEXT = 32;
    private static final int REASONING = 512;

    private final OrderIntentEncoder encoder = new OrderIntentEncoder();
    private final Utf8Writer modelName = new Utf8Writer(MODEL_TEXT);
    private final Utf8Writer modelVersion = new Utf8Writer(MODEL_TEXT);
    private final Utf8Writer reasoning = new Utf8Writer(REASONING);
    private final Sender sender;
    private final int strategyId;
    private long intentId;
    private boolean begun;
    private String wrongField;
    private long correlationMsb;
    private long correlationLsb;

    IntentWriter(final Sender sender, final int strategyId) {
        this.sender = sender;
        this.strategyId = strategyId;
    }

    /** The intent begun last. */
    long intentId() {
        return intentId;
    }

    IntentWriter begin(final long newIntentId, final ActionType action, final TradingMode mode) {
        intentId = newIntentId;
        sender.begin(encoder)
                .strategyId(strategyId)
                .intentId(newIntentId)
                .action(Absent.or(action, ActionType.NULL_VAL))
                .tradingMode(Absent.or(mode, TradingMode.NULL_VAL));
        modelName.set(null);
        modelVersion.set(null);
        reasoning.set(null);
        correlationMsb = 0;
        correlationLsb = 0;
        begun = true;
        wrongField = null;
        return this;
    }

    Offer offer(final boolean engineLost) {
        final Offer objection = end(engineLost);
        return objection == null ? sender.offer(encoder) : objection;
    }

    Offer rehearse(final boolean engineLost) {
        final Offer objection = end(engineLost);
        return objection == null ? sender.rehearse(encoder) : objection;
    }

    /** Null if nothing speaks against sending it. */
    private Offer end(final boolean engineLost) {
        if (!begun) {
            throw new IllegalStateException("there is no intent: it was offered or rehearsed already, or never begun");
        }
        begun = false;
        if (engineLost || wrongField != null) {
            return engineLost ? Offer.ENGINE_LOST : sender.malformed(encoder, wrongField, "cannot be that");
        }
        encoder.putModelName(modelName.bytes(), 0, modelName.length());
        encoder.putModelVersion(modelVersion.bytes(), 0, modelVersion.length());
        encoder.putReasoning(reasoning.bytes(), 0, reasoning.length());
        sender.correlationId(correlationMsb, correlationLsb);
        return null;
    }

    /** Symbol, 1 to 24 characters; the door raises ASCII letters. */
    public IntentWriter symbol(final CharSequence symbol) {
        final int length = symbol == null ? 0 : symbol.length();
        boolean sound = length > 0 && length <= SYMBOL;
        for (int i = 0; i < SYMBOL; i++) {
            final char c = i < length ? symbol.charAt(i) : 0;
            sound &= c < 0x80 && (c != 0 || i >= length);
            encoder.symbol(i, (byte) c);
        }
        note(sound, "symbol");
        return this;
    }

    /** Side of the order. */
    public IntentWriter side(final Side side) {
        encoder.side(Absent.or(side, Side.NULL_VAL));
        return this;
    }

    /** Quantity; of an amend the new total. */
    public IntentWriter quantity(final long quantityE8) {
        encoder.quantity(quantityE8);
        return this;
    }

    /** Limit price; 0 for a market order. */
    public IntentWriter price(final long priceE8) {
        encoder.price(priceE8);
        return this;
    }

    /** Trade that an amend or cancel is about. */
    public IntentWriter tradeId(final long tradeId) {
        encoder.tradeId(tradeId);
        return this;
    }

    /** Share of the account at risk, 0 to 100. */
    public IntentWriter riskPct(final long percentE8) {
        encoder.riskPct(percentE8);
        return this;
    }

    /** Confidence of the model, 0 to 1. */
    public IntentWriter confidence(final long confidenceE8) {
        encoder.confidence(confidenceE8);
        return this;
    }

    /** Leverage. */
    public IntentWriter leverage(final long leverageE8) {
        encoder.leverage(leverageE8);
        return this;
    }

    /** Volatility as the strategy sees it; null if it does not know. */
    public IntentWriter volatilityRegime(final VolatilityRegime regime) {
        encoder.volatilityRegime(Absent.or(regime, VolatilityRegime.NULL_VAL));
        return this;
    }

    /** Value that the model gives the action. */
    public IntentWriter qValue(final long qValueE8) {
        encoder.qValue(qValueE8);
        return this;
    }

    /** Model that wants this, each at most 32 bytes of UTF-8. */
    public IntentWriter model(final CharSequence name, final CharSequence version) {
        note(modelName.set(name), "modelName");
        note(modelVersion.set(version), "modelVersion");
        return this;
    }

    /** Why, at most 512 bytes of UTF-8. */
    public IntentWriter reasoning(final CharSequence text) {
        note(reasoning.set(text), "reasoning");
        return this;
    }

    private void note(final boolean isSound, final String field) {
        if (!isSound && wrongField == null) {
            wrongField = field;
        }
    }

    /** Id that its outcomes bear (W-4). */
    public IntentWriter correlationId(final long msb, final long lsb) {
        correlationMsb = msb;
        correlationLsb = lsb;
        return this;
    }
}
