package io.sluice.control.intent;

/** Bits of the WarningSet in the schema. */
public final class Warnings {
    /** The mode allows with a warning. */
    public static final int GATE = 1;
    /** Drawdown beyond the soft limit. */
    public static final int DRAWDOWN_SOFT = 1 << 1;
    /** Not the promoted model version. */
    public static final int STALE_MODEL = 1 << 2;
    /** Approval is switched off. */
    public static final int HITL_DISABLED = 1 << 3;
    /** Sized down. */
    public static final int SIZE_REDUCED = 1 << 4;

    private Warnings() {}
}
