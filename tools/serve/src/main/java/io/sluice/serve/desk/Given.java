package io.sluice.serve.desk;

import io.sluice.client.CommandAnswer;
import java.util.UUID;

/**
 * What became of an input that was given to the gateway.
 *
 * @param correlationId of the input; its outcomes bear it.
 * @param answer        of the engine; null unless {@link Fate#ANSWERED}, or MALFORMED, where it names the field.
 * @param why           for a person.
 */
public record Given(Fate fate, UUID correlationId, CommandAnswer answer, String why) {
    /** How far it came. */
    public enum Fate {
        /** The engine answered: yes, no, or later. */
        ANSWERED,
        /** It cannot be read as an input; nothing happened. */
        MALFORMED,
        /** The grant of this process at the door does not reach so far; nothing happened. */
        NOT_GRANTED,
        /** No engine is there; nothing happened. */
        ENGINE_LOST,
        /** The engine takes no more inputs; nothing happened. */
        ENGINE_STOPPED,
        /** The engine has no room just now; nothing happened. */
        BACK_PRESSURED,
        /** It was sent, and no answer came: it may have been carried out, and may still be. */
        OUTCOME_UNKNOWN
    }

    /** Whether the engine carried it out. */
    public boolean isAccepted() {
        return fate == Fate.ANSWERED && answer.accepted();
    }
}
