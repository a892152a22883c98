package io.sluice.serve.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** One decision per operator and trade a second (SPEC A-5): a button that is pressed twice decides once. Any thread. */
final class DecisionRate {
    private static final long SECOND_MS = 1_000;
    private static final int MOST = 4096;

    private final LongSupplier clock;
    private final Map<String, Long> lastMs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    /** @param clock wall clock, milliseconds. */
    DecisionRate(final LongSupplier clock) {
        this.clock = clock;
    }

    /** @throws HttpProblem 429 if the last one is less than a second ago. */
    synchronized void take(final String operator, final long tradeId) {
        final long now = clock.getAsLong();
        final Long last = lastMs.get(operator + " " + tradeId);
        if (last != null && now - last >= 0 && now - last < SECOND_MS) {
            throw new HttpProblem(
                            Statuses.TOO_MANY,
                            "TOO_MANY",
                            operator + " decided about trade " + tradeId + " less than a second ago")
                    .header("Retry-After", "1");
        }
        lastMs.put(operator + " " + tradeId, now);
    }
}
