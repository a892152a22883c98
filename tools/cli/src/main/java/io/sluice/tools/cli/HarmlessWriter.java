package io.sluice.tools.cli;

import java.io.IOException;
import java.io.Writer;

/** Hands text on in its {@link Harmless} form. */
final class HarmlessWriter extends Writer {
    private final Writer target;

    HarmlessWriter(final Writer target) {
        this.target = target;
    }

    @Override
    public void write(final char[] chars, final int offset, final int length) throws IOException {
        target.write(Harmless.plain(new String(chars, offset, length)));
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
