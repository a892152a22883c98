package io.sluice.serve.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.json.JsonOutput;
import io.sluice.record.RecordDecoder;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;

/**
 * Messages of the schema as objects of the API (SPEC A-4): the keys of the JSON form in snake_case, each of them
 * always there, {@code null} where the message has nothing. A symbol has a second name: {@code ticker} in a lockout,
 * {@code instrument} elsewhere. One thread at a time.
 */
public final class ApiForm {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> SNAKES = new ConcurrentHashMap<>();
    private static final int TEMPLATE_AT = 2;
    private static final String SYMBOL = "symbol";

    private final JsonOutput json = new JsonOutput();
    private final StringBuilder text = new StringBuilder();

    /**
     * One message, without its type.
     *
     * @param offset of its message header.
     * @param length header, block and texts.
     */
    public ObjectNode of(final DirectBuffer buffer, final int offset, final int length) {
        text.setLength(0);
        json.message(text, buffer, offset, length);
        final ObjectNode given = parse(text.toString());
        final ObjectNode row = MAPPER.createObjectNode();
        for (final String key : JsonOutput.keys(buffer.getShort(offset + TEMPLATE_AT, ByteOrder.LITTLE_ENDIAN))) {
            put(row, key, given.get(key));
        }
        return aliased(row);
    }

    /** The message of a record that the decoder stands on. */
    public ObjectNode of(final RecordDecoder record) {
        return of(record.buffer(), record.messageOffset(), record.messageLength());
    }

    /** An outcome as {@code tail --json} shows it, as an object of the API: what is absent stays away. */
    public static ObjectNode ofLine(final String line) {
        return (ObjectNode) snaked(parse(line));
    }

    /** A key in snake_case. */
    public static String snake(final String camel) {
        return SNAKES.computeIfAbsent(camel, ApiForm::snakeOf);
    }

    private static String snakeOf(final String camel) {
        final StringBuilder snake = new StringBuilder(camel.length() + 4);
        for (int i = 0; i < camel.length(); i++) {
            final char c = camel.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                snake.append('_').append((char) (c - 'A' + 'a'));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    private static ObjectNode parse(final String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a message was written as JSON that cannot be read", e);
        }
    }

    private static void put(final ObjectNode row, final String key, final JsonNode value) {
        row.set(snake(key), value == null ? row.nullNode() : snaked(value));
        if (key.equals(SYMBOL)) {
            // Keeps the second name beside the first; which one it is shows once the row is whole.
            row.putNull("instrument");
        }
    }

    private static JsonNode snaked(final JsonNode value) {
        if (value.isObject()) {
            final ObjectNode row = MAPPER.createObjectNode();
            value.properties().forEach(each -> row.set(snake(each.getKey()), snaked(each.getValue())));
            return row;
        }
        if (value.isArray()) {
            final ArrayNode list = MAPPER.createArrayNode();
            value.forEach(each -> list.add(snaked(each)));
            return list;
        }
        return value;
    }

    private static ObjectNode aliased(final ObjectNode row) {
        if (!row.has(SYMBOL)) {
            return row;
        }
        if (row.has("lockout_id")) {
            row.remove("instrument");
            row.set("ticker", row.get(SYMBOL));
        } else {
            row.set("instrument", row.get(SYMBOL));
        }
        return row;
    }
}
