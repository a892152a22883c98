package io.sluice.json;

import io.sluice.codec.Code;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence with places for values.
 *
 * <pre>
 *   {key}       value of that key of the message
 *   {?key}      nothing, but needs the field to be true, or not 0
 *   {!key}      nothing, but needs the field to be false, or 0
 *   {@key}      sentence of the code in that field
 *   {gate}      why the gate refuses the message's action in its mode
 *   {caution}   what the gate warns of
 *   [a|b]       the first of these that has all it needs, else nothing
 * </pre>
 */
final class Template {
    /** Renders a part; false if something it needs is not there. */
    private interface Part {
        boolean render(MessageReader from, StringBuilder to);
    }

    private final String source;
    private final List<Part> parts = new ArrayList<>();

    private Template(final String source) {
        this.source = source;
    }

    static Template of(final String source) {
        final Template template = new Template(source);
        int at = 0;
        while (at < source.length()) {
            final char c = source.charAt(at);
            final int end =
                    c == '{' ? source.indexOf('}', at) : c == '[' ? source.indexOf(']', at) : literal(source, at);
            if (end < 0) {
                throw new IllegalArgumentException("not closed: " + source);
            }
            switch (c) {
                case '{' -> template.parts.add(place(source.substring(at + 1, end)));
                case '[' -> template.parts.add(choice(source.substring(at + 1, end)));
                default -> {
                    final String text = source.substring(at, end);
                    template.parts.add((from, to) -> to.append(text) != null);
                }
            }
            at = c == '{' || c == '[' ? end + 1 : end;
        }
        return template;
    }

    /** Renders for a message; false if something it needs is not there, then what was appended is to be dropped. */
    boolean render(final MessageReader from, final StringBuilder to) {
        for (final Part part : parts) {
            if (!part.render(from, to)) {
                return false;
            }
        }
        return true;
    }

    /** The sentence for a message; what cannot be filled in shows as {@code ?}. */
    String render(final MessageReader from) {
        final StringBuilder sentence = new StringBuilder();
        for (final Part part : parts) {
            if (!part.render(from, sentence)) {
                sentence.append('?');
            }
        }
        return sentence.toString();
    }

    @Override
    public String toString() {
        return source;
    }

    private static int literal(final String source, final int from) {
        int end = from;
        while (end < source.length() && "{[".indexOf(source.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static Part place(final String place) {
        final String name = place.substring(1);
        return switch (place.charAt(0)) {
            case '?' -> (from, to) -> number(from, name) != 0;
            case '!' -> (from, to) -> number(from, name) == 0;
            case '@' -> (from, to) ->
                    Sentences.code(Code.get((short) number(from, name))).render(from, to);
            default -> (from, to) -> {
                final String value =
                        switch (place) {
                            case "gate" -> GateTexts.refusal(from);
                            case "caution" -> GateTexts.warning(from);
                            default -> value(from, place);
                        };
                return value != null && to.append(value) != null;
            };
        };
    }

    private static Part choice(final String alternatives) {
        final List<Template> templates = new ArrayList<>();
        for (final String alternative : alternatives.split("\\|")) {
            templates.add(of(alternative));
        }
        return (from, to) -> {
            final int start = to.length();
            for (final Template template : templates) {
                if (template.render(from, to)) {
                    return true;
                }
                to.setLength(start);
            }
            return true;
        };
    }

    private static String value(final MessageReader from, final String name) {
        final Shape shape = Shape.of(from.spec().id());
        final int at = shape.indexOf(name);
        return at < 0 ? null : shape.keys().get(at).shown(from);
    }

    private static long number(final MessageReader from, final String name) {
        final FieldKey key = Shape.of(from.spec().id()).field(name);
        final FieldSpec field = key == null ? null : key.field();
        return field == null || from.isAbsent(field) ? 0 : from.number(field);
    }
}
