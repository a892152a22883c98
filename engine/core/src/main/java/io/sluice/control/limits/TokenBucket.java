package io.sluice.control.limits;

import io.sluice.control.image.Image;

/** Token bucket refilled by engine time; one order costs 10^9 units, a second refills rate * 10^9. */
public final class TokenBucket {
    private static final long ORDER = 1_000_000_000L;

    private long units;
    private long refilledNs;
    private boolean full = true;

    /** Whether an order may go now. */
    boolean has(final long rate, final long burst, final long nowNs) {
        refill(rate, burst, nowNs);
        return units >= ORDER;
    }

    /** An order went. */
    void take() {
        units -= ORDER;
    }

    private void refill(final long rate, final long burst, final long nowNs) {
        final long most = burst * ORDER;
        final long elapsedNs = full ? Long.MAX_VALUE : nowNs - refilledNs;
        units = elapsedNs >= (most - units) / rate ? most : units + elapsedNs * rate;
        units = Math.min(units, most);
        full = false;
        refilledNs = nowNs;
    }

    /** Images what is in it. */
    public void image(final Image image) {
        units = image.int64(units);
        refilledNs = image.int64(refilledNs);
        full = image.bool(full);
    }
}
