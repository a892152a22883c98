package io.sluice.control.intent;

import io.sluice.control.image.Image;
import io.sluice.control.limits.RepeatWatch;
import io.sluice.control.limits.TokenBucket;
import io.sluice.control.step.Text;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;
import org.agrona.DirectBuffer;

/** One strategy: what may hold it back, its signs of life, and its last decisions. */
public final class Strategy {
    /** No words, no operator. */
    public static final Text NO_WORDS = new Text(0);

    private final int id;
    private final DecisionMemory decisions;
    private long highestIntentId;
    private boolean enabled = true;
    private boolean silent;
    private long lastSeenNs = Long.MIN_VALUE;
    private final Timer silence;
    private final TokenBucket bucket = new TokenBucket();
    private final RepeatWatch repeats = new RepeatWatch();

    /** @param decisions empty. */
    Strategy(final int id, final DecisionMemory decisions) {
        this.id = id;
        this.decisions = decisions;
        silence = new Timer(TimerKind.STRATEGY_SILENT, id);
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

    /** Timer of its silence (B-4). */
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

    /** Its last decisions. */
    public DecisionMemory decisions() {
        return decisions;
    }

    /** Remembers a new intent with its decision. */
    void remember(final long intentId, final long fingerprint, final DirectBuffer block, final int offset) {
        highestIntentId = intentId;
        decisions.add(intentId, fingerprint, block, offset);
    }

    /** Whatever id is not above this counts as answered, though nobody knows how (J-2). */
    void fence(final long intentId) {
        highestIntentId = Math.max(highestIntentId, intentId);
    }

    /** Images it with the decisions it remembers. */
    void image(final Image image, final TimerBook timers) {
        highestIntentId = image.int64(highestIntentId);
        enabled = image.bool(enabled);
        silent = image.bool(silent);
        lastSeenNs = image.int64(lastSeenNs);
        timers.image(image, silence);
        bucket.image(image);
        repeats.image(image);
        decisions.image(image);
    }
}
