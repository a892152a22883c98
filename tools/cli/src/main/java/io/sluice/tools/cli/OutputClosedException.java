package io.sluice.tools.cli;

/** Nobody reads the output any more: the command ends without a word. */
public final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputClosedException(final Throwable cause) {
        super(cause);
    }
}
