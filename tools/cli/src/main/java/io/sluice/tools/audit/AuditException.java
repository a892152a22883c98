package io.sluice.tools.audit;

/** An audit or a backup cannot be done; says why in one sentence. */
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble. */
    public enum Code {
        /** The caller asked for something that cannot be done there; nothing was done. */
        REFUSED,
        /** The journal is not good. */
        BAD
    }

    private final transient Code code;

    AuditException(final Code code, final String message) {
        super(message);
        this.code = code;
    }

    AuditException(final Code code, final String message, final Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Kind of trouble. */
    public Code code() {
        return code;
    }
}
