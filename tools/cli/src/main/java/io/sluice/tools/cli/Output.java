package io.sluice.tools.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output in UTF-8, buffered. A reader that went away ends the command quietly; any other failure ends it with
 * a sentence. Not thread safe.
 */
public final class Output {
    private static final int BUFFER = 1 << 16;

    private final OutputStream target;
    private final boolean hasColours;
    private OutputStream stream;

    Output(final OutputStream stream, final boolean hasColours) {
        target = stream;
        this.hasColours = hasColours;
        this.stream = new BufferedOutputStream(target, BUFFER);
    }

    /** Writes text; characters that could deceive a terminal are escaped, marks of {@link Paint} become colours. */
    public void print(final CharSequence text) {
        raw(hasColours ? Paint.inked(Harmless.text(text)) : Harmless.plain(text));
    }

    /** Writes a line. */
    public void println(final CharSequence text) {
        print(text);
        raw("\n");
    }

    /** Writes text as it is: what moves the cursor, and help. It must hold nothing that came from outside. */
    public void raw(final CharSequence text) {
        try {
            stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw failed(e);
        }
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
        // What could not be written is lost. It is said once: a second try must not fail again.
        stream = new BufferedOutputStream(target, BUFFER);
        final String why = String.valueOf(e.getMessage());
        return why.contains("Broken pipe") || why.contains("Pipe closed")
                ? new OutputClosedException(e)
                : CommandException.usage("the output cannot be written: " + why);
    }
}
