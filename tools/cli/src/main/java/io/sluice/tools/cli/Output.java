package io.sluice.tools.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard output in UTF-8, buffered. A reader that went away ends the command, quietly; any other failure does with a
 * word. Not thread safe. */
public final class Output {
    private static final int BUFFER = 1 << 16;

    private final OutputStream target;
    private OutputStream stream;

    Output(final OutputStream stream) {
        target = stream;
        this.stream = new BufferedOutputStream(target, BUFFER);
    }

    /** Writes text as it is. */
    public void print(final CharSequence text) {
        try {
            stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw failed(e);
        }
    }

    /** Writes a line. */
    public void println(final CharSequence text) {
        print(text);
        print("\n");
    }

    /** Hands on what was written so far. */
    public void flush() {
        try {
            stream.flush();
        } catch (final IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(final IOException e) {
        // What could not be written is lost, and that is said once: nobody must try it again and fail again.
        stream = new BufferedOutputStream(target, BUFFER);
        final String why = String.valueOf(e.getMessage());
        return why.contains("Broken pipe") || why.contains("Pipe closed")
                ? new OutputClosedException(e)
                : CommandException.usage("the output cannot be written: " + why);
    }
}
