package io.sluice.client;

/** What became of an offered input. Offering never blocks. */
public enum Offer {
    /** The engine has it and will execute it, unless it stops before. */
    OFFERED,
    /** No room; nothing happened. Offer it again. */
    BACK_PRESSURED,
    /** No room for something that may be missed; it is gone, counted, and said in the fallback log (SPEC M-6). */
    DROPPED,
    /** It cannot be read as an input; nothing happened. */
    MALFORMED,
    /** The engine takes no more inputs. */
    ENGINE_STOPPED,
    /** The engine gave no sign of life for too long (G-6); nothing happened. */
    ENGINE_LOST
}
