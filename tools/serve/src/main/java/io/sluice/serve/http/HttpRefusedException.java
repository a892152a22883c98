package io.sluice.serve.http;

/** The server does not start so; says which key to set. */
public final class HttpRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HttpRefusedException(final String why) {
        super(why);
    }

    HttpRefusedException(final String why, final Throwable cause) {
        super(why, cause);
    }
}
