package io.sluice.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema as a table: every message with its fields, read once from {@code sluice-schema.tsv}, which the build makes
 * from the schema.
 */
public final class Schema {
    private static final String TABLE = "/io/sluice/codec/sluice-schema.tsv";
    private static final Schema INSTANCE = new Schema();

    private final Map<Integer, MessageSpec> byId = new LinkedHashMap<>();
    private final Map<String, MessageSpec> byName = new LinkedHashMap<>();
    private final Map<String, EnumSpec> enums = new LinkedHashMap<>();
    private int version;

    private Schema() {
        try (InputStream in = Schema.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + TABLE);
            }
            read(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Each enum and each message is a line, followed by the lines of its constants or fields. */
    private void read(final List<String> lines) {
        for (int i = 0; i < lines.size(); ) {
            final String[] cells = cells(lines.get(i));
            int end = i + 1;
            while (end < lines.size() && "CF".indexOf(lines.get(end).charAt(0)) >= 0) {
                end++;
            }
            final List<String[]> parts =
                    lines.subList(i + 1, end).stream().map(Schema::cells).toList();
            switch (cells[0]) {
                case "V" -> version = Integer.parseInt(cells[1]);
                case "E" -> enums.put(cells[1], values(cells[1], parts));
                case "M" -> add(message(cells, parts));
                default -> throw new IllegalStateException(TABLE + ", line " + (i + 1) + ": " + lines.get(i));
            }
            i = end;
        }
    }

    private static String[] cells(final String line) {
        return line.split("\t", -1);
    }

    private void add(final MessageSpec spec) {
        byId.put(spec.id(), spec);
        byName.put(spec.name(), spec);
    }

    private static EnumSpec values(final String name, final List<String[]> constants) {
        final Map<Integer, String> spellings = new LinkedHashMap<>();
        constants.forEach(cells -> spellings.put(Integer.parseInt(cells[1]), cells[2]));
        return new EnumSpec(name, spellings);
    }

    private MessageSpec message(final String[] cells, final List<String[]> parts) {
        final int id = Integer.parseInt(cells[1]);
        final byte[] absent = new byte[Integer.parseInt(cells[3])];
        final List<FieldSpec> fields = new ArrayList<>();
        for (final String[] part : parts) {
            final FieldSpec field = field(fields.size(), part);
            fields.add(field);
            writeAbsent(absent, field, MessageIds.isOffered(id));
        }
        return new MessageSpec(
                id,
                cells[2],
                cells[4],
                absent.length,
                List.copyOf(fields),
                fields.stream().filter(f -> f.kind() == FieldKind.TEXT).toList(),
                absent);
    }

    private FieldSpec field(final int index, final String[] cells) {
        final String type = cells[3];
        final FieldKind kind = kind(type, cells[4]);
        final int length = Integer.parseInt(cells[6]);
        final long max = Long.parseLong(cells[8]);
        final boolean isText = kind == FieldKind.TEXT;
        final boolean mayBeEmpty = type.endsWith("Opt") || type.endsWith("Any");
        final boolean isNumber =
                switch (kind) {
                    case INTEGER, ID, DECIMAL, TIME -> true;
                    case ENUM, BOOL, SET, SYMBOL, BYTES, UUID, TEXT -> false;
                };
        return new FieldSpec(
                index,
                Integer.parseInt(cells[1]),
                cells[2],
                kind,
                Integer.parseInt(cells[5]),
                length,
                isText ? (int) max : length,
                isText ? mayBeEmpty ? 0 : 1 : isNumber ? Long.parseLong(cells[7]) : 0,
                isText || isNumber ? max : 0,
                Integer.parseInt(cells[9]),
                Boolean.parseBoolean(cells[10]) || type.endsWith("Opt"),
                enums.get(cells[11]),
                cells[12]);
    }

    private static FieldKind kind(final String type, final String signal) {
        return switch (signal) {
            case "TEXT" -> FieldKind.TEXT;
            case "BEGIN_SET" -> FieldKind.SET;
            case "BEGIN_ENUM" -> type.equals("Bool") ? FieldKind.BOOL : FieldKind.ENUM;
            case "BEGIN_COMPOSITE" -> FieldKind.UUID;
            default -> switch (type) {
                case "Decimal" -> FieldKind.DECIMAL;
                case "TimeNs" -> FieldKind.TIME;
                case "Id" -> FieldKind.ID;
                case "Symbol", "SymbolOpt" -> FieldKind.SYMBOL;
                case "Hash", "HashOpt", "SignatureOpt" -> FieldKind.BYTES;
                case "Int64", "Count", "Seconds", "Millis", "StrategyId", "FieldId" -> FieldKind.INTEGER;
                default -> throw new IllegalStateException("no kind for type " + type);
            };
        };
    }

    /** What has to be set is null until then in an input that comes through a door (W-0). */
    private static void writeAbsent(final byte[] block, final FieldSpec field, final boolean isFromOutside) {
        if (!field.optional() && !isFromOutside) {
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
