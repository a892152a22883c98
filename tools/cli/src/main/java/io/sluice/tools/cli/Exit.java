package io.sluice.tools.cli;

import java.util.List;

/** Exit codes of all commands. */
public final class Exit {
    /** Done. */
    public static final int GOOD = 0;
    /** What was looked at is not good, the engine refused it, or the line stopped. */
    public static final int BAD = 1;
    /** Bad usage or configuration, or a file that cannot be used. */
    public static final int USAGE = 2;
    /** A fault in Sluice itself, or its Java does not start or has too little memory. */
    public static final int FAULT = 3;
    /** No engine is there, or another process uses the directory. */
    public static final int NO_ENGINE = 4;
    /** The journal refuses the start. */
    public static final int START_REFUSED = 5;
    /** The command waits for a second operator. */
    public static final int WAITS = 6;
    /** The command was sent; its outcome is unknown. */
    public static final int UNKNOWN = 7;
    /** The beginning of the journal is missing, and no record says that retention removed it. */
    public static final int BEGINNING_MISSING = 8;
    /** The reader of the output went away, as {@code | head} does: 128 and SIGPIPE, as in a shell. */
    public static final int OUTPUT_CLOSED = 141;

    /** The same for a person. */
    static final List<String> TABLE = List.of(
            "Exit codes of all commands:",
            "    0  done",
            "    1  looked at and not good, refused, or the line stopped",
            "    2  bad usage or configuration, or a file that cannot be used",
            "    3  a fault in Sluice itself, or too little memory",
            "    4  no engine is there, or the directory is in use",
            "    5  the journal refuses the start",
            "    6  waits for a second operator",
            "    7  sent, outcome unknown",
            "    8  the beginning of the journal is missing, and retention did not record that",
            "  141  the reader of the output went away");

    private Exit() {}
}
