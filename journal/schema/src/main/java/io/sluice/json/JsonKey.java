package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.schema.MessageReader;
import java.io.IOException;

/** One key of a message's JSON form. */
interface JsonKey {
    /** The key. */
    String name();

    /** Whether it must be given when a message is read. */
    boolean required();

    /** Writes key and value, or nothing where it is absent. */
    void write(MessageReader from, JsonText to);

    /** The value as a sentence shows it; null where it is absent or cannot stand in one. */
    default String shown(final MessageReader from) {
        return null;
    }

    /** Reads the value that the parser stands on. */
    void read(JsonParser from, Draft to) throws IOException, MalformedException;
}
