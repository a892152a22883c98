package io.sluice.sim;

/**
 * One fill of an order, as it happened.
 *
 * @param cumE8 all that was filled of the order by then.
 */
record VenueFill(
        OrderAtVenue order, String execId, long quantityE8, long priceE8, long cumE8, long leavesE8, long timeNs) {
    /** Whether nothing was left of the order then. */
    boolean isFull() {
        return leavesE8 == 0;
    }

    String symbol() {
        return order.symbol;
    }
}
