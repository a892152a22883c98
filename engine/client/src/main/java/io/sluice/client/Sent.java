package io.sluice.client;

import io.sluice.codec.Code;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command that was offered, and the answer that it will have. Any thread may wait for it.
 *
 * <pre>{@code
 *  CommandAnswer answer = operator.approve(tradeId, "looks right").await(Duration.ofSeconds(5));
 *  System.out.println(answer.sentence());
 * }</pre>
 */
public final class Sent {
    private final Offer offer;
    private final UUID correlationId;
    private final CompletableFuture<CommandAnswer> answer;
    private final Answers answers;

    Sent(
            final Offer offer,
            final String field,
            final UUID correlationId,
            final CompletableFuture<CommandAnswer> answer,
            final Answers answers) {
        this.offer = offer;
        this.correlationId = correlationId;
        this.answers = answers;
        if (offer == Offer.OFFERED) {
            this.answer = answer;
        } else {
            answers.forget(correlationId);
            this.answer = CompletableFuture.completedFuture(
                    new CommandAnswer(correlationId, 0, 0, false, code(offer), field, List.of()));
        }
    }

    private static Code code(final Offer offer) {
        return switch (offer) {
            case OFFERED -> Code.OK;
            case BACK_PRESSURED, DROPPED -> Code.BACK_PRESSURED;
            case MALFORMED -> Code.MALFORMED;
            case ENGINE_STOPPED -> Code.ENGINE_STOPPED;
            case ENGINE_LOST -> Code.ENGINE_LOST;
        };
    }

    /** What became of the offer. Anything but OFFERED: nothing happened. */
    public Offer offer() {
        return offer;
    }

    /** Id that every outcome of the command bears (SPEC W-4). */
    public UUID correlationId() {
        return correlationId;
    }

    /**
     * The answer, as soon as its record was released. What depends on it runs on a thread of the engine and must not
     * block; use the {@code Async} methods, or {@link #await}.
     */
    public CompletableFuture<CommandAnswer> answer() {
        return answer;
    }

    /**
     * Waits for the answer.
     *
     * @throws EngineException OUTCOME_UNKNOWN if there is none by then, the engine stopped before, or the caller was
     *                         interrupted. The command may have been carried out: look for the correlation id in the
     *                         journal before it is sent again.
     */
    public CommandAnswer await(final Duration limit) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final TimeoutException e) {
            answers.forget(correlationId);
            throw unknown("no answer within " + limit.toMillis() + " ms", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("the caller was interrupted", e);
        } catch (final ExecutionException e) {
            throw unknown(e.getCause().getMessage(), e);
        }
    }

    private EngineException unknown(final String why, final Exception cause) {
        return new EngineException(
                EngineException.Code.OUTCOME_UNKNOWN,
                "the outcome of command " + correlationId + " is not known: " + why
                        + "; look for the id in the journal before it is sent again",
                cause);
    }

    @Override
    public String toString() {
        return offer + " as " + correlationId
                + (answer.isDone() && !answer.isCompletedExceptionally() ? ": " + answer.join() : "");
    }
}
