package io.sluice.json;

import io.sluice.schema.FieldKind;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.MessageWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message while its keys are read: what depends on other keys waits for the end. */
final class Draft {
    /** Something to do when all keys were read. */
    interface Step {
        void run() throws MalformedException;
    }

    private final MessageWriter writer = new MessageWriter();
    private final List<Step> atEnd = new ArrayList<>();

    void begin(final MessageSpec spec) {
        atEnd.clear();
        writer.begin(spec);
    }

    MessageWriter writer() {
        return writer;
    }

    void atEnd(final Step step) {
        atEnd.add(step);
    }

    /** The text, or the number, that was read for a field; "" if none was. */
    String text(final FieldSpec field) {
        return field.kind() == FieldKind.TEXT
                ? new String(writer.text(field), StandardCharsets.UTF_8)
                : Long.toString(writer.number(field));
    }

    /** Returns the message's length. */
    int end() throws MalformedException {
        for (final Step step : atEnd) {
            step.run();
        }
        return writer.end();
    }
}
