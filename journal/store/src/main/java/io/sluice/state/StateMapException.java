package io.sluice.state;

/** The state map cannot be read now; says why in one sentence. What it would show can be had from the journal. */
public final class StateMapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble. */
    public enum Code {
        /** No engine has written one here yet. */
        NO_MAP,
        /** Neither side could be read within the limit. */
        NOT_READ,
        /** The file system refused something. */
        IO
    }

    private final transient Code code;

    /** @param code kind of trouble. */
    public StateMapException(final Code code, final String message, final Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Kind of trouble. */
    public Code code() {
        return code;
    }
}
