package io.sluice.schema;

import io.sluice.codec.MessageHeaderDecoder;
import java.util.List;
import java.util.Optional;

/**
 * One message of the schema.
 *
 * @param id          template id.
 * @param name        as in JSON {@code type}.
 * @param description one line.
 * @param blockLength bytes of the fixed part.
 * @param fields      of the block in order, then the texts in order.
 * @param texts       the texts among the fields.
 * @param absentBlock the fixed part with every optional field absent and the rest zero, or null in an input from
 * outside
 *                    (W-0); not to be changed.
 */
public record MessageSpec(
        int id,
        String name,
        String description,
        int blockLength,
        List<FieldSpec> fields,
        List<FieldSpec> texts,
        byte[] absentBlock) {

    /** The field of that name, if there is one. */
    public Optional<FieldSpec> field(final String fieldName) {
        return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
    }

    /** Bytes of the fixed part in a version of the schema: later ones append to it. */
    int blockLength(final int version) {
        return version >= MessageHeaderDecoder.SCHEMA_VERSION
                ? blockLength
                : fields.stream()
                        .filter(field -> field.kind() != FieldKind.TEXT && field.since() <= version)
                        .mapToInt(field -> field.offset() + field.length())
                        .max()
                        .orElse(0);
    }

    /** Most bytes the message can take, message header included. */
    public int maxLength() {
        return RecordSizes.MESSAGE_HEADER
                + blockLength
                + texts.stream().mapToInt(f -> f.length() + f.maxLength()).sum();
    }
}
