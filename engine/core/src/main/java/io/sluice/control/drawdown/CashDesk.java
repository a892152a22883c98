package io.sluice.control.drawdown;

import io.sluice.codec.CashFlowDecoder;
import io.sluice.codec.CashFlowedEncoder;
import io.sluice.codec.Code;
import io.sluice.control.equity.Equity;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import org.agrona.concurrent.UnsafeBuffer;

/** Cash flows (D-5): no profit and no loss, each counted once. */
public final class CashDesk {
    /** Flows that are remembered, so that none counts twice. */
    public static final int REMEMBERED = 1024;

    private static final int MAX_ID_BYTES = 36;

    private final Step step;
    private final Equity equity;
    private final DrawdownBreaker drawdown;
    private final CashFlowedEncoder flowed = new CashFlowedEncoder();
    private final UnsafeBuffer flowId = new UnsafeBuffer(0, 0);
    private final Text[] seen = new Text[REMEMBERED];
    private int count;
    private int next;

    /** @param drawdown moves the peak. */
    public CashDesk(final Step step, final Equity equity, final DrawdownBreaker drawdown) {
        this.step = step;
        this.equity = equity;
        this.drawdown = drawdown;
    }

    /** A flow; {@code byOperator} may not take out more than there is. */
    public Code onFlow(final CashFlowDecoder in, final boolean byOperator) {
        final long amountE8 = in.amount();
        if (isKnown(in)) {
            return Code.REPEATED;
        }
        final boolean isTooMuch = equity.isKnown() && equity.valueE8() + amountE8 <= 0;
        if (byOperator && isTooMuch || !drawdown.onFlow(amountE8)) {
            return Code.OUT_OF_RANGE;
        }
        remember();
        say(amountE8);
        if (in.equityAfter() != CashFlowDecoder.equityAfterNullValue()) {
            return drawdown.onEquity(in.equityAfter());
        }
        drawdown.reconsider();
        return Code.OK;
    }

    /** Whether a flow of this name counted already. */
    public boolean isKnown(final CashFlowDecoder in) {
        in.sbeRewind().wrapFlowId(flowId);
        for (int i = 0; i < count; i++) {
            if (seen[i].is(flowId)) {
                return true;
            }
        }
        return false;
    }

    private void remember() {
        if (seen[next] == null) {
            seen[next] = new Text(MAX_ID_BYTES);
        }
        seen[next].set(flowId);
        next = (next + 1) % REMEMBERED;
        count = Math.min(REMEMBERED, count + 1);
    }

    private void say(final long amountE8) {
        step.next(flowed).amount(amountE8);
        if (equity.isKnown()) {
            flowed.equity(equity.valueE8()).peak(equity.peakE8()).drawdownPct(equity.drawdownPctE8());
        }
        step.end(flowed.putFlowId(flowId, 0, flowId.capacity()));
    }

    /** Images which flows were seen. */
    public void image(final Image image) {
        count = image.count(count, REMEMBERED);
        next = image.index(next, REMEMBERED);
        for (int i = 0; i < count; i++) {
            if (seen[i] == null) {
                seen[i] = new Text(MAX_ID_BYTES);
            }
            seen[i].image(image);
        }
    }
}
