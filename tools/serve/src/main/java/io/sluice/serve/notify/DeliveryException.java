package io.sluice.serve.notify;

/** A message did not arrive, or may not have. The text holds no secret. */
final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    enum Kind {
        /** It was not taken: try again. */
        NOT_TAKEN,
        /** It may have been taken: try again, and say so. */
        UNKNOWN,
        /** The service does not want this message, however often it is sent. */
        REFUSED
    }

    private final Kind kind;
    private final long pauseMs;

    /** @param pauseMs that the service asks for; 0 for none. */
    DeliveryException(final Kind kind, final String message, final long pauseMs) {
        super(message);
        this.kind = kind;
        this.pauseMs = pauseMs;
    }

    Kind kind() {
        return kind;
    }

    long pauseMs() {
        return pauseMs;
    }
}
