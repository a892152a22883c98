package io.sluice.client;

import io.sluice.codec.Verdict;

/**
 * A {@link DecisionHandler} threw. The decision was taken out of the queue and does not come again by itself: ask again
 * under the intent's id with the same content (SPEC G-4). The decisions after it are still there for the next poll.
 */
public final class HandlerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long intentId;
    private final transient Verdict verdict;

    HandlerException(final long intentId, final Verdict verdict, final Throwable cause) {
        super(
                "the handler threw at the decision of intent " + intentId + " (" + verdict + "): " + cause
                        + "; ask again under the id to have the decision again",
                cause);
        this.intentId = intentId;
        this.verdict = verdict;
    }

    /** Intent whose decision was being handed over. */
    public long intentId() {
        return intentId;
    }

    /** Verdict that was being handed over. */
    public Verdict verdict() {
        return verdict;
    }
}
