package io.sluice.client;

import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.TradeTransitionDecoder;
import java.util.UUID;

/**
 * Hears what an engine does and what troubles it. Events are heard after their record was released, in the order of the
 * journal, each once for each start, on one thread of their own ({@code sluice-listener}); a slow listener holds up
 * nothing but later events. A decoder is valid during the call only. What a method throws is said as a notice, and the
 * next event follows.
 */
public interface EngineListener {
    /** Hears notices alone, and prints them to stderr. */
    EngineListener STDERR = new EngineListener() {};

    /**
     * The record of an event.
     *
     * @param sequence      of the record.
     * @param timeNs        its engine time, nanoseconds since the epoch.
     * @param correlationId of its cause.
     * @param role          of the sender of its input.
     * @param principal     name of the sender.
     */
    record Moment(long sequence, long timeNs, UUID correlationId, Role role, String principal) {}

    /**
     * Something that a person should know and that no record holds: files that cannot be removed, a snapshot that could
     * not be used. Called on the thread that found it, never on the hot path; it must return soon. Prints to stderr
     * unless overridden.
     *
     * @param sentence for a person.
     */
    default void onNotice(final String sentence) {
        System.err.println("sluice: " + sentence);
    }

    /** The engine started: the first event of all. */
    default void onStarted(final Moment at, final EngineStartedDecoder start) {}

    /** A decision was given: its verdict and code. The strategy that asked has it from {@link StrategyClient#poll}. */
    default void onDecision(final Moment at, final DecisionDecoder decision) {}

    /** A trade changed its state. */
    default void onTrade(final Moment at, final TradeTransitionDecoder transition) {}

    /** The mode changed. */
    default void onMode(final Moment at, final ModeChangedDecoder change) {}

    /** An emergency entered a phase. */
    default void onEmergency(final Moment at, final EmergencyChangedDecoder change) {}

    /** A command was answered, or another input refused (SPEC O-0). */
    default void onCommandResult(final Moment at, final CommandResultDecoder result) {}

    /**
     * The engine stopped: the last event of all. Of a line that stopped it is told at once, and the engine has printed
     * the reason to stderr; after a clean stop it is told by the thread that closed the engine.
     *
     * @param failure why the line stopped; null after a clean stop.
     */
    default void onStopped(final Throwable failure) {}
}
