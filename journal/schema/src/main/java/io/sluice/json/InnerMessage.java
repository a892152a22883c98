package io.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A key made from the whole message that another message holds.
 *
 * @param name     the key.
 * @param field    holds the message.
 * @param isSource whether the message is read from this key; else the key only says something about it.
 * @param text     the value as a sentence shows it.
 * @param writer   writes the value.
 */
record InnerMessage(
        String name,
        FieldSpec field,
        boolean isSource,
        Function<MessageReader, String> text,
        BiConsumer<MessageReader, JsonText> writer)
        implements JsonKey {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** The message itself, as an object. */
    static JsonKey whole(final FieldSpec field) {
        return new InnerMessage(field.name(), field, true, HumanLine::facts, (inner, to) -> {
            to.open('{').key(CommonKeys.TYPE).string(inner.spec().name());
            JsonOutput.fields(inner, to);
            to.close('}');
        });
    }

    /** What it would loosen (O-1). */
    static JsonKey loosens(final FieldSpec field) {
        return new InnerMessage(
                "loosens", field, false, Sentences::loosens, (inner, to) -> to.string(Sentences.loosens(inner)));
    }

    @Override
    public boolean required() {
        return false;
    }

    @Override
    public void write(final MessageReader from, final JsonText to) {
        if (!from.isAbsent(field) && text.apply(inner(from)) != null) {
            writer.accept(inner(from), to.key(name));
        }
    }

    @Override
    public String shown(final MessageReader from) {
        return from.isAbsent(field) ? null : text.apply(inner(from));
    }

    @Override
    public void read(final JsonParser from, final Draft to) throws IOException, MalformedException {
        if (!isSource) {
            Values.string(from, "a sentence");
            return;
        }
        SpecialKeys.requireObject(from);
        final StringWriter json = new StringWriter();
        try (JsonGenerator copy = FACTORY.createGenerator(json)) {
            copy.copyCurrentStructure(from);
        }
        final JsonInput input = new JsonInput(JsonInput.Source.SHOWN);
        input.parse(json.toString());
        if (input.length() > field.maxLength()) {
            throw new MalformedException("longer than " + field.maxLength() + " bytes");
        }
        final byte[] message = new byte[input.length()];
        input.buffer().getBytes(0, message);
        to.writer().bytes(field, message);
    }

    private MessageReader inner(final MessageReader from) {
        final byte[] message = from.bytes(field);
        return new MessageReader().wrap(new UnsafeBuffer(message), 0, message.length);
    }
}
