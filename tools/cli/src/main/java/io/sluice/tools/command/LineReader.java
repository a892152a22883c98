package io.sluice.tools.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines as bytes, so that one that is no UTF-8 spoils only itself. */
final class LineReader {
    /** Longest line that is kept; the rest of a longer one is read past. */
    static final int MAX_LINE = 4 << 20;

    private static final int BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private byte[] line = new byte[1024];
    private int length;
    private long number;
    private boolean tooLong;

    LineReader(final InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        if (at == end && !fill()) {
            return false;
        }
        number++;
        if (number == 1) {
            passByteOrderMark();
        }
        boolean ended = false;
        while (!ended && (at < end || fill())) {
            int to = at;
            while (to < end && buffer[to] != '\n') {
                to++;
            }
            keep(to);
            ended = to < end;
            at = ended ? to + 1 : to;
        }
        return true;
    }

    /** The line's bytes, without line feed, in {@code length()}; valid until the next line. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** From 1. */
    long number() {
        return number;
    }

    boolean isTooLong() {
        return tooLong;
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return !tooLong;
    }

    /** Whether the next line may have to be waited for. */
    boolean wouldWait() throws IOException {
        return at == end && in.available() == 0;
    }

    /** Some editors put one before UTF-8, where it means nothing. */
    private void passByteOrderMark() {
        int i = 0;
        while (i < BYTE_ORDER_MARK.length && at + i < end && buffer[at + i] == BYTE_ORDER_MARK[i]) {
            i++;
        }
        at += i == BYTE_ORDER_MARK.length ? i : 0;
    }

    private void keep(final int to) {
        final int size = to - at;
        tooLong = tooLong || length + size > MAX_LINE;
        if (tooLong) {
            length = 0;
            return;
        }
        if (length + size > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + size));
        }
        System.arraycopy(buffer, at, line, length, size);
        length += size;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
