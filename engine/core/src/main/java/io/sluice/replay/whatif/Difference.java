package io.sluice.replay.whatif;

import io.sluice.codec.ActionType;
import io.sluice.codec.Verdict;

/**
 * An intent that would have been answered otherwise.
 *
 * @param was   what it was told, null if nothing.
 * @param would what it would have been told, null if nothing.
 */
public record Difference(int strategyId, long intentId, IntentAnswer was, IntentAnswer would) {
    /** Recorded record at which the answers part: that of the one given earlier. */
    public long sequence() {
        return earlier().sequence();
    }

    /** Engine time at which they part. */
    public long timeNs() {
        return earlier().timeNs();
    }

    /** What was asked. */
    public ActionType action() {
        return earlier().action();
    }

    private IntentAnswer earlier() {
        return was == null || would != null && endNs(would) < endNs(was) ? would : was;
    }

    /** What is still held has no end yet. */
    private static long endNs(final IntentAnswer answer) {
        return answer.verdict() == Verdict.HOLD ? Long.MAX_VALUE : answer.timeNs();
    }
}
