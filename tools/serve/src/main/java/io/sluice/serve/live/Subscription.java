package io.sluice.serve.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.json.MalformedException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader asks for: {@code {"subscribe": [channels], "unsubscribe": [channels], "since": seq}}.
 *
 * @param less  channels that it wants no more.
 * @param since record after which it wants the events; -1 for none.
 */
record Subscription(Set<LiveChannel> channels, Set<LiveChannel> less, long since) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws MalformedException if it is something else; the reader is told. */
    static Subscription parse(final String text) throws MalformedException {
        final JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (final JsonProcessingException e) {
            throw new MalformedException("not JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new MalformedException("not an object");
        }
        Set<LiveChannel> channels = Set.of();
        Set<LiveChannel> less = Set.of();
        long since = -1;
        for (final Map.Entry<String, JsonNode> each : root.properties()) {
            switch (each.getKey()) {
                case "subscribe" -> channels = channels(each.getValue());
                case "unsubscribe" -> less = channels(each.getValue());
                case "since" -> since = since(each.getValue());
                default -> throw new MalformedException("unknown key " + each.getKey());
            }
        }
        return new Subscription(channels, less, since);
    }

    private static long since(final JsonNode value) throws MalformedException {
        if (value.isNull()) {
            return -1;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new MalformedException("since must be the seq of an event");
        }
        return value.longValue();
    }

    private static Set<LiveChannel> channels(final JsonNode value) throws MalformedException {
        if (!value.isArray()) {
            throw new MalformedException("channels are an array");
        }
        final Set<LiveChannel> channels = EnumSet.noneOf(LiveChannel.class);
        for (final JsonNode each : value) {
            final LiveChannel channel = LiveChannel.of(each.textValue());
            if (channel == null) {
                throw new MalformedException("no channel " + each + "; there are "
                        + Stream.of(LiveChannel.values())
                                .map(LiveChannel::spelling)
                                .collect(Collectors.joining(", ")));
            }
            channels.add(channel);
        }
        return channels;
    }

    /** The answer to what is no subscription. */
    static String error(final String why) {
        final ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.putObject("error").put("code", "MALFORMED").put("message", why);
        return out.toString();
    }
}
