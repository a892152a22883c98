package io.sluice.client;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;
import io.sluice.codec.Verdict;
import org.agrona.DirectBuffer;

/**
 * What a decision says to anyone, without what would be needed to act on it. Lives in the queue's memory: it may be
 * asked only during the call that hands it over, and says so afterwards.
 */
public class Answer {
    private final DecisionDecoder decision = new DecisionDecoder();
    private DirectBuffer buffer;
    private int offset;

    Answer() {}

    final void wrap(final DirectBuffer queue, final int index) {
        buffer = queue;
        offset = index;
        decision.wrap(
                queue,
                index + DecisionSource.MESSAGE + MessageHeaderDecoder.ENCODED_LENGTH,
                DecisionDecoder.BLOCK_LENGTH,
                DecisionDecoder.SCHEMA_VERSION);
    }

    final void leave() {
        buffer = null;
    }

    final DecisionDecoder decision() {
        open();
        return decision;
    }

    private DirectBuffer open() {
        if (buffer == null) {
            throw new IllegalStateException("a decision may be looked at only while it is handed over");
        }
        return buffer;
    }

    /** Intent that is answered. */
    public final long intentId() {
        return decision().intentId();
    }

    /** Its trade; 0 if there is none. */
    public final long tradeId() {
        return decision().tradeId();
    }

    /** What was wanted. */
    public final ActionType action() {
        return decision().action();
    }

    /** The verdict; an ALLOW that is not handed over as an {@link AllowedOrder} must not be acted on. */
    public final Verdict verdict() {
        return decision().verdict();
    }

    /** Why the answer is what it is. */
    public final Code code() {
        return decision().code();
    }

    /** Mode in which it was given. */
    public final SystemMode mode() {
        return decision().mode();
    }

    /** Stage of the recovery owed then, NULL_VAL if none. */
    public final RecoveryStage stage() {
        return decision().stage();
    }

    /** Whether it was given before (G-4). */
    public final boolean isRepeat() {
        return decision().repeat() == Bool.TRUE;
    }

    /** Bits of what it warns of, see WarningSet. */
    public final int warnings() {
        final DecisionDecoder d = decision();
        return d.buffer().getByte(d.offset() + DecisionDecoder.warningsEncodingOffset()) & 0xFF;
    }

    /** Sequence of its record. */
    public final long sequence() {
        return open().getLong(offset + DecisionSource.SEQUENCE);
    }

    /** Engine time of its record. */
    public final long timeNs() {
        return open().getLong(offset + DecisionSource.TIME);
    }

    /** First half of the correlation id. */
    public final long correlationMsb() {
        return open().getLong(offset + DecisionSource.CORRELATION);
    }

    /** Second half of the correlation id. */
    public final long correlationLsb() {
        return open().getLong(offset + DecisionSource.CORRELATION + Long.BYTES);
    }
}
