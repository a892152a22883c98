package io.sluice.serve.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads bodies and queries strictly: what is not exactly the form that is expected is a 400 with the key. */
final class Bodies {
    /** Most bytes of a body. */
    static final int MAX = 64 * 1024;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_NUMBER = 64;
    private static final ObjectMapper MAPPER = new ObjectMapper(factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Bodies() {}

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX)
                        .maxNumberLength(MAX_NUMBER)
                        .build())
                .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, false)
                .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                .build()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    /** One JSON object of UTF-8; keys whose value is null are left out, as what is absent is null. */
    static ObjectNode json(final byte[] body) {
        final JsonNode read;
        try {
            read = MAPPER.readTree(utf8(body));
        } catch (final JsonProcessingException e) {
            throw HttpProblem.malformed(
                    null, "no JSON: " + e.getOriginalMessage().split("\n| \\(", 2)[0]);
        } catch (final IOException e) {
            throw HttpProblem.malformed(null, "no JSON");
        }
        if (!(read instanceof ObjectNode object)) {
            throw HttpProblem.malformed(null, "the body is a JSON object");
        }
        object.properties().removeIf(each -> each.getValue().isNull());
        return object;
    }

    private static String utf8(final byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (final CharacterCodingException e) {
            throw HttpProblem.malformed(null, "no UTF-8");
        }
    }

    /** Fields of a form of HTML. */
    static Map<String, String> form(final byte[] body) {
        return pairs(utf8(body), null);
    }

    /**
     * The query of a URL.
     *
     * @param names that it may have; null for any.
     */
    static Map<String, String> pairs(final String text, final Set<String> names) {
        final Map<String, String> pairs = new LinkedHashMap<>();
        if (text == null || text.isEmpty()) {
            return pairs;
        }
        for (final String pair : text.split("&", -1)) {
            final int at = pair.indexOf('=');
            final String name = decoded(at < 0 ? pair : pair.substring(0, at), true);
            final String value = at < 0 ? "" : decoded(pair.substring(at + 1), true);
            if (names != null && !names.contains(name)) {
                throw HttpProblem.malformed(name, "unknown key");
            }
            if (pairs.put(name, value) != null) {
                throw HttpProblem.malformed(name, "given twice");
            }
        }
        return pairs;
    }

    /**
     * Without the escapes of a URL.
     *
     * @param isQuery where a plus is a space.
     */
    static String decoded(final String text, final boolean isQuery) {
        final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '%') {
                final int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                final int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw HttpProblem.malformed(null, "a % that begins no escape");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c >= 0x80 || c < ' ') {
                throw HttpProblem.malformed(null, "the address holds a character that has to be escaped");
            } else {
                bytes.write(isQuery && c == '+' ? ' ' : c);
            }
        }
        final String decoded = utf8(bytes.toByteArray());
        if (decoded.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw HttpProblem.malformed(null, "the address holds a control character");
        }
        return decoded;
    }
}
