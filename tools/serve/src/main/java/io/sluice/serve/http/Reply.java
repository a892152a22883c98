package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. The frame adds the headers that every answer has, and {@code correlation_id} to an object without one.
 *
 * @param status  of HTTP.
 * @param json    null for an answer that is none.
 * @param bytes   body of an answer that is no JSON; null for none.
 * @param type    of the bytes.
 * @param headers its own; they win over those that every answer has.
 * @param seq     record that it reflects; below 0 if none.
 * @param ageMs   milliseconds since that was last known to be so.
 * @param isSecret whether no file may keep it.
 */
public record Reply(
        int status,
        JsonNode json,
        byte[] bytes,
        String type,
        Map<String, String> headers,
        long seq,
        long ageMs,
        boolean isSecret) {
    private static final int OK = 200;

    /** Takes a copy of the headers. */
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** An object or an array. */
    public static Reply json(final JsonNode body) {
        return new Reply(OK, body, null, "application/json", Map.of(), -1, 0, false);
    }

    /** A text of another kind. */
    public static Reply text(final int status, final String type, final String body) {
        return new Reply(status, null, body.getBytes(StandardCharsets.UTF_8), type, Map.of(), -1, 0, false);
    }

    /** No body: a redirect, say. */
    public static Reply empty(final int status) {
        return new Reply(status, null, null, null, Map.of(), -1, 0, false);
    }

    /** With another status. */
    public Reply status(final int other) {
        return new Reply(other, json, bytes, type, headers, seq, ageMs, isSecret);
    }

    /** With the record that it reflects. */
    public Reply at(final long record, final long ageMillis) {
        return new Reply(status, json, bytes, type, headers, record, ageMillis, isSecret);
    }

    /** Holds a secret, as a link that opens something: no file keeps it. */
    public Reply secret() {
        return new Reply(status, json, bytes, type, headers, seq, ageMs, true);
    }

    /** With a header. */
    public Reply header(final String name, final String value) {
        final Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, json, bytes, type, more, seq, ageMs, isSecret);
    }
}
