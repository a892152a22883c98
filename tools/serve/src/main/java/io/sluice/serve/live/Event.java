package io.sluice.serve.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.json.Times;

/**
 * Something to be told, as it goes over the wire.
 *
 * @param seq  record that it is of.
 * @param text the whole event as JSON, made once for all readers.
 */
record Event(LiveChannel channel, long seq, String text) {
    static final String SNAPSHOT = "snapshot";

    static Event of(
            final LiveChannel channel, final String event, final long seq, final long timeNs, final JsonNode data) {
        final ObjectNode out = head(channel, event, seq, timeNs);
        out.set("data", data);
        return new Event(channel, seq, out.toString());
    }

    /** A snapshot, and whether events before it are missing. */
    static Event snapshot(
            final LiveChannel channel, final long seq, final long timeNs, final boolean gap, final JsonNode data) {
        final ObjectNode out = head(channel, SNAPSHOT, seq, timeNs);
        out.put("gap", gap);
        out.set("data", data);
        return new Event(channel, seq, out.toString());
    }

    private static ObjectNode head(final LiveChannel channel, final String event, final long seq, final long timeNs) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("channel", channel.spelling())
                .put("event", event)
                .put("seq", seq)
                .put("time", Times.toString(timeNs));
    }
}
