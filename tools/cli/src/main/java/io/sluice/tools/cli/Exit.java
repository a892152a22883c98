package io.sluice.tools.cli;

/** Exit codes of the command line. */
public final class Exit {
    /** All went well. */
    public static final int GOOD = 0;
    /** What was looked at is not good: a malformed line, a damaged journal. */
    public static final int BAD = 1;
    /** Bad usage or configuration, or something is not there; nothing was done. */
    public static final int USAGE = 2;
    /** A fault in Sluice itself. */
    public static final int FAULT = 3;
    /** Whoever read the output stopped reading, as with {@code | head}: 128 and SIGPIPE, as shells know it. */
    public static final int OUTPUT_CLOSED = 141;

    private Exit() {}
}
