package io.sluice.control.step;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.CommandResultEncoder;
import io.sluice.codec.MessageType;
import io.sluice.control.image.Image;
import io.sluice.record.RecordEncoder;
import java.nio.ByteOrder;
import org.agrona.sbe.MessageEncoderFlyweight;

/** One input on its way through the machine. The same object serves every input. */
public final class Step {
    /** Ids of one record: sequence * 2^13 + index (SPEC W-3). */
    public static final int ID_BITS = 13;
    /** Most ids that one record may give out. */
    public static final int MAX_IDS = 1 << ID_BITS;

    private static final int NO_FIELD = CommandResultEncoder.fieldNullValue();

    private final CommandResultEncoder result = new CommandResultEncoder();
    private RecordEncoder record;
    private long sequence;
    private long nowNs;
    private int ids;
    private boolean effect;
    private Code answer = Code.OK;
    private int field = NO_FIELD;
    private int standing;

    /** Begins with the input that stands in the record. */
    public void begin(final RecordEncoder newRecord, final long newSequence, final long timeNs) {
        record = newRecord;
        sequence = newSequence;
        nowNs = timeNs;
        ids = 0;
        effect = true;
        answer = Code.OK;
        field = NO_FIELD;
        standing = 0;
    }

    /** The record being made. */
    public RecordEncoder record() {
        return record;
    }

    /** Its sequence number. */
    public long sequence() {
        return sequence;
    }

    /** Engine time of the input. */
    public long nowNs() {
        return nowNs;
    }

    /** A new id (SPEC W-3). */
    public long nextId() {
        if (ids == MAX_IDS) {
            throw new IllegalStateException("more than " + MAX_IDS + " ids in record " + sequence);
        }
        return (sequence << ID_BITS) + ids++;
    }

    /** The record belongs to what a timer was set for, not to the tick alone (W-4). */
    public void correlate(final long msb, final long lsb) {
        record.correlationId(msb, lsb);
    }

    /** Begins an outcome. */
    public <E extends MessageEncoderFlyweight> E next(final E encoder) {
        return record.next(encoder);
    }

    /** Begins an outcome that shares its layout with others (see {@link RecordEncoder#next}). */
    public <E extends MessageEncoderFlyweight> E next(final E encoder, final int templateId) {
        return record.next(encoder, templateId);
    }

    /** Ends an outcome. */
    public void end(final MessageEncoderFlyweight encoder) {
        record.end(encoder);
    }

    /** The answer says what still asks for halt after it: the reasons as bits. */
    public void standing(final int reasons) {
        standing = reasons;
    }

    /** The field that is wrong, by its number; the null value if there is none. */
    public int field() {
        return field;
    }

    /** Says that the input did nothing; it is then not written unless it has an outcome (J-1). */
    public void noEffect() {
        effect = false;
    }

    /** Refuses the input although it had effects, as a fact that does not fit has (O-0); the first refusal stands. */
    public void refuse(final Code code) {
        if (answer == Code.OK) {
            answer = code;
        }
    }

    /** Names the field that is wrong (W-0), by its number in the input's message; returns MALFORMED. */
    public Code malformed(final int fieldId) {
        if (field == NO_FIELD) {
            field = fieldId;
        }
        return Code.MALFORMED;
    }

    /**
     * Writes the answer as the last outcome: a refusal always, OK where one is owed (O-0).
     *
     * @return whether the record is to be written (J-1).
     */
    public boolean close(final int templateId, final boolean owesAnswer) {
        if (answer != Code.OK || owesAnswer) {
            next(result)
                    .command(MessageType.get((short) templateId))
                    .accepted(answer == Code.OK ? Bool.TRUE : Bool.FALSE)
                    .code(answer)
                    .field(answer == Code.MALFORMED ? field : NO_FIELD);
            result.buffer()
                    .putInt(
                            result.offset() + CommandResultEncoder.standingEncodingOffset(),
                            answer == Code.OK ? standing : 0,
                            ByteOrder.LITTLE_ENDIAN);
            end(result);
        }
        return effect || record.outcomes() > 0;
    }

    /** Images where the machine stands. */
    public void image(final Image image) {
        sequence = image.int64(sequence);
        nowNs = image.int64(nowNs);
    }
}
