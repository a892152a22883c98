package io.sluice.serve.telemetry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the lines of a log file end that tell of records up to a certain one; it reads from the end. */
final class LogTail {
    private static final int STEP = 8192;
    /** The record of a line, of either form. */
    private static final Pattern SEQUENCE =
            Pattern.compile("^\\S+ [A-Z]+ #(\\d{1,18}) |^\\{[^{}]*?\"seq\":(\\d{1,18}),");

    private LogTail() {}

    /**
     * Where these lines end.
     *
     * @param held last record; 0 for any.
     */
    static long end(final FileChannel file, final long held) throws IOException {
        long end = afterLineFeed(file, file.size());
        while (held > 0 && end > 0) {
            final long start = afterLineFeed(file, end - 1);
            if (sequence(text(file, start, end)) <= held) {
                break;
            }
            end = start;
        }
        return end;
    }

    /** The last place before another one that follows a line feed, or the beginning. */
    private static long afterLineFeed(final FileChannel file, final long before) throws IOException {
        long to = before;
        while (to > 0) {
            final long from = Math.max(0, to - STEP);
            final int at = text(file, from, to).lastIndexOf('\n');
            if (at >= 0) {
                return from + at + 1;
            }
            to = from;
        }
        return 0;
    }

    private static long sequence(final String line) {
        final Matcher matcher = SEQUENCE.matcher(line);
        if (!matcher.find()) {
            return 0;
        }
        return Long.parseLong(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    /** Each byte as one character, so that places in the text are places in the file. */
    private static String text(final FileChannel file, final long from, final long to) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            continue;
        }
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }
}
