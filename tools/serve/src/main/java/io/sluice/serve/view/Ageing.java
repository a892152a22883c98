package io.sluice.serve.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import java.util.List;

/**
 * Brings what counts time in a row to the present (SPEC C-4): an engine without inputs writes no image, and what is
 * old grows older all the same.
 *
 * @param quoteStaleNs    age past which a quote is stale.
 * @param positionStaleNs age past which a report of positions is.
 */
public record Ageing(long quoteStaleNs, long positionStaleNs) {
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final List<String> AGES = List.of("equity_age_ms", "age_ms", "reported_age_ms");

    /** Changes a row in place. */
    void to(final ObjectNode row, final ViewName view, final long imageNs, final long nowNs) {
        if (row.hasNonNull("seconds_remaining")) {
            row.put("seconds_remaining", secondsUntil(row.get("expires_at"), nowNs));
        }
        final long elapsedMs = Math.max(0, (nowNs - imageNs) / NS_PER_MS);
        for (final String age : AGES) {
            if (row.hasNonNull(age)) {
                row.put(age, row.get(age).longValue() + elapsedMs);
            }
        }
        if (view == ViewName.QUOTES && row.path("age_ms").longValue() > quoteStaleNs / NS_PER_MS
                || view == ViewName.POSITIONS
                        && row.path("reported_age_ms").longValue() > positionStaleNs / NS_PER_MS) {
            row.put("stale", true);
        }
    }

    /** Whole seconds, a part of one counting as one; 0 once it is over. */
    private static long secondsUntil(final JsonNode time, final long nowNs) {
        try {
            return Math.max(0, -Math.floorDiv(nowNs - Times.parse(time.textValue()), NS_PER_SECOND));
        } catch (final MalformedException e) {
            throw new IllegalStateException("a time was written that cannot be read: " + time, e);
        }
    }
}
