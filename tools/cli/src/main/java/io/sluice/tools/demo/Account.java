package io.sluice.tools.demo;

import io.sluice.codec.Side;
import io.sluice.control.num.Wide;

/** Cash and position of one trading mode, moved by fills alone. Decimals scaled by 10^8. */
final class Account {
    /** What each account begins with, in dollars. */
    static final long CAPITAL_E8 = 100_000L * Wide.ONE;

    private long cashE8 = CAPITAL_E8;
    private long quantityE8;

    void fill(final Side side, final long filledE8, final long priceE8) {
        final long signedE8 = side == Side.BUY ? filledE8 : -filledE8;
        quantityE8 += signedE8;
        cashE8 -= Wide.multiplyDivide(signedE8, priceE8, Wide.ONE);
    }

    long quantityE8() {
        return quantityE8;
    }

    boolean isFlat() {
        return quantityE8 == 0;
    }

    /** Worth at a price. */
    long equityE8(final long priceE8) {
        return cashE8 + Wide.multiplyDivide(quantityE8, priceE8, Wide.ONE);
    }
}
