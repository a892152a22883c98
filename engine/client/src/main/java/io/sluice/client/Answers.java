package io.sluice.client;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Where a sender waits for what became of an input: the engine has one, as any way to an engine has. Any thread. */
public interface Answers {
    /**
     * The answer to the input with this correlation id. To be asked before the input is offered, or it may be missed.
     * It is completed on a thread of the engine that is not the hot path; exceptionally with an {@link EngineException}
     * {@code OUTCOME_UNKNOWN} if the engine stops before a record bears the id.
     */
    CompletableFuture<CommandAnswer> expect(UUID correlationId);

    /** Waits no longer for this one: it was not offered, or the caller gave up. */
    void forget(UUID correlationId);
}
