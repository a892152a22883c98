package io.sluice.schema;

import io.sluice.codec.ActionType;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Side;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Row 1 of G-3, the form of an intent: asked at the doors, which turn it away unrecorded (W-0), and by the machine,
 * which plays files that came through no door. It is pure; asking allocates nothing.
 */
public final class IntentForm {
    private static final long MAX_ID = (1L << 53) - 1;
    private static final FieldSpec INTENT_ID = field("intentId");
    private static final FieldSpec SYMBOL = field("symbol");
    private static final FieldSpec SIDE = field("side");
    private static final FieldSpec QUANTITY = field("quantity");
    private static final FieldSpec PRICE = field("price");

    private IntentForm() {}

    private static FieldSpec field(final String name) {
        return Schema.message(OrderIntentDecoder.TEMPLATE_ID).field(name).orElseThrow();
    }

    /**
     * The field that is wrong or missing; null if the form is sound. What {@link Required} asks for is there.
     *
     * @param block offset of the intent's fixed part.
     */
    public static FieldSpec wrong(final DirectBuffer buffer, final int block) {
        final long intentId =
                buffer.getLong(block + OrderIntentDecoder.intentIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        if (intentId < 1 || intentId > MAX_ID) {
            return INTENT_ID;
        }
        final boolean hasAmounts = hasAmounts(buffer.getByte(block + OrderIntentDecoder.actionEncodingOffset()));
        final int symbol = block + OrderIntentDecoder.symbolEncodingOffset();
        if ((hasAmounts || buffer.getByte(symbol) != 0) && !SymbolForm.isSound(buffer, symbol)) {
            return SYMBOL;
        }
        if (!hasAmounts) {
            return null;
        }
        if ((buffer.getByte(block + OrderIntentDecoder.sideEncodingOffset()) & 0xFF) == Side.NULL_VAL.value()) {
            return SIDE;
        }
        if (isAbsent(buffer, block + OrderIntentDecoder.quantityEncodingOffset())) {
            return QUANTITY;
        }
        return isAbsent(buffer, block + OrderIntentDecoder.priceEncodingOffset()) ? PRICE : null;
    }

    private static boolean hasAmounts(final byte action) {
        return action != ActionType.CANCEL.value() && action != ActionType.QUERY.value();
    }

    private static boolean isAbsent(final DirectBuffer buffer, final int at) {
        return buffer.getLong(at, ByteOrder.LITTLE_ENDIAN) == OrderIntentDecoder.quantityNullValue();
    }
}
