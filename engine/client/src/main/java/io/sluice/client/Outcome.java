package io.sluice.client;

import io.sluice.json.Sentences;
import io.sluice.schema.MessageReader;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One outcome of a record: a copy, which stays. */
public final class Outcome {
    private final UnsafeBuffer message;
    private final MessageReader reader = new MessageReader();

    private Outcome(final byte[] message) {
        this.message = new UnsafeBuffer(message);
        reader.wrap(this.message, 0, message.length);
    }

    /**
     * Copies an outcome.
     *
     * @param offset of its message header.
     * @param length header included, in bytes.
     */
    public static Outcome copy(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new Outcome(bytes);
    }

    /** Its type, as the schema names it: {@code TradeTransition}. */
    public String type() {
        return reader.spec().name();
    }

    /** Template id of its type. */
    public int templateId() {
        return reader.spec().id();
    }

    /** The message, its header at 0, for the decoder of its type. */
    public DirectBuffer message() {
        return message;
    }

    /** What it says, in words. */
    public String sentence() {
        return Sentences.message(reader);
    }

    @Override
    public String toString() {
        return type() + ": " + sentence();
    }
}
