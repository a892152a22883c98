package io.sluice.client;

/** The engine does not start, or did not stop well; says why in one sentence that a person can act on. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble. */
    public enum Code {
        /** The journal is of another kind (SPEC J-4). */
        OTHER_KIND,
        /** Re-execution does not give what the journal holds (J-2). */
        DIVERGED,
        /** A new epoch was begun and its journal not written (J-2). */
        EPOCH_UNFINISHED,
        /** More strategies are fenced than the tables have room for (J-2, G-5). */
        TOO_MANY_FENCES,
        /** Sizes of tables are not those of the journal (G-5). */
        CAPACITY_CHANGED,
        /** The largest possible record is larger than allowed (G-5). */
        RECORD_TOO_LARGE,
        /** A strategy has a client already. */
        CLIENT_EXISTS,
        /** A thread did not end in time. */
        STUCK,
        /** It does not dare to go on: no space, a failed sync, a shadow that decides otherwise (J-3, J-7). */
        HALTED,
        /** The key that seals are signed with cannot be used (J-8). */
        SEAL_KEY,
        /** Wall clock or journal are at 2190 or later: engine time has no room there (SPEC W-2). */
        CLOCK,
        /** The files cannot be given to those who are to read them. */
        ACCESS,
        /** A role or principal that cannot be one, when a door is opened (SPEC W-8). */
        BAD_PRINCIPAL,
        /** The engine was closed: it opens no doors any more. */
        CLOSED,
        /** A command was sent and its answer did not come: it may have been carried out. */
        OUTCOME_UNKNOWN,
        /** Retention removed records before a reader came to them (SPEC J-11). */
        OVERTAKEN,
        /** A directory has no {@link Beacon}, or one that cannot be read. */
        NO_BEACON,
        /** A directory holds no image of its engine's state that can be read (SPEC J-6). */
        NO_STATE,
        /** No engine listens at the door's socket. */
        NO_ENGINE,
        /** The memory that the engine shares with this client cannot be seen from here (SPEC X-3). */
        NO_RINGS,
        /** The door refuses this user, or what it wants (SPEC X-4). */
        ACCESS_REFUSED,
        /** The file system refused something. */
        IO
    }

    private final transient Code code;

    /** @param code kind of trouble. */
    public EngineException(final Code code, final String message) {
        this(code, message, null);
    }

    /** @param code kind of trouble. */
    public EngineException(final Code code, final String message, final Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Kind of trouble. */
    public Code code() {
        return code;
    }
}
