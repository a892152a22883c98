package io.sluice.control.attempt;

import io.sluice.control.image.Image;

/**
 * The attempts for one position or order, whichever command makes them (E-2). Each sending, each rejection and each end
 * without all that was asked is one.
 */
public final class Attempts {
    private int made;
    private long notBeforeNs = Long.MIN_VALUE;
    private long commandId;

    /** How many were made, 0 if none. */
    public int made() {
        return made;
    }

    /** A command is given: the first attempt, unless others were made before. */
    public void given(final long newCommandId) {
        made = Math.max(1, made);
        commandId = newCommandId;
    }

    /** One more attempt was made, or has failed. */
    public void more() {
        made = Math.max(1, made) + 1;
    }

    /** It goes on: no attempt has failed. */
    public void goesOn() {
        made = 1;
    }

    /** It is done: the next command is a first attempt. */
    public void forget() {
        made = 0;
    }

    /** Id of the command that is not answered yet, 0 if there is none. */
    public long commandId() {
        return commandId;
    }

    /** The command has ended. */
    public void ended() {
        commandId = 0;
    }

    /** Puts the next command off. */
    public void notBeforeNs(final long timeNs) {
        notBeforeNs = timeNs;
    }

    /** Earliest time of the next command. */
    public long notBeforeNs() {
        return notBeforeNs;
    }

    /** Whether a command may be given now. */
    public boolean may(final long nowNs) {
        return commandId == 0 && nowNs >= notBeforeNs;
    }

    /** Forgets everything: it is about something else now. */
    public void clear() {
        made = 0;
        notBeforeNs = Long.MIN_VALUE;
        commandId = 0;
    }

    /** Images it. */
    public void image(final Image image) {
        made = image.int32(made);
        notBeforeNs = image.int64(notBeforeNs);
        commandId = image.int64(commandId);
    }
}
