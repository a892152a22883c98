package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What happened longer ago than the image remembers, from the mirror. Any thread. */
public interface History {
    /** There is no mirror: nothing is found, and that is never all. */
    History NONE = new History() {
        private static final Found NOTHING = new Found(List.of(), false);

        @Override
        public Found requests(final String status, final String symbol, final long sinceNs, final int limit) {
            return NOTHING;
        }

        @Override
        public Found request(final long tradeId) {
            return NOTHING;
        }

        @Override
        public Found transitions(final int limit) {
            return NOTHING;
        }
    };

    /**
     * What was found.
     *
     * @param rows       in the form of the API.
     * @param isComplete whether the mirror holds all that happened, some seconds ago at least.
     */
    record Found(List<ObjectNode> rows, boolean isComplete) {}

    /**
     * Requests, the newest first.
     *
     * @param status  null for any.
     * @param symbol  null for any.
     * @param sinceNs asked then or later, nanoseconds since the epoch.
     */
    Found requests(String status, String symbol, long sinceNs, int limit);

    /** One request, or none. */
    Found request(long tradeId);

    /** Changes of mode, the newest first. */
    Found transitions(int limit);
}
