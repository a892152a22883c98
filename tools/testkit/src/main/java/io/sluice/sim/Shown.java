package io.sluice.sim;

import io.sluice.json.JsonOutput;
import io.sluice.json.JsonRecord;
import io.sluice.record.RecordDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A record as a person reads it. */
final class Shown {
    private Shown() {}

    /** Its lines of JSON. */
    static String of(final byte[] record) {
        final RecordDecoder decoder = new RecordDecoder();
        decoder.wrap(new UnsafeBuffer(record), 0, record.length);
        final StringBuilder out = new StringBuilder();
        new JsonRecord().wrap(decoder).all(out);
        return out.toString();
    }

    /** A row of a view. */
    static void view(final StringBuilder out, final DirectBuffer buffer, final int offset, final int length) {
        out.append('\n');
        new JsonOutput().message(out, buffer, offset, length);
    }
}
