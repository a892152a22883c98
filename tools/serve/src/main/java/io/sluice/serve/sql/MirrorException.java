package io.sluice.serve.sql;

/** The mirror cannot do what it was asked; the message says why and holds no secret. */
public final class MirrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Code {
        /** The database failed or cannot be reached, for now. */
        DATABASE,
        /** The tables are not those of this program: other scripts made them, or a later program. */
        OTHER_TABLES,
        /** It would lose rows that no journal has any more. */
        WOULD_LOSE,
        /** The file of the password is missing, or others may read it. */
        PASSWORD_FILE
    }

    private final Code code;

    /** @param message for a person. */
    public MirrorException(final Code code, final String message, final Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** @param message for a person. */
    public MirrorException(final Code code, final String message) {
        this(code, message, null);
    }

    /** What went wrong. */
    public Code code() {
        return code;
    }
}
