package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.io.IOException;

/**
 * The field that was wrong, by its name; the message holds its number.
 *
 * @param field   holds the number.
 * @param command holds the type of the message that the field is one of; null for an intent.
 */
record FieldName(FieldSpec field, FieldSpec command) implements JsonKey {
    private static final String NUMBER = "#";

    @Override
    public String name() {
        return field.name();
    }

    @Override
    public boolean required() {
        return false;
    }

    @Override
    public void write(final MessageReader from, final JsonText to) {
        final String shown = shown(from);
        if (shown != null) {
            to.key(name()).string(shown);
        }
    }

    @Override
    public String shown(final MessageReader from) {
        if (from.isAbsent(field)) {
            return null;
        }
        final int id = (int) from.number(field);
        final MessageSpec spec = spec(command == null ? OrderIntentDecoder.TEMPLATE_ID : from.number(command));
        return spec == null
                ? NUMBER + id
                : spec.fields().stream()
                        .filter(known -> known.id() == id)
                        .map(FieldSpec::name)
                        .findFirst()
                        .orElse(NUMBER + id);
    }

    @Override
    public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
        final String given = Values.string(from, "the name of a field");
        to.atEnd(() -> to.writer().number(field, id(given, to)));
    }

    private long id(final String given, final Draft to) throws MalformedException {
        final MessageSpec spec = spec(
                command == null ? OrderIntentDecoder.TEMPLATE_ID : to.writer().number(command));
        final FieldSpec known = spec == null ? null : spec.field(given).orElse(null);
        if (known != null) {
            return known.id();
        }
        if (!given.matches(NUMBER + "[0-9]{1,10}") || Long.parseLong(given.substring(1)) > Integer.MAX_VALUE) {
            throw new MalformedException("no such field: " + given).at(name(), 0);
        }
        return Long.parseLong(given.substring(1));
    }

    private static MessageSpec spec(final long templateId) {
        return Schema.message((int) templateId);
    }
}
