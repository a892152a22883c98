package io.sluice.json;

import io.sluice.schema.MessageReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** The values of a message under their keys, in schema order, as a person sees them; what is absent is left out. */
public final class HumanRow {
    private final MessageReader reader = new MessageReader();

    /**
     * Reads a message.
     *
     * @param offset of its message header.
     * @param length header, block and texts.
     */
    public Map<String, String> of(final DirectBuffer buffer, final int offset, final int length) {
        reader.wrap(buffer, offset, length);
        final Map<String, String> values = new LinkedHashMap<>();
        for (final JsonKey key : Shape.of(reader.spec().id()).keys()) {
            final String value = key.shown(reader);
            if (value != null) {
                values.put(key.name(), value);
            }
        }
        return values;
    }
}
