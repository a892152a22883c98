package io.sluice.json;

import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The JSON form of one message: its keys in order. */
final class Shape {
    private static final Map<String, Shape> BY_TYPE = new HashMap<>();
    private static final Map<Integer, Shape> BY_ID = new HashMap<>();

    static {
        for (final MessageSpec spec : Schema.messages()) {
            final Shape shape = new Shape(spec);
            BY_TYPE.put(spec.name(), shape);
            BY_ID.put(spec.id(), shape);
        }
    }

    private final MessageSpec spec;
    private final List<JsonKey> keys;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, FieldKey> fields = new HashMap<>();

    private Shape(final MessageSpec spec) {
        this.spec = spec;
        keys = List.copyOf(SpecialKeys.keys(spec));
        for (int i = 0; i < keys.size(); i++) {
            index.put(keys.get(i).name(), i);
        }
        spec.fields().forEach(field -> fields.put(field.name(), new FieldKey(field)));
    }

    /** The form of the message of this name, or null. */
    static Shape of(final String type) {
        return BY_TYPE.get(type);
    }

    /** The form of the message with this template id, or null. */
    static Shape of(final int templateId) {
        return BY_ID.get(templateId);
    }

    MessageSpec spec() {
        return spec;
    }

    List<JsonKey> keys() {
        return keys;
    }

    /** Place of a key, or -1. */
    int indexOf(final String key) {
        return index.getOrDefault(key, -1);
    }

    /** The field of that name, or null. */
    FieldKey field(final String name) {
        return fields.get(name);
    }
}
