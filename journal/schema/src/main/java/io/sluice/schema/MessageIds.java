package io.sluice.schema;

import io.sluice.codec.SealDecoder;
import io.sluice.codec.SegmentsRemovedDecoder;
import io.sluice.codec.SnapshotTakenDecoder;
import io.sluice.codec.SyncPointDecoder;

/**
 * The ranges of template ids: what kind of message an id stands for.
 *
 * <pre>
 *    10 ..  49   session: what goes over a door and is never journaled
 *   100 .. 179   inputs that senders offer
 *   180 .. 199   inputs that only the engine makes
 *   200 .. 299   outcomes
 *   300 .. 399   views
 * </pre>
 */
public final class MessageIds {
    /** First template id of a session message. */
    public static final int FIRST_SESSION = 10;
    /** First template id of an input. */
    public static final int FIRST_INPUT = 100;
    /** First template id of an input that only the engine makes. */
    public static final int FIRST_OWN = 180;
    /** First template id of an outcome: the length of a table that an input's id indexes. */
    public static final int FIRST_OUTCOME = 200;
    /** First template id of a view. */
    public static final int FIRST_VIEW = 300;

    private MessageIds() {}

    /** Whether messages with this template id go over a door alone. */
    public static boolean isSession(final int templateId) {
        return templateId >= FIRST_SESSION && templateId < 50;
    }

    /** Whether messages with this template id are inputs. */
    public static boolean isInput(final int templateId) {
        return templateId >= FIRST_INPUT && templateId < FIRST_OUTCOME;
    }

    /** Whether messages with this template id are inputs that senders offer. */
    public static boolean isOffered(final int templateId) {
        return templateId >= FIRST_INPUT && templateId < FIRST_OWN;
    }

    /** Whether messages with this template id are outcomes. */
    public static boolean isOutcome(final int templateId) {
        return templateId >= FIRST_OUTCOME && templateId < FIRST_VIEW;
    }

    /**
     * Whether the engine keeps its own books with such inputs: seals, snapshots, points of synchronization, what
     * retention removes.
     */
    public static boolean isBookkeeping(final int templateId) {
        return switch (templateId) {
            case SealDecoder.TEMPLATE_ID,
                    SnapshotTakenDecoder.TEMPLATE_ID,
                    SyncPointDecoder.TEMPLATE_ID,
                    SegmentsRemovedDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }
}
