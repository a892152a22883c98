package io.sluice.engine.line;

import static io.sluice.record.RecordLayout.FRAME_PREFIX_LENGTH;

import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalDecidedDecoder;
import io.sluice.codec.ApprovalExpiredDecoder;
import io.sluice.codec.ApprovalRestoredDecoder;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.Role;
import io.sluice.record.RecordEncoder;
import io.sluice.schema.MessageIds;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Which records matter how much to the device (SPEC J-5), told by their template ids. Allocates nothing. */
final class SyncNeed {
    private static final int TEMPLATES = 400;
    private static final boolean[] BEFORE_RELEASE = new boolean[TEMPLATES];

    static {
        for (final int templateId : new int[] {
            ClosePositionDecoder.TEMPLATE_ID,
            CancelOrderDecoder.TEMPLATE_ID,
            ApprovalCreatedDecoder.TEMPLATE_ID,
            ApprovalDecidedDecoder.TEMPLATE_ID,
            ApprovalExpiredDecoder.TEMPLATE_ID,
            ApprovalRestoredDecoder.TEMPLATE_ID,
            ModeChangedDecoder.TEMPLATE_ID,
            EmergencyChangedDecoder.TEMPLATE_ID
        }) {
            BEFORE_RELEASE[templateId] = true;
        }
    }

    private SyncNeed() {}

    /**
     * Whether {@code operator} forces a record before its release: commands to the broker, approvals, mode changes,
     * emergencies, and whatever an operator sent.
     */
    static boolean isBeforeRelease(final RecordEncoder record, final int length) {
        if (record.header().role() == Role.OPERATOR) {
            return true;
        }
        final UnsafeBuffer buffer = record.buffer();
        int at = record.outcomesOffset();
        while (at < length) {
            final int message = at + FRAME_PREFIX_LENGTH;
            if (BEFORE_RELEASE[buffer.getShort(message + 2, ByteOrder.LITTLE_ENDIAN)]) {
                return true;
            }
            at = message + buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
        }
        return false;
    }

    /** Whether a record is only what the engine notes of its own journal: it is forced, too, but is no reason to. */
    static boolean isBookkeeping(final RecordEncoder record, final int length) {
        return record.outcomesOffset() == length && MessageIds.isBookkeeping(record.inputTemplateId());
    }
}
