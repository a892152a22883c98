package io.sluice.replay;

import io.sluice.record.RecordDecoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.UUID;

/** Finds the first thing in which two records differ, for a person to read. */
final class RecordDifference {
    private static final int DECIMALS = 8;

    private final MessageReader recorded = new MessageReader();
    private final MessageReader executed = new MessageReader();

    /** The first difference between two records that are not the same. */
    String describe(final RecordDecoder inJournal, final RecordDecoder again) {
        final String header = header(inJournal, again);
        return header == null ? outcomes(inJournal, again) : header;
    }

    private String header(final RecordDecoder inJournal, final RecordDecoder again) {
        if (inJournal.envelopeLength() != again.envelopeLength()) {
            return "the envelope has another length";
        }
        final UUID one = correlation(inJournal);
        final UUID other = correlation(again);
        return one.equals(other) ? null : said("RecordHeader", "correlationId", one.toString(), other.toString());
    }

    private String outcomes(final RecordDecoder inJournal, final RecordDecoder again) {
        inJournal.rewind();
        again.rewind();
        for (int number = 1; ; number++) {
            final boolean has = inJournal.nextOutcome();
            final boolean made = again.nextOutcome();
            if (!has || !made) {
                return has || made
                        ? "outcome " + number + ", " + name(has ? inJournal : again) + ", is only "
                                + (has ? "in the journal" : "in the re-execution")
                        : "its header";
            }
            final String difference = message(inJournal, again);
            if (difference != null) {
                return "outcome " + number + ", " + difference;
            }
        }
    }

    private String message(final RecordDecoder inJournal, final RecordDecoder again) {
        if (inJournal.templateId() != again.templateId()) {
            return "is " + name(inJournal) + " in the journal and " + name(again) + " when re-executed";
        }
        recorded.wrap(inJournal.buffer(), inJournal.messageOffset(), inJournal.messageLength());
        executed.wrap(again.buffer(), again.messageOffset(), again.messageLength());
        for (final FieldSpec field : recorded.spec().fields()) {
            final String one = show(recorded, field);
            final String other = show(executed, field);
            if (!one.equals(other)) {
                return said(recorded.spec().name(), field.name(), one, other);
            }
        }
        return null;
    }

    private String name(final RecordDecoder record) {
        return recorded.wrap(record.buffer(), record.messageOffset(), record.messageLength())
                .spec()
                .name();
    }

    private static String said(final String message, final String field, final String one, final String other) {
        return message + "." + field + " is " + one + " in the journal and " + other + " when re-executed";
    }

    private static String show(final MessageReader message, final FieldSpec field) {
        if (message.isAbsent(field)) {
            return "absent";
        }
        return switch (field.kind()) {
            case INTEGER, ID, TIME -> Long.toString(message.number(field));
            case DECIMAL -> BigDecimal.valueOf(message.number(field), DECIMALS).toPlainString();
            case ENUM, BOOL -> String.valueOf(field.values().spelling((int) message.number(field)));
            case SET -> "0x" + Long.toHexString(message.number(field));
            case SYMBOL, TEXT -> '"' + message.text(field) + '"';
            case UUID -> new UUID(message.mostSignificant(field), message.leastSignificant(field)).toString();
            case BYTES -> hex(message, field);
        };
    }

    private static String hex(final MessageReader message, final FieldSpec field) {
        final byte[] bytes = new byte[field.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) message.byteAt(field, i);
        }
        return HexFormat.of().formatHex(bytes);
    }

    private static UUID correlation(final RecordDecoder record) {
        return new UUID(
                record.header().correlationId().msb(),
                record.header().correlationId().lsb());
    }
}
