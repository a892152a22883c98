package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.schema.EnumSpec;
import io.sluice.schema.FieldKind;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.io.IOException;

/** A key that is a field of the schema under its own name: the rule, {@link SpecialKeys} has the exceptions. */
record FieldKey(FieldSpec field) implements JsonKey {
    @Override
    public String name() {
        return field.name();
    }

    @Override
    public boolean required() {
        return !field.optional();
    }

    @Override
    public void write(final MessageReader from, final JsonText to) {
        if (!from.isAbsent(field)) {
            to.key(field.name());
            writeValue(from, to);
        }
    }

    /** An id of 0 names nothing, as the schema has it. */
    @Override
    public String shown(final MessageReader from) {
        if (from.isAbsent(field) || field.kind() == FieldKind.ID && from.number(field) == 0) {
            return null;
        }
        final StringBuilder value = new StringBuilder();
        appendTo(value, from);
        return value.toString();
    }

    @Override
    public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
        switch (field.kind()) {
            case INTEGER, ID -> to.writer().number(field, Values.integer(from, field));
            case DECIMAL -> to.writer().number(field, Values.decimal(from));
            case TIME -> to.writer().number(field, Values.time(from));
            case ENUM -> to.writer().number(field, Values.spelling(from, field.values()));
            case BOOL -> to.writer().number(field, Values.bool(from));
            case SET -> to.writer().number(field, Values.set(from, field.values()));
            case SYMBOL -> to.writer().bytes(field, Values.symbol(from, field));
            case BYTES -> to.writer().bytes(field, Hex.parse(Values.string(from, "a hash"), field.length()));
            case TEXT -> to.writer().bytes(field, Values.text(from, field));
            case UUID -> {
                final String uuid = Values.string(from, "a UUID");
                to.writer().uuid(field, Hex.parseUuid(uuid, true), Hex.parseUuid(uuid, false));
            }
        }
    }

    private void appendTo(final StringBuilder to, final MessageReader from) {
        switch (field.kind()) {
            case INTEGER, ID -> to.append(from.number(field));
            case DECIMAL -> Decimals.append(to, from.number(field));
            case TIME -> Times.append(to, from.number(field));
            case ENUM -> to.append(spelling(field.values(), from.number(field)));
            case BOOL -> to.append(from.number(field) == 1);
            case SYMBOL, TEXT -> to.append(from.text(field));
            case UUID -> Hex.appendUuid(to, from.mostSignificant(field), from.leastSignificant(field));
            case BYTES -> {
                for (int i = 0; i < field.length(); i++) {
                    Hex.appendByte(to, from.byteAt(field, i));
                }
            }
            case SET -> {
                String separator = "";
                for (final String choice : field.values().spellings()) {
                    if ((from.number(field) & 1L << field.values().value(choice)) != 0) {
                        to.append(separator).append(choice);
                        separator = ", ";
                    }
                }
            }
        }
    }

    void writeValue(final MessageReader from, final JsonText to) {
        switch (field.kind()) {
            case INTEGER, ID -> to.number(from.number(field));
            case BOOL -> to.bool(from.number(field) == 1);
            case ENUM -> to.string(spelling(field.values(), from.number(field)));
            case SYMBOL, TEXT -> to.string(from.text(field));
            case DECIMAL, TIME, UUID, BYTES -> {
                appendTo(to.beginPlain(), from);
                to.endPlain();
            }
            case SET -> {
                to.open('[');
                for (final String choice : field.values().spellings()) {
                    if ((from.number(field) & 1L << field.values().value(choice)) != 0) {
                        to.string(choice);
                    }
                }
                to.close(']');
            }
        }
    }

    /** A value that a later version wrote is shown by its number. */
    static String spelling(final EnumSpec values, final long value) {
        final String spelling = values.spelling((int) value);
        return spelling == null ? "#" + value : spelling;
    }
}
