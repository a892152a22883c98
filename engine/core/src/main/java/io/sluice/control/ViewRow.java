package io.sluice.control;

import io.sluice.codec.Bool;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.control.view.ViewSink;
import io.sluice.schema.Schema;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** The row of a view that is being written, with whatever is not set absent; and how old things are at its time. */
final class ViewRow {
    static final int MAX_BYTES = 4096;
    static final long ABSENT = Long.MIN_VALUE;

    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Rooms rooms;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private ViewSink sink;

    ViewRow(final Rooms rooms) {
        this.rooms = rooms;
    }

    /** Sends the rows that follow to a sink. */
    void to(final ViewSink target) {
        sink = target;
    }

    <E extends MessageEncoderFlyweight> E begin(final E encoder) {
        final byte[] absent = Schema.message(encoder.sbeTemplateId()).absentBlock();
        header.wrap(buffer, 0)
                .blockLength(absent.length)
                .templateId(encoder.sbeTemplateId())
                .schemaId(encoder.sbeSchemaId())
                .version(encoder.sbeSchemaVersion());
        buffer.putBytes(MessageHeaderEncoder.ENCODED_LENGTH, absent);
        encoder.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
        return encoder;
    }

    void end(final MessageEncoderFlyweight encoder) {
        end(encoder.encodedLength());
    }

    /** @param length bytes behind the header. */
    void end(final int length) {
        sink.onRow(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    /** For what no encoder sets; offsets are those of the encoder. */
    MutableDirectBuffer buffer() {
        return buffer;
    }

    long seq() {
        return rooms.step.sequence();
    }

    long now() {
        return rooms.step.nowNs();
    }

    long ageMs(final long timeNs) {
        return (now() - timeNs) / NS_PER_MS;
    }

    /** Whole seconds, a part of one counting as one. */
    int secondsUntil(final long timeNs) {
        return (int) -Math.floorDiv(now() - timeNs, NS_PER_SECOND);
    }

    static Bool bool(final boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }
}
