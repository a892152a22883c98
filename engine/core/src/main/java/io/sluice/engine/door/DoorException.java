package io.sluice.engine.door;

/** The door cannot open: the sentence says what is in the way and what to do. */
public final class DoorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DoorException(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
