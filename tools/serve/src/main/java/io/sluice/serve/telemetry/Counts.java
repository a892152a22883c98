package io.sluice.serve.telemetry;

import java.util.Map;

/**
 * What the journal says of people's decisions since the engine's start.
 *
 * @param sequence          last record that was counted; 0 for none.
 * @param requests          requests to a person.
 * @param approvals         requests that were let go.
 * @param rejections        requests that were not, by the code of why.
 * @param timeouts          of these, those that ran out.
 * @param blockedByGuardian requests that a lock ended, and intents and decisions that one refused.
 * @param responses         decisions of persons by {@link #RESPONSE_SECONDS}, the last place for longer ones.
 * @param responseNs        sum of the time that these took.
 * @param wallMinusEngineNs wall clock minus engine time, at the last record.
 * @param unsealedNs        engine time from the first record of note that no seal covers to the last record; 0 if
 *                          all is sealed.
 */
public record Counts(
        long sequence,
        long requests,
        long approvals,
        Map<String, Long> rejections,
        long timeouts,
        long blockedByGuardian,
        long[] responses,
        long responseNs,
        long wallMinusEngineNs,
        long unsealedNs) {
    /** Upper bounds of the buckets, in seconds. */
    static final int[] RESPONSE_SECONDS = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600};

    static final Counts NONE = new Counts(0, 0, 0, Map.of(), 0, 0, new long[RESPONSE_SECONDS.length + 1], 0, 0, 0);
}
