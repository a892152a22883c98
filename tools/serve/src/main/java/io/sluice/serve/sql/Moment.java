package io.sluice.serve.sql;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.json.JsonRecord;
import io.sluice.json.Sentences;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The message of a record that a mapping looks at: an input, or one of its outcomes. Not thread safe. */
final class Moment {
    private static final Map<Integer, Map<String, FieldSpec>> FIELDS = Schema.messages().stream()
            .collect(Collectors.toMap(MessageSpec::id, spec -> spec.fields().stream()
                    .collect(Collectors.toMap(FieldSpec::name, field -> field))));

    private final MessageReader reader = new MessageReader();
    private final JsonRecord json = new JsonRecord();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StringBuilder line = new StringBuilder();
    private RecordDecoder record;
    private String journalId;
    private boolean isRefused;
    private long sequence;
    private long timeNs;
    private int index;

    void journal(final UUID id) {
        journalId = id.toString();
    }

    /** Takes a record; the next message is its input. */
    void begin(final RecordDecoder taken) {
        record = taken;
        final RecordHeaderDecoder head = taken.header();
        sequence = head.sequence();
        timeNs = head.timeNs();
        index = -1;
        isRefused = refused();
        record.input();
    }

    /** Moves to the input first, then to each outcome; false after the last. */
    boolean next() {
        return ++index == 0 || record.nextOutcome();
    }

    int templateId() {
        return record.templateId();
    }

    /** Makes the fields of the present message readable. */
    Moment read() {
        reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
        return this;
    }

    String journalId() {
        return journalId;
    }

    long sequence() {
        return sequence;
    }

    /** 0 for the input, then 1 for the first outcome. */
    long index() {
        return index;
    }

    long timeNs() {
        return timeNs;
    }

    /** Whether the input was refused, so that it had no effect. */
    boolean isRefused() {
        return isRefused;
    }

    /** A UUID that names this message for ever. */
    String uuid() {
        return UUID.nameUUIDFromBytes((journalId + ' ' + sequence + ' ' + index).getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    /** The sender's name, or its role where it has none. */
    String actor() {
        final RecordHeaderDecoder head = record.header();
        final String role = Schema.values("Role").spelling(head.role().value());
        final String principal = head.principal();
        return principal.isEmpty() ? role : principal;
    }

    /** Of the record's header; null if it has none. */
    String correlationId() {
        final RecordHeaderDecoder head = record.header();
        final long msb = head.correlationId().msb();
        final long lsb = head.correlationId().lsb();
        return msb == 0 && lsb == 0 ? null : new UUID(msb, lsb).toString();
    }

    /** The event name of the present outcome. */
    String event() {
        return Sentences.event(reader);
    }

    /** The present outcome as one object of JSON, as {@code tail --json} shows it. */
    String payload() {
        line.setLength(0);
        json.wrap(record).outcome(line, false);
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** A field of the present message: a Long, a String, or null where it is absent or not part of it. */
    Object field(final String name) {
        final FieldSpec field = FIELDS.get(reader.spec().id()).get(name);
        return field == null ? null : value(field);
    }

    private Object value(final FieldSpec field) {
        if (reader.isAbsent(field)) {
            return null;
        }
        return switch (field.kind()) {
            case INTEGER, ID, DECIMAL, TIME, BOOL -> reader.number(field);
            case ENUM -> field.values().spelling((int) reader.number(field));
            case SET -> set(field, reader.number(field));
            case SYMBOL, TEXT -> reader.text(field);
            case BYTES -> hex(field);
            case UUID -> new UUID(reader.mostSignificant(field), reader.leastSignificant(field)).toString();
        };
    }

    private static String set(final FieldSpec field, final long bits) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < Long.SIZE; i++) {
            if ((bits >>> i & 1) != 0) {
                text.append(text.isEmpty() ? "" : " ").append(field.values().spelling(i));
            }
        }
        return text.toString();
    }

    private String hex(final FieldSpec field) {
        final StringBuilder text = new StringBuilder(2 * field.length());
        for (int i = 0; i < field.length(); i++) {
            final int value = reader.byteAt(field, i);
            text.append(Character.forDigit(value >>> 4, 16)).append(Character.forDigit(value & 0xF, 16));
        }
        return text.toString();
    }

    /** A refused input ends with a CommandResult that says so (SPEC O-0). */
    private boolean refused() {
        boolean is = false;
        record.input();
        while (record.nextOutcome()) {
            if (record.templateId() == CommandResultDecoder.TEMPLATE_ID) {
                result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                is = result.accepted() == Bool.FALSE && result.code() != Code.REQUESTED;
            }
        }
        return is;
    }
}
