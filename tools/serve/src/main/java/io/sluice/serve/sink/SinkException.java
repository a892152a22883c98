package io.sluice.serve.sink;

/** A sink cannot take what it was given, for now; the runner tries again. The message holds no secret. */
public final class SinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what failed, and where. */
    public SinkException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
