package io.sluice.schema;

/**
 * One field of a message.
 *
 * @param index       place among the fields of its message, from 0.
 * @param id          number of the field in its message, the same in every version.
 * @param name        JSON key.
 * @param kind        how to read it.
 * @param offset      from the start of the block, -1 for {@link FieldKind#TEXT}.
 * @param length      bytes in the block; for text the bytes of the length prefix.
 * @param maxLength   for text the most bytes of UTF-8, else {@code length}.
 * @param min         least value of a number; of a text least bytes: 0 if it may be empty.
 * @param max         greatest value of a number; of a text most bytes.
 * @param since       version of the schema that has it first.
 * @param optional    whether it may be absent.
 * @param values      of an enum or set, else null.
 * @param description one line.
 */
public record FieldSpec(
        int index,
        int id,
        String name,
        FieldKind kind,
        int offset,
        int length,
        int maxLength,
        long min,
        long max,
        int since,
        boolean optional,
        EnumSpec values,
        String description) {}
