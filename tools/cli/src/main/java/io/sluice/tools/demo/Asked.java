package io.sluice.tools.demo;

import io.sluice.codec.ActionType;
import io.sluice.codec.OrderIntentDecoder;

/** What a strategy asked so far, as the journal has it. */
final class Asked {
    /** Recorded intents that are kept whole, to be asked again after a crash. */
    static final int KEPT = 8;

    private final long[] lastByAction = new long[ActionType.values().length];
    private final byte[][] messages = new byte[KEPT][];
    private final long[] ids = new long[KEPT];
    private long highestId;
    private long lastLimitId;

    void onIntent(final OrderIntentDecoder intent, final byte[] message) {
        if (intent.intentId() <= highestId) {
            return;
        }
        highestId = intent.intentId();
        if (intent.action() == ActionType.REDUCE_ONLY && intent.price() != 0) {
            lastLimitId = highestId;
        } else {
            lastByAction[intent.action().ordinal()] = highestId;
        }
        System.arraycopy(messages, 1, messages, 0, KEPT - 1);
        System.arraycopy(ids, 1, ids, 0, KEPT - 1);
        messages[KEPT - 1] = message;
        ids[KEPT - 1] = highestId;
    }

    long highestId() {
        return highestId;
    }

    /** Id of the last intent of an action, resting exits apart; 0 if there was none. */
    long last(final ActionType action) {
        return lastByAction[action.ordinal()];
    }

    /** Id of the last exit with a limit price; 0 if there was none. */
    long lastLimitExit() {
        return lastLimitId;
    }

    /** Whole messages of the last intents, oldest first; null where there were fewer. */
    byte[][] recent() {
        return messages.clone();
    }

    /** Their ids. */
    long[] recentIds() {
        return ids.clone();
    }
}
