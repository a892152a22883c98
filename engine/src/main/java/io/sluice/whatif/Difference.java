package io.sluice.whatif;

/**
 * An intent that would have been answered otherwise.
 *
 * @param was   what it was told, null if nothing.
 * @param would what it would have been told, null if nothing.
 */
public record Difference(int strategyId, long intentId, Answer was, Answer would) {
    /** Record at which the answers part. */
    public long sequence() {
        return was != null ? was.sequence() : would.sequence();
    }
}
