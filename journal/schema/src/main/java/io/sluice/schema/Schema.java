package io.sluice.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** The schema as a table: every message with its fields, read from the IR that the build generates. */
public final class Schema {
    private static final String IR = "/io/sluice/codec/sluice-schema.sbeir";
    private static final Schema INSTANCE = new Schema(load());

    private final Map<Integer, MessageSpec> byId = new LinkedHashMap<>();
    private final Map<String, MessageSpec> byName = new LinkedHashMap<>();
    private final Map<String, EnumSpec> enums = new LinkedHashMap<>();
    private final int version;

    private Schema(final Ir ir) {
        version = ir.version();
        ir.messages().stream().map(this::message).forEach(spec -> {
            byId.put(spec.id(), spec);
            byName.put(spec.name(), spec);
        });
    }

    /** The message with this template id, or null. */
    public static MessageSpec message(final int templateId) {
        return INSTANCE.byId.get(templateId);
    }

    /** The message of this name, or null. */
    public static MessageSpec message(final String name) {
        return INSTANCE.byName.get(name);
    }

    /** Every message, by template id as the schema has them. */
    public static Collection<MessageSpec> messages() {
        return Collections.unmodifiableCollection(INSTANCE.byId.values());
    }

    /** The enum or set of this name, or null. */
    public static EnumSpec values(final String name) {
        return INSTANCE.enums.get(name);
    }

    /** Version of the schema. */
    public static int version() {
        return INSTANCE.version;
    }

    private static Ir load() {
        try (InputStream in = Schema.class.getResourceAsStream(IR)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + IR);
            }
            try (IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(in.readAllBytes()))) {
                return decoder.decode();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MessageSpec message(final List<Token> tokens) {
        final Token head = tokens.get(0);
        final List<FieldSpec> fields = new ArrayList<>();
        final byte[] absent = new byte[head.encodedLength()];
        for (int i = 1; i < tokens.size() - 1; i += tokens.get(i).componentTokenCount()) {
            final Token field = tokens.get(i);
            final FieldSpec spec = field.signal() == Signal.BEGIN_VAR_DATA
                    ? text(fields.size(), field, tokens.get(i + 1), tokens.get(i + 2))
                    : field(fields.size(), field, tokens, i + 1);
            fields.add(spec);
            writeAbsent(absent, spec, MessageIds.isOffered(head.id()));
        }
        return new MessageSpec(
                head.id(),
                head.name(),
                head.description(),
                head.encodedLength(),
                List.copyOf(fields),
                fields.stream().filter(f -> f.kind() == FieldKind.TEXT).toList(),
                absent);
    }

    private static FieldSpec text(final int index, final Token field, final Token type, final Token length) {
        return new FieldSpec(
                index,
                field.id(),
                field.name(),
                FieldKind.TEXT,
                -1,
                length.encodedLength(),
                (int) length.encoding().applicableMaxValue().longValue(),
                type.name().endsWith("Opt") || type.name().endsWith("Any") ? 0 : 1,
                length.encoding().applicableMaxValue().longValue(),
                field.version(),
                type.name().endsWith("Opt"),
                null,
                field.description());
    }

    private FieldSpec field(final int index, final Token field, final List<Token> tokens, final int typeIndex) {
        final Token type = tokens.get(typeIndex);
        final EnumSpec values =
                switch (type.signal()) {
                    case BEGIN_ENUM, BEGIN_SET -> enums.computeIfAbsent(
                            type.name(), name -> values(name, tokens, typeIndex));
                    default -> null;
                };
        final FieldKind kind = kind(type);
        final boolean number =
                switch (kind) {
                    case INTEGER, ID, DECIMAL, TIME -> true;
                    case ENUM, BOOL, SET, SYMBOL, BYTES, UUID, TEXT -> false;
                };
        return new FieldSpec(
                index,
                field.id(),
                field.name(),
                kind,
                field.offset(),
                field.encodedLength(),
                field.encodedLength(),
                number ? type.encoding().applicableMinValue().longValue() : 0,
                number ? type.encoding().applicableMaxValue().longValue() : 0,
                field.version(),
                field.isOptionalEncoding()
                        || type.isOptionalEncoding()
                        || type.name().endsWith("Opt"),
                values,
                field.description());
    }

    private static EnumSpec values(final String name, final List<Token> tokens, final int begin) {
        final Map<Integer, String> spellings = new LinkedHashMap<>();
        for (int i = begin + 1; i < begin + tokens.get(begin).componentTokenCount() - 1; i++) {
            final Token value = tokens.get(i);
            spellings.put(
                    (int) value.encoding().constValue().longValue(),
                    value.description().split(":", 2)[0]);
        }
        return new EnumSpec(name, spellings);
    }

    private static FieldKind kind(final Token type) {
        return switch (type.signal()) {
            case BEGIN_SET -> FieldKind.SET;
            case BEGIN_ENUM -> type.name().equals("Bool") ? FieldKind.BOOL : FieldKind.ENUM;
            case BEGIN_COMPOSITE -> FieldKind.UUID;
            default -> switch (type.name()) {
                case "Decimal" -> FieldKind.DECIMAL;
                case "TimeNs" -> FieldKind.TIME;
                case "Id" -> FieldKind.ID;
                case "Symbol", "SymbolOpt" -> FieldKind.SYMBOL;
                case "Hash", "HashOpt", "SignatureOpt" -> FieldKind.BYTES;
                case "Int64", "Count", "Seconds", "Millis", "StrategyId", "FieldId" -> FieldKind.INTEGER;
                default -> throw new IllegalStateException("no kind for type " + type.name());
            };
        };
    }

    /** What has to be set is null until then in an input that comes through a door (W-0). */
    private static void writeAbsent(final byte[] block, final FieldSpec field, final boolean isOffered) {
        if (!field.optional() && !isOffered) {
            return;
        }
        final ByteBuffer buffer = ByteBuffer.wrap(block).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        switch (field.kind()) {
            case INTEGER, ID, DECIMAL, TIME -> {
                if (field.length() == Integer.BYTES) {
                    buffer.putInt(field.offset(), Integer.MIN_VALUE);
                } else {
                    buffer.putLong(field.offset(), Long.MIN_VALUE);
                }
            }
            case ENUM, BOOL -> block[field.offset()] = (byte) EnumSpec.ABSENT;
            case SET, SYMBOL, BYTES, UUID, TEXT -> {
                // absent is all zero
            }
        }
    }
}
