package io.sluice.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Holds values to the schemas of the API's description, by the part of JSON Schema that it uses. A keyword that is not
 * known here fails, so that nothing goes unchecked.
 */
final class Schemas {
    private static final Set<String> SAID = Set.of("description", "examples", "title", "default");
    private static final JsonNode API = read();

    private final List<String> problems = new ArrayList<>();

    private Schemas() {}

    private static JsonNode read() {
        try (InputStream in = Schemas.class.getResourceAsStream("/io/sluice/serve/http/openapi.json")) {
            return new ObjectMapper().readTree(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a value that has to be one of {@code #/components/schemas}; empty if nothing. */
    static List<String> problems(final String schema, final JsonNode value) {
        final Schemas check = new Schemas();
        check.check(API.at("/components/schemas/" + schema), value, schema);
        return check.problems;
    }

    /**
     * What is wrong with an answer.
     *
     * @param path as in the description, with its braces.
     */
    static List<String> problems(final String method, final String path, final int status, final JsonNode body) {
        final Schemas check = new Schemas();
        final JsonNode answers =
                API.path("paths").path(path).path(method.toLowerCase()).path("responses");
        JsonNode answer =
                answers.has(Integer.toString(status)) ? answers.get(Integer.toString(status)) : answers.path("default");
        if (answer.has("$ref")) {
            answer = resolved(answer);
        }
        final JsonNode schema = answer.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            check.problems.add(method + " " + path + " has no answer " + status + " in the description");
        } else {
            check.check(schema, body, method + " " + path);
        }
        return check.problems;
    }

    private static JsonNode resolved(final JsonNode reference) {
        return API.at(reference.get("$ref").textValue().substring(1));
    }

    private void check(final JsonNode schema, final JsonNode value, final String at) {
        final Iterator<String> keywords = schema.fieldNames();
        while (keywords.hasNext()) {
            final String keyword = keywords.next();
            final JsonNode rule = schema.get(keyword);
            switch (keyword) {
                case "$ref" -> check(resolved(schema), value, at);
                case "type" -> require(isOfType(rule, value), at, "is no " + rule, value);
                case "enum" -> require(has(rule, value), at, "is none of " + rule, value);
                case "const" -> require(rule.equals(value), at, "is not " + rule, value);
                case "oneOf" -> oneOf(rule, value, at);
                case "pattern" -> require(
                        !value.isTextual() || value.textValue().matches(rule.textValue()),
                        at,
                        "has another form",
                        value);
                case "maxLength" -> require(
                        !value.isTextual() || value.textValue().length() <= rule.intValue(), at, "is too long", value);
                case "minimum" -> require(
                        !value.isNumber() || value.decimalValue().compareTo(rule.decimalValue()) >= 0,
                        at,
                        "is too small",
                        value);
                case "maximum" -> require(
                        !value.isNumber() || value.decimalValue().compareTo(rule.decimalValue()) <= 0,
                        at,
                        "is too large",
                        value);
                case "format" -> require(
                        !value.isTextual() || hasFormat(rule.textValue(), value), at, "is no " + rule, value);
                case "required" -> rule.forEach(key -> require(
                        !value.isObject() || value.has(key.textValue()), at, "lacks " + key.textValue(), value));
                case "properties", "additionalProperties" -> {
                    // together, below
                }
                case "items" -> {
                    for (int i = 0; i < value.size(); i++) {
                        check(rule, value.get(i), at + "[" + i + "]");
                    }
                }
                default -> require(SAID.contains(keyword), at, "has a schema with " + keyword, value);
            }
        }
        if (value.isObject()) {
            properties(schema, value, at);
        }
    }

    private void properties(final JsonNode schema, final JsonNode value, final String at) {
        final JsonNode known = schema.path("properties");
        final JsonNode rest = schema.path("additionalProperties");
        value.properties().forEach(each -> {
            final String place = at + "." + each.getKey();
            if (known.has(each.getKey())) {
                check(known.get(each.getKey()), each.getValue(), place);
            } else if (rest.isBoolean()) {
                require(rest.booleanValue(), place, "is not described", each.getValue());
            } else if (rest.isObject()) {
                check(rest, each.getValue(), place);
            }
        });
    }

    private void oneOf(final JsonNode rules, final JsonNode value, final String at) {
        int fits = 0;
        for (final JsonNode rule : rules) {
            final Schemas one = new Schemas();
            one.check(rule, value, at);
            fits += one.problems.isEmpty() ? 1 : 0;
        }
        require(fits == 1, at, "fits " + fits + " of " + rules, value);
    }

    private static boolean isOfType(final JsonNode rule, final JsonNode value) {
        if (rule.isArray()) {
            for (final JsonNode each : rule) {
                if (isOfType(each, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (rule.textValue()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean has(final JsonNode rule, final JsonNode value) {
        for (final JsonNode each : rule) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasFormat(final String format, final JsonNode value) {
        try {
            switch (format) {
                case "date-time" -> Times.parse(value.textValue());
                case "uuid" -> UUID.fromString(value.textValue());
                case "uri" -> URI.create(value.textValue());
                default -> {
                    return false;
                }
            }
            return true;
        } catch (final MalformedException | IllegalArgumentException e) {
            return false;
        }
    }

    private void require(final boolean holds, final String at, final String what, final JsonNode value) {
        if (!holds) {
            final String shown = value.toString();
            problems.add(at + " " + what + ": " + (shown.length() > 200 ? shown.substring(0, 200) : shown));
        }
    }
}
