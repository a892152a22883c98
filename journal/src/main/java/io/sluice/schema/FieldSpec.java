package io.sluice.schema;

/**
 * One field of a message.
 *
 * @param name        JSON key.
 * @param kind        how to read it.
 * @param offset      from the start of the block, -1 for {@link FieldKind#TEXT}.
 * @param length      bytes in the block; for text the bytes of the length prefix.
 * @param maxLength   for text the most bytes of UTF-8, else {@code length}.
 * @param optional    whether it may be absent.
 * @param values      of an enum or set, else null.
 * @param description one line.
 */
public record FieldSpec(
        String name,
        FieldKind kind,
        int offset,
        int length,
        int maxLength,
        boolean optional,
        EnumSpec values,
        String description) {}
