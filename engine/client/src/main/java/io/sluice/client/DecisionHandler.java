package io.sluice.client;

/**
 * Takes a strategy's decisions, each by exactly one of these methods. Only {@link #onAllowed} is to be acted on, and
 * only it is given what acting takes (SPEC G-4a). An answer may be one that was given before, see
 * {@link Answer#isRepeat()}.
 *
 * <p>It is called by {@link StrategyClient#poll}, on that thread. An answer may be looked at during the call only.
 * What a method throws reaches the caller of {@code poll} as a {@link HandlerException}; the decision counts as taken.
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
     * time was over. If it is still wanted, send a new intent; asking again under the old id gives the same answer.
     */
    void onLapsed(Answer answer);
}
