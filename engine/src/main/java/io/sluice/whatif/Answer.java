package io.sluice.whatif;

import io.sluice.codec.Code;
import io.sluice.codec.Verdict;

/**
 * The last answer that an intent got.
 *
 * @param sequence of the record it stands in.
 * @param timeNs   engine time of that record.
 */
public record Answer(long sequence, long timeNs, Verdict verdict, Code code) {
    /** Whether it says the same, whenever it was said. */
    boolean sameAs(final Answer other) {
        return other != null && verdict == other.verdict && code == other.code;
    }
}
