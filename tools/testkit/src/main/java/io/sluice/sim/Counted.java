package io.sluice.sim;

/** How much of an order is filled, by the reports alone (H-3a): neither their order nor repetition changes it. */
class Counted {
    long filledE8;
    /** Sum of its distinct executions, cut where a cumulative count says less. */
    private long executedE8;

    /**
     * @param newE8 quantity of an execution that is new to it, else 0.
     * @param cumE8 cumulative count; below 0: none.
     * @return by how much more is filled.
     */
    final long count(final long newE8, final long cumE8) {
        executedE8 += newE8;
        final long total = Math.max(filledE8, cumE8 < 0 ? executedE8 : cumE8);
        if (cumE8 >= 0) {
            executedE8 = Math.min(executedE8, total);
        }
        final long more = total - filledE8;
        filledE8 = total;
        return more;
    }
}
