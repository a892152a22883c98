package io.sluice.client;

/** What became of an offered input. Offering never blocks. */
public enum Offer {
    /** The engine has it and will execute it, unless it stops before. */
    OFFERED,
    /** No room; nothing happened. Offer it again, after a moment. */
    BACK_PRESSURED,
    /**
     * No room for something that may be missed; it is gone, counted, and said in the fallback log (SPEC M-6). The next
     * one of its kind says as much: there is nothing to do.
     */
    DROPPED,
    /** It cannot be read as an input, or something required is missing; nothing happened. Mend the caller. */
    MALFORMED,
    /** The engine takes no more inputs. */
    ENGINE_STOPPED,
    /** The engine gave no sign of life for too long (G-6); nothing happened. */
    ENGINE_LOST
}
