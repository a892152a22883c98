package io.sluice.serve.notify;

import java.util.List;

/**
 * What {@code serve} sees by itself, without the engine's word.
 *
 * @param engine  how the engine is.
 * @param sinks   names of the sinks that are down.
 * @param dropped inputs that the engine had no room for since it started; below 0 if that is not known.
 */
public record Surroundings(Engine engine, List<String> sinks, long dropped) {
    /** How the engine is. */
    public enum Engine {
        UP,
        /** It runs no more, or does not answer, and nobody stopped it. */
        LOST,
        /** It stopped the line: a disk that fails or is full, or a fault of its own. */
        FAILED,
        /** It was stopped. */
        STOPPED
    }

    /** Takes a copy. */
    public Surroundings {
        sinks = List.copyOf(sinks);
    }
}
