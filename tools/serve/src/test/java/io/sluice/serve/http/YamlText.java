package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON as YAML that people read: blocks, no quotes where none are needed. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    static String of(final JsonNode json) {
        final YamlText text = new YamlText();
        text.write(json, 0, false);
        return text.out.toString();
    }

    /** @param isBegun whether the first line's indent is there already, after a dash. */
    private void write(final JsonNode json, final int indent, final boolean isBegun) {
        boolean hasIndent = isBegun;
        if (json.isObject()) {
            for (final Map.Entry<String, JsonNode> each : json.properties()) {
                indent(indent, hasIndent);
                out.append(shown(each.getKey())).append(':');
                if (isBlock(each.getValue())) {
                    out.append('\n');
                    write(each.getValue(), indent + 2, false);
                } else {
                    out.append(' ').append(scalar(each.getValue())).append('\n');
                }
                hasIndent = false;
            }
        } else {
            for (final JsonNode each : json) {
                indent(indent, hasIndent);
                out.append("- ");
                if (isBlock(each)) {
                    write(each, indent + 2, true);
                } else {
                    out.append(scalar(each)).append('\n');
                }
                hasIndent = false;
            }
        }
    }

    private void indent(final int indent, final boolean isThere) {
        out.append(" ".repeat(isThere ? 0 : indent));
    }

    private static boolean isBlock(final JsonNode json) {
        return json.isContainerNode() && !json.isEmpty();
    }

    private static String scalar(final JsonNode json) {
        return json.isTextual() ? shown(json.textValue()) : json.toString();
    }

    private static String shown(final String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
