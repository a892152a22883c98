package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A notice on its way to one channel.
 *
 * @param id    names it for ever, over restarts.
 * @param dueMs wall clock before which it waits.
 * @param stage 0, or of a reminder more.
 */
record Entry(String id, Notice notice, String channel, long dueMs, Quiet quiet, boolean must, int stage) {
    static Entry of(final Notice notice, final Aim aim) {
        return new Entry(
                notice.key() + '/' + aim.channel() + '/' + aim.stage(),
                notice,
                aim.channel(),
                notice.wallMs() + aim.delayMs(),
                aim.quiet(),
                aim.must(),
                aim.stage());
    }

    boolean isReminder() {
        return stage > 0;
    }

    /** Whether its time has come. */
    boolean isDue(final long nowMs) {
        return dueMs <= nowMs && (must || !quiet.covers(nowMs));
    }

    ObjectNode toJson() {
        return Json.object()
                .put("id", id)
                .put("channel", channel)
                .put("due", dueMs)
                .put("quiet", quiet.text())
                .put("must", must)
                .put("stage", stage);
    }

    static Entry fromJson(final JsonNode json, final Notice notice) {
        return new Entry(
                json.get("id").asText(),
                notice,
                json.get("channel").asText(),
                json.get("due").asLong(),
                Quiet.of(json.get("quiet").asText()),
                json.get("must").asBoolean(),
                json.get("stage").asInt());
    }
}
