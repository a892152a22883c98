package io.sluice.client;

/**
 * Hears how a client's connection gets on, and the outcomes that it subscribed to, on the client's own thread: it must
 * return soon, and must not wait for an answer. What a method throws is said on stderr and goes no further.
 */
public interface ClientListener {
    /** Hears nothing. */
    ClientListener SILENT = new ClientListener() {};

    /**
     * Attached, for the first time or again. A broker's adapter now reports orders, then positions.
     *
     * @param isAgain       whether it was attached before.
     * @param startSequence record of the engine's start: another one than before means that the engine started again.
     */
    default void onAttached(final boolean isAgain, final long startSequence) {}

    /**
     * The connection was lost; the client attaches again by itself.
     *
     * @param why for a person.
     */
    default void onLost(final String why) {}

    /**
     * An outcome of a type that was subscribed to.
     *
     * @param at      its record.
     * @param outcome a copy.
     */
    default void onOutcome(final EngineListener.Moment at, final Outcome outcome) {}
}
