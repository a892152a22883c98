package io.sluice.tools.demo;

import io.sluice.codec.Side;

/**
 * A request for approval that waits.
 *
 * @param priceE8   what was asked for.
 * @param askedNs   when it was made.
 * @param retryNs   not to be answered again before this, after an answer that was refused.
 */
record Request(
        long tradeId,
        int strategyId,
        long intentId,
        Side side,
        long quantityE8,
        long priceE8,
        long askedNs,
        long retryNs) {
    Request retryAt(final long newRetryNs) {
        return new Request(tradeId, strategyId, intentId, side, quantityE8, priceE8, askedNs, newRetryNs);
    }
}
