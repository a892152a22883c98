package io.sluice.journal;

/** The journal cannot do what was asked; says why in one sentence that a person can act on. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble. */
    public enum Code {
        /** Another engine holds the directory (SPEC J-4). */
        LOCKED,
        /** Flags that the Java runtime needs are missing. */
        JVM_FLAGS,
        /** No reserved space is left (SPEC J-7). */
        NO_SPACE,
        /** Damage with good records after it, or a gap (SPEC J-2). */
        DAMAGED,
        /** A cursor that belongs to another journal. */
        OTHER_JOURNAL,
        /** An append went wrong; the journal takes no more. */
        WRITE_FAILED,
        /** The device did not take what was forced (SPEC J-5); what was appended since the last sync is uncertain. */
        SYNC_FAILED,
        /** A record that does not follow the last one, or is larger than allowed. */
        BAD_RECORD,
        /** The journal was closed, or had failed before. */
        CLOSED,
        /** The file system refused something. */
        IO
    }

    private final transient Code code;

    /** @param code kind of trouble. */
    public JournalException(final Code code, final String message) {
        this(code, message, null);
    }

    /** @param code kind of trouble. */
    public JournalException(final Code code, final String message, final Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Kind of trouble. */
    public Code code() {
        return code;
    }
}
