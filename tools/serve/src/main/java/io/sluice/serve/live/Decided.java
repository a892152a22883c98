package io.sluice.serve.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;

/** The channel of decisions: at most fifty a second, each with a count of those left out before it. One thread. */
final class Decided {
    private static final int A_SECOND = 50;
    /** Decisions before the start that are worth a look. */
    private static final long BEFORE = 1_000;

    private final Follower follower;
    private final Budget budget = new Budget(A_SECOND);
    private final Deque<ObjectNode> newest = new ArrayDeque<>();

    Decided(final Follower follower) {
        this.follower = follower;
    }

    /** Whether a decision is to be told, or belongs to the newest ones. */
    boolean wants(final long seq) {
        return isNow(seq) ? budget.take(System.nanoTime()) : seq > follower.beginning() - BEFORE;
    }

    private boolean isNow(final long seq) {
        return seq > follower.beginning();
    }

    /**
     * Takes one that was wanted.
     *
     * @return whether it is to be told: it happened now.
     */
    boolean take(final long seq, final ObjectNode decision) {
        decision.put("left_out", isNow(seq) ? budget.leftOut() : 0);
        newest.addLast(decision);
        if (newest.size() > A_SECOND) {
            newest.removeFirst();
        }
        return isNow(seq);
    }

    /** Those left out that no later decision told of, once their second is over; null for none. */
    ObjectNode owed(final long nowNs) {
        return budget.owesCount(nowNs) ? JsonNodeFactory.instance.objectNode().put("left_out", budget.leftOut()) : null;
    }

    /** What a snapshot holds. */
    ArrayNode newest() {
        final ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        newest.forEach(rows::add);
        return rows;
    }
}
