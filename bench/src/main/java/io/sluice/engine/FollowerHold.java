package io.sluice.engine;

/** Keeps an engine's follower (shadow, sealer, state map) from taking a core while something is measured. */
public final class FollowerHold {
    private FollowerHold() {}

    /** Until the engine is closed; everything is followed then. */
    public static void on(final Engine engine) {
        engine.holdFollower();
    }
}
