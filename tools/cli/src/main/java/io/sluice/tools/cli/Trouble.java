package io.sluice.tools.cli;

import io.sluice.client.EngineException;
import io.sluice.config.ConfigRefusedException;
import io.sluice.engine.door.DoorException;
import io.sluice.journal.JournalException;
import io.sluice.schema.IoTrouble;
import io.sluice.state.StateMapException;
import io.sluice.tools.audit.AuditException;
import java.io.UncheckedIOException;

/**
 * What a failure means to the caller of a command: an exit code and one sentence.
 *
 * @param exitCode one of {@link Exit}.
 * @param sentence null for a fault in Sluice itself, which is shown with its trace.
 */
record Trouble(int exitCode, String sentence) {
    private static final String NO_MEMORY =
            "Java has too little memory for this; give it more, as with SLUICE_OPTS=-Xmx4g";

    /** Judges what a command threw. */
    static Trouble of(final Throwable thrown) {
        if (thrown instanceof final CommandException told) {
            return new Trouble(told.exitCode(), told.getMessage());
        }
        if (thrown instanceof final AuditException audit) {
            return new Trouble(
                    switch (audit.code()) {
                        case REFUSED -> Exit.USAGE;
                        case BAD -> Exit.BAD;
                    },
                    audit.getMessage());
        }
        if (thrown instanceof ConfigRefusedException) {
            return new Trouble(Exit.USAGE, thrown.getMessage());
        }
        if (thrown instanceof final JournalException journal) {
            return new Trouble(exitCode(journal.code()), journal.getMessage());
        }
        if (thrown instanceof final EngineException engine) {
            final int code = exitCode(engine.code());
            return new Trouble(code, code == Exit.FAULT ? null : engine.getMessage());
        }
        if (thrown instanceof DoorException) {
            return new Trouble(Exit.USAGE, thrown.getMessage());
        }
        if (thrown instanceof final StateMapException map) {
            return new Trouble(
                    switch (map.code()) {
                        case NO_MAP -> Exit.NO_ENGINE;
                        case NOT_READ -> Exit.BAD;
                        case IO -> Exit.USAGE;
                    },
                    map.getMessage());
        }
        if (thrown instanceof final UncheckedIOException io) {
            return new Trouble(Exit.USAGE, "a file cannot be read or written: " + IoTrouble.describe(io.getCause()));
        }
        return new Trouble(Exit.FAULT, isOutOfMemory(thrown) ? NO_MEMORY : null);
    }

    /** Whether memory is the cause, however deep. */
    private static boolean isOutOfMemory(final Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /** The codes of a start come first: a reader tells damage by itself. */
    static int exitCode(final JournalException.Code code) {
        return switch (code) {
            case LOCKED -> Exit.NO_ENGINE;
            case DAMAGED -> Exit.START_REFUSED;
            case WRITE_FAILED, SYNC_FAILED, CLOSED -> Exit.BAD;
            case JVM_FLAGS, NO_SPACE, OTHER_JOURNAL, BAD_RECORD, IO -> Exit.USAGE;
        };
    }

    static int exitCode(final EngineException.Code code) {
        return switch (code) {
            case HALTED, OVERTAKEN, ACCESS_REFUSED, CLIENT_EXISTS -> Exit.BAD;
            case NO_BEACON, NO_STATE, NO_ENGINE -> Exit.NO_ENGINE;
            case OTHER_KIND, DIVERGED, EPOCH_UNFINISHED, TOO_MANY_FENCES, CAPACITY_CHANGED -> Exit.START_REFUSED;
            case STUCK, CLOSED -> Exit.FAULT;
            case OUTCOME_UNKNOWN -> Exit.UNKNOWN;
            case RECORD_TOO_LARGE, SEAL_KEY, CLOCK, ACCESS, BAD_PRINCIPAL, NO_RINGS, IO -> Exit.USAGE;
        };
    }
}
