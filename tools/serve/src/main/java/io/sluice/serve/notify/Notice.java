package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.Severity;
import java.util.Locale;

/**
 * Something that a person should know.
 *
 * @param key      names it for ever: the journal, record and outcome it comes from, or what {@code serve} saw and when.
 * @param sequence of its record; 0 if it comes from none.
 * @param event    its name, as the rules know it.
 * @param wallMs   when it happened, by the wall clock, milliseconds since the epoch.
 * @param data     the outcome as {@code tail --json} shows it; {@code message} is its sentence.
 */
public record Notice(String key, long sequence, String event, Severity severity, long wallMs, ObjectNode data) {
    /** A notice of what {@code serve} sees by itself. */
    static Notice own(
            final String key, final String event, final Severity severity, final long wallMs, final String sentence) {
        final ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("event", event).put("severity", severity(severity)).put("message", sentence);
        return new Notice(key, 0, event, severity, wallMs, data);
    }

    /** The same under another key and event, about the same data. */
    Notice as(final String otherKey, final String otherEvent) {
        return new Notice(otherKey, 0, otherEvent, severity, wallMs, data.deepCopy());
    }

    static String severity(final Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** How grave it is, as JSON spells it. */
    String severityText() {
        return severity(severity);
    }

    /** Whether it shows a request that a person may answer. */
    boolean isRequest() {
        return event.equals("hitl.created") || event.equals("hitl.restored");
    }

    /** What it is about, where more notices may be about the same: a request. Empty for none. */
    String subject() {
        if (event.startsWith("hitl.")) {
            return "trade " + tradeId();
        }
        return event.startsWith("command.") ? "request " + text("requestId") : "";
    }

    /** Whether its subject has ended: nobody need be reminded of it. */
    boolean isEnd() {
        return event.equals("hitl.decided") || event.equals("hitl.expired") || event.equals(Notices.COMMAND_ENDED);
    }

    /** The trade it is about; 0 for none. */
    long tradeId() {
        return data.path("tradeId").asLong();
    }

    /** A field as text; empty where it is absent. */
    String text(final String field) {
        final JsonNode value = data.path(field);
        return value.isMissingNode() || value.isNull() ? "" : value.asText();
    }

    /** The sentence. */
    String sentence() {
        return text("message");
    }

    ObjectNode toJson() {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("key", key)
                .put("seq", sequence)
                .put("event", event)
                .put("severity", severity.name())
                .put("wall", wallMs);
        json.set("data", data);
        return json;
    }

    static Notice fromJson(final JsonNode json) {
        return new Notice(
                json.get("key").asText(),
                json.get("seq").asLong(),
                json.get("event").asText(),
                Severity.valueOf(json.get("severity").asText()),
                json.get("wall").asLong(),
                (ObjectNode) json.get("data"));
    }
}
