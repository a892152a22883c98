package io.sluice.replay.whatif;

import io.sluice.codec.ActionType;
import io.sluice.codec.Code;
import io.sluice.codec.Verdict;

/**
 * What became of an intent: its last answer.
 *
 * @param sequence  recorded record at which it was given; of a timer that the journal lacks the record before which it
 *                  fires.
 * @param timeNs    engine time.
 * @param quantity  scaled by 10^8, as sized.
 * @param leverage  scaled by 10^8.
 * @param wasHeld   whether a person was asked.
 */
public record IntentAnswer(
        long sequence,
        long timeNs,
        ActionType action,
        Verdict verdict,
        Code code,
        long quantity,
        long leverage,
        boolean wasHeld) {
    /** Whether it says the same, whenever it was said; of what is refused the size does not matter. */
    boolean sameAs(final IntentAnswer other) {
        return other != null
                && verdict == other.verdict
                && code == other.code
                && wasHeld == other.wasHeld
                && (verdict == Verdict.REJECT || quantity == other.quantity && leverage == other.leverage);
    }

    /** Verdict and code, as {@code REJECT SEC-050}. */
    public String words() {
        return verdict + " " + code.name().replace("SEC_", "SEC-");
    }
}
