package io.sluice.client;

/** Answer to the question whether an action is allowed, without an intent (SPEC G-7). */
public enum Permission {
    /** The gate allows it. */
    ALLOWED,
    /** The gate allows it with a warning. */
    WARNED,
    /** The gate refuses it. */
    REFUSED,
    /** The engine gave no sign of life for too long: refused (G-6). */
    ENGINE_LOST,
    /** The engine takes no inputs: refused. */
    ENGINE_STOPPED;

    /** Whether it may be tried. */
    public boolean isAllowed() {
        return this == ALLOWED || this == WARNED;
    }
}
