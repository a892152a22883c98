package io.sluice.control.step;

import io.sluice.codec.Code;
import io.sluice.codec.SecurityAlertEncoder;
import org.agrona.DirectBuffer;

/** Says what should not have happened (SPEC section 14). */
public final class Alerts {
    private final Step step;
    private final SecurityAlertEncoder alert = new SecurityAlertEncoder();

    /** @param step where it is said. */
    public Alerts(final Step step) {
        this.step = step;
    }

    /** About a trade, with words that came in. */
    public void raise(final Code code, final long tradeId, final DirectBuffer detail) {
        begin(code, tradeId);
        alert.putDetail(detail, 0, detail.capacity());
        step.end(alert);
    }

    /** About a trade, symbol and quantity. */
    public void raise(
            final Code code, final long tradeId, final DirectBuffer symbol, final int offset, final long quantityE8) {
        begin(code, tradeId).quantity(quantityE8);
        alert.buffer().putBytes(alert.offset() + SecurityAlertEncoder.symbolEncodingOffset(), symbol, offset, 24);
        alert.putDetail(symbol, offset, 0);
        step.end(alert);
    }

    /** About a trade, symbol and quantity, with a name that came in. */
    public void raise(
            final Code code,
            final long tradeId,
            final DirectBuffer symbol,
            final int offset,
            final long quantityE8,
            final Text detail) {
        begin(code, tradeId).quantity(quantityE8);
        alert.buffer().putBytes(alert.offset() + SecurityAlertEncoder.symbolEncodingOffset(), symbol, offset, 24);
        alert.putDetail(detail.bytes(), 0, detail.length());
        step.end(alert);
    }

    private SecurityAlertEncoder begin(final Code code, final long tradeId) {
        return step.next(alert).code(code).tradeId(tradeId == 0 ? SecurityAlertEncoder.tradeIdNullValue() : tradeId);
    }
}
