package io.sluice.serve.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as the channels and the outbox need it. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What a service answered; an empty object where that is no JSON. */
    static JsonNode read(final String text) {
        try {
            final JsonNode read = MAPPER.readTree(text);
            return read == null || read.isMissingNode() ? object() : read;
        } catch (final JsonProcessingException e) {
            return object();
        }
    }

    static String write(final JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
