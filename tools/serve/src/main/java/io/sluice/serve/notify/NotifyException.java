package io.sluice.serve.notify;

/** The notifier cannot go on as it is set up. The message names the key and holds no secret. */
public final class NotifyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Code {
        /** The rules do not do what they must. */
        RULES,
        /** A file with a secret cannot be used. */
        SECRET_FILE,
        /** The outbox cannot be read or written. */
        OUTBOX
    }

    private final Code code;

    NotifyException(final Code code, final String message, final Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static NotifyException rules(final String why) {
        return new NotifyException(Code.RULES, "sluice.notify.rules: " + why, null);
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }
}
