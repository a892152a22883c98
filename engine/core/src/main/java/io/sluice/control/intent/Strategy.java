package io.sluice.control.intent;

import io.sluice.codec.DecisionDecoder;
import io.sluice.control.image.Image;
import io.sluice.control.limits.RepeatWatch;
import io.sluice.control.limits.TokenBucket;
import io.sluice.control.step.Text;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One strategy with its last decisions (G-4). Intent ids rise, so the ring is in their order and can be searched by
 * halves. A slot holds the block of the Decision as it was given.
 */
public final class Strategy {
    /** No words, no operator. */
    public static final Text NO_WORDS = new Text(0);

    private final int id;
    private final long[] intentIds;
    private final long[] fingerprints;
    private final UnsafeBuffer blocks;
    private long highestIntentId;
    private long count;
    private boolean enabled = true;
    private boolean silent;
    private long lastSeenNs = Long.MIN_VALUE;
    private final Timer silence;
    private final TokenBucket bucket = new TokenBucket();
    private final RepeatWatch repeats = new RepeatWatch();

    Strategy(final int id, final int remembered) {
        this.id = id;
        silence = new Timer(TimerKind.STRATEGY_SILENT, id);
        intentIds = new long[remembered];
        fingerprints = new long[remembered];
        blocks = new UnsafeBuffer(new byte[remembered * DecisionDecoder.BLOCK_LENGTH]);
        Arrays.fill(intentIds, -1);
    }

    /** Number of the strategy. */
    public int id() {
        return id;
    }

    /** Highest intent id that was kept, 0 if none. */
    public long highestIntentId() {
        return highestIntentId;
    }

    /** Whether its intents are taken. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Enables or disables it. */
    public void enabled(final boolean nowEnabled) {
        enabled = nowEnabled;
    }

    /** Whether it was silent for too long and is not heard yet. */
    public boolean isSilent() {
        return silent;
    }

    /** Notes its silence. */
    public void silent(final boolean nowSilent) {
        silent = nowSilent;
    }

    /** Engine time of its last sign of life, Long.MIN_VALUE if never. */
    public long lastSeenNs() {
        return lastSeenNs;
    }

    /** A sign of life. */
    public void seen(final long nowNs) {
        lastSeenNs = nowNs;
    }

    /** Timer of its silence (section 11). */
    public Timer silence() {
        return silence;
    }

    public TokenBucket bucket() {
        return bucket;
    }

    /** Its last orders. */
    public RepeatWatch repeats() {
        return repeats;
    }

    /** Remembers a new intent with its decision; the oldest one is forgotten. */
    void remember(final long intentId, final long fingerprint, final DirectBuffer block, final int offset) {
        final int slot = (int) (count++ % intentIds.length);
        highestIntentId = intentId;
        intentIds[slot] = intentId;
        fingerprints[slot] = fingerprint;
        put(slot, block, offset);
    }

    /** Whatever id is not above this counts as answered, though nobody knows how (J-2). */
    void fence(final long intentId) {
        highestIntentId = Math.max(highestIntentId, intentId);
    }

    /** Slot of an intent, or -1 if it is not remembered. */
    public int find(final long intentId) {
        long low = Math.max(0, count - intentIds.length);
        long high = count - 1;
        while (low <= high) {
            final long middle = low + high >>> 1;
            final int slot = (int) (middle % intentIds.length);
            if (intentIds[slot] == intentId) {
                return slot;
            }
            if (intentIds[slot] < intentId) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    public long fingerprint(final int slot) {
        return fingerprints[slot];
    }

    /** Replaces the decision of a slot by a later one. */
    void put(final int slot, final DirectBuffer block, final int offset) {
        blocks.putBytes(slot * DecisionDecoder.BLOCK_LENGTH, block, offset, DecisionDecoder.BLOCK_LENGTH);
    }

    public UnsafeBuffer blocks() {
        return blocks;
    }

    /** Images it with the decisions it remembers, the oldest first. */
    void image(final Image image, final TimerBook timers) {
        highestIntentId = image.int64(highestIntentId);
        enabled = image.bool(enabled);
        silent = image.bool(silent);
        lastSeenNs = image.int64(lastSeenNs);
        timers.image(image, silence);
        bucket.image(image);
        repeats.image(image);
        count = image.int64(count);
        if (count < 0) {
            throw image.wrong("it counts " + count + " decisions");
        }
        for (long i = Math.max(0, count - intentIds.length); i < count; i++) {
            final int slot = (int) (i % intentIds.length);
            intentIds[slot] = image.int64(intentIds[slot]);
            fingerprints[slot] = image.int64(fingerprints[slot]);
            image.bytes(blocks, slot * DecisionDecoder.BLOCK_LENGTH, DecisionDecoder.BLOCK_LENGTH);
        }
    }
}
