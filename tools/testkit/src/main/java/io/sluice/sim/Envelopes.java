package io.sluice.sim;

import io.sluice.codec.OpenOrderEncoder;
import io.sluice.codec.PositionReportEncoder;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.schema.FrameCheck;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Makes envelopes, one after the other, for any origin. */
class Envelopes {
    private final Map<SenderId, EnvelopeEncoder> encoders = new HashMap<>();
    private final byte[] bytes = new byte[128 * 1024];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private EnvelopeEncoder envelope;

    /** Begins an input of that origin. */
    final <E extends MessageEncoderFlyweight> E begin(final SenderId door, final E encoder) {
        envelope = encoders.computeIfAbsent(door, d -> new EnvelopeEncoder(d.role(), d.principal()));
        return envelope.begin(buffer, 0, encoder);
    }

    /** Ends it; the envelope is the caller's. */
    final byte[] end(final MessageEncoderFlyweight encoder) {
        final byte[] ended = endUnchecked(encoder);
        final String fault = FrameCheck.check(buffer, envelope.inputOffset(), ended.length - envelope.inputOffset());
        if (fault != null) {
            throw new IllegalStateException("the simulator made an input that no door lets in: " + fault);
        }
        return ended;
    }

    /** The same for what comes through no door: a start and its configuration of many lines. */
    final byte[] endUnchecked(final MessageEncoderFlyweight encoder) {
        return Arrays.copyOf(bytes, envelope.end(encoder));
    }

    /** The same input as if it came from another origin. */
    final byte[] from(final SenderId door, final byte[] original) {
        final UnsafeBuffer source = new UnsafeBuffer(original);
        final int at = inputOffset(source);
        final EnvelopeEncoder other = encoders.computeIfAbsent(door, d -> new EnvelopeEncoder(d.role(), d.principal()));
        final int length = other.wrap(buffer, 0, source, at, original.length - at);
        return Arrays.copyOf(bytes, length);
    }

    /** Where the input's message header stands in an envelope. */
    static int inputOffset(final UnsafeBuffer envelope) {
        return 4 + envelope.getInt(0) + 4;
    }

    /** Whether it is a line of a report of positions or orders. */
    static boolean isReport(final byte[] envelope) {
        final UnsafeBuffer buffer = new UnsafeBuffer(envelope);
        final int template = buffer.getShort(inputOffset(buffer) + 2, ByteOrder.LITTLE_ENDIAN);
        return template == PositionReportEncoder.TEMPLATE_ID || template == OpenOrderEncoder.TEMPLATE_ID;
    }
}
