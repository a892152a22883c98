package io.sluice.control.symbol;

import io.sluice.control.image.Image;
import io.sluice.control.num.Total;

/**
 * The last fills of one symbol, for reports that are judged. A report agrees with the book of a grace before it,
 * plus some of the fills since: each may be in it or not. Of what no longer finds a place only the sums are kept; they
 * make what agrees wider, never narrower.
 */
public final class Moves {
    /** Fills that are kept one by one. */
    static final int KEPT = 16;
    /** With more fills than this anything between all sales and all purchases agrees. */
    private static final int TRIED = 6;

    private static final int MANY = TRIED + 1;

    private final long[] timesNs = new long[KEPT];
    private final long[] signedE8 = new long[KEPT];
    private final long[] givenBy = new long[KEPT];
    private final boolean[] single = new boolean[KEPT];
    private final Total[] fallen = {new Total(), new Total()};
    private long fallenNs = Long.MIN_VALUE;
    private int next;
    private int size;

    private final long[] could = new long[TRIED];
    private final Total base = new Total();
    private final Total buys = new Total();
    private final Total sells = new Total();
    private final Total sum = new Total();
    private final Total off = new Total();
    private long reported;
    /** Fills that may be in the report or not. */
    private int tried;

    void clear() {
        size = 0;
        fallenNs = Long.MIN_VALUE;
    }

    /**
     * A fill has moved the book.
     *
     * @param order     record that gave its order, negative without one.
     * @param isSingle  it is one fill, not several that a cumulative count brought in.
     * @param horizonNs what happened before is of no interest any more.
     */
    void add(final long nowNs, final long signed, final long order, final boolean isSingle, final long horizonNs) {
        if (size == KEPT) {
            fall(horizonNs);
        }
        timesNs[next] = nowNs;
        signedE8[next] = signed;
        givenBy[next] = order;
        single[next] = isSingle;
        next = (next + 1) % KEPT;
        size = Math.min(KEPT, size + 1);
    }

    private void fall(final long horizonNs) {
        if (fallenNs < horizonNs) {
            fallen[0].set(0);
            fallen[1].set(0);
        }
        fallenNs = timesNs[next];
        fallen[signedE8[next] > 0 ? 0 : 1].add(signedE8[next]);
    }

    /** Whether the book moved after a time. */
    public boolean isAnyAfter(final long timeNs) {
        return size > 0 && timesNs[(next + KEPT - 1) % KEPT] > timeNs;
    }

    /**
     * How far a reported quantity is from the nearest one that the account can have had; 0: it agrees.
     * {@link #isInDoubt} and {@link #canBeWithin} say afterwards what else can be missing.
     *
     * @param sinceNs a grace before the report came.
     * @param record  of the report: it cannot know fills of orders given later.
     */
    public long difference(final long quantityE8, final long reportedE8, final long sinceNs, final long record) {
        base.set(quantityE8);
        buys.set(0);
        sells.set(0);
        int count = 0;
        boolean few = fallenNs <= sinceNs;
        if (!few) {
            buys.set(fallen[0]);
            sells.set(fallen[1]);
            base.add(sum.set(buys).subtractFrom(0)).add(sum.set(sells).subtractFrom(0));
        }
        for (int i = 0; i < size; i++) {
            final int at = (next + KEPT - size + i) % KEPT;
            if (timesNs[at] <= sinceNs) {
                continue;
            }
            base.subtract(signedE8[at]);
            if (givenBy[at] < record) {
                (signedE8[at] > 0 ? buys : sells).add(signedE8[at]);
                few &= single[at] && count < TRIED;
                if (few) {
                    could[count] = signedE8[at];
                }
                count++;
            }
        }
        tried = few ? count : MANY;
        reported = reportedE8;
        return few ? toNearest(count) : toRange();
    }

    /** Whether fills that the report may know or not leave more than one difference. */
    public boolean isInDoubt() {
        return tried != 0;
    }

    /** Whether one of the differences lies within bounds; both are 0 or away from it. */
    public boolean canBeWithin(final long leastE8, final long mostE8) {
        if (tried == MANY) {
            return sells.saturated() >= leastE8 && buys.saturated() <= mostE8;
        }
        for (int choice = 0; choice < 1 << tried; choice++) {
            final long offE8 = off(choice, tried).saturated();
            if (offE8 >= leastE8 && offE8 <= mostE8) {
                return true;
            }
        }
        return false;
    }

    /** Tries every choice of the fills; of two equally near the smaller sum counts. */
    private long toNearest(final int count) {
        off.set(off(0, count));
        for (int choice = 1; choice < 1 << count; choice++) {
            final Total other = off(choice, count);
            final int nearer = other.compareMagnitude(off);
            if (nearer < 0 || nearer == 0 && other.compareTo(off) > 0) {
                off.set(other);
            }
        }
        return off.saturated();
    }

    /** What is missing if the report knows these fills and not the others. */
    private Total off(final int choice, final int count) {
        sum.set(base);
        for (int i = 0; i < count; i++) {
            if ((choice >> i & 1) != 0) {
                sum.add(could[i]);
            }
        }
        return sum.subtractFrom(reported);
    }

    /** Below all sales, above all purchases, or in between. */
    private long toRange() {
        sum.set(0);
        sells.add(base).subtractFrom(reported);
        buys.add(base).subtractFrom(reported);
        if (sells.compareTo(sum) < 0) {
            return sells.saturated();
        }
        return buys.compareTo(sum) > 0 ? buys.saturated() : 0;
    }

    void image(final Image image) {
        next = image.index(next, KEPT);
        size = image.index(size, KEPT + 1);
        for (int i = 0; i < size; i++) {
            final int at = (next + KEPT - size + i) % KEPT;
            timesNs[at] = image.int64(timesNs[at]);
            signedE8[at] = image.int64(signedE8[at]);
            givenBy[at] = image.int64(givenBy[at]);
            single[at] = image.bool(single[at]);
        }
        fallenNs = image.int64(fallenNs);
        fallen[0].image(image);
        fallen[1].image(image);
    }
}
