package io.sluice.engine.line;

/** Whether the threads beside the engine's have cores of their own. */
public final class Cores {
    /** For the engine, a client, what follows, and the rest of the host. */
    private static final int ENOUGH = 4;

    private static final boolean ARE_FEW = Runtime.getRuntime().availableProcessors() < ENOUGH;

    private Cores() {}

    /**
     * On so few cores each thread that wakes may take the engine's place, and costs it tens of microseconds: so the
     * threads beside it wake less often, and do less at a time.
     */
    public static boolean areFew() {
        return ARE_FEW;
    }
}
