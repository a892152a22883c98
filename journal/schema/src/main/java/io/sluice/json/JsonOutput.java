package io.sluice.json;

import io.sluice.schema.MessageReader;
import java.util.List;
import org.agrona.DirectBuffer;

/** Writes messages as JSON objects: keys in schema order, what is absent left out. Not thread safe. */
public final class JsonOutput {
    private final MessageReader reader = new MessageReader();

    /**
     * Appends a message as an object of {@code type} and its fields; the form of a view, and of an input without its
     * envelope. {@link JsonInput.Source#SHOWN} reads it again.
     *
     * @param offset of its message header.
     * @param length header, block and texts.
     */
    public void message(final StringBuilder out, final DirectBuffer buffer, final int offset, final int length) {
        reader.wrap(buffer, offset, length);
        final JsonText json = new JsonText(out).open('{');
        json.key(CommonKeys.TYPE).string(reader.spec().name());
        fields(reader, json);
        json.close('}');
    }

    /** The keys of a message in the order in which they are written, be they absent or not. */
    public static List<String> keys(final int templateId) {
        return Shape.of(templateId).keys().stream().map(JsonKey::name).toList();
    }

    static void fields(final MessageReader from, final JsonText to) {
        for (final JsonKey key : Shape.of(from.spec().id()).keys()) {
            key.write(from, to);
        }
    }
}
