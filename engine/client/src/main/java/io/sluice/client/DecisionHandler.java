package io.sluice.client;

/**
 * Takes a strategy's decisions, each by exactly one of these methods. Only {@link #onAllowed} is to be acted on, and
 * only it is given what acting takes (SPEC G-4a). An answer may be one that was given before, see
 * {@link Answer#isRepeat()}.
 */
public interface DecisionHandler {
    /** It may be done now. */
    void onAllowed(AllowedOrder order);

    /** A person is asked; the final decision follows. */
    void onHeld(Answer answer);

    /** It must not be done. */
    void onRefused(Answer answer);

    /**
     * It was allowed and must not be done now: acted on or reported already, no longer allowed, or taken after its
     * time was over.
     */
    void onLapsed(Answer answer);
}
