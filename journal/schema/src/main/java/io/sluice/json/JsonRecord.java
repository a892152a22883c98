package io.sluice.json;

import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;

/**
 * Writes the lines of a record: one for the input, one for each outcome (MESSAGES, {@code play} and {@code tail}).
 * {@link #wrap} takes a record; each line then is of the message that the decoder stands on. Not thread safe.
 */
public final class JsonRecord {
    private final MessageReader reader = new MessageReader();
    private RecordDecoder record;
    private long sequence;
    private long timeNs;
    private long wallTimeNs;
    private String correlationId;
    private String origin;
    private String actor;

    /** Takes a record that the decoder has wrapped, and reads its header. */
    public JsonRecord wrap(final RecordDecoder wrapped) {
        record = wrapped;
        final RecordHeaderDecoder header = wrapped.header();
        sequence = header.sequence();
        timeNs = header.timeNs();
        wallTimeNs = header.wallTimeNs();
        final long msb = header.correlationId().msb();
        final long lsb = header.correlationId().lsb();
        correlationId = msb == 0 && lsb == 0 ? null : uuid(msb, lsb);
        final Role sender = header.role();
        final String role = Schema.values("Role").spelling(sender.value());
        final String principal = header.principal();
        final String via = header.via();
        origin = (principal.isEmpty() ? role : role + ":" + principal) + (via.isEmpty() ? "" : CommonKeys.VIA + via);
        actor = principal.isEmpty() ? role : principal;
        return this;
    }

    /** Appends a line for each outcome, as {@code play} does. */
    public void outcomes(final StringBuilder out) {
        record.rewind();
        while (record.nextOutcome()) {
            outcome(out, false);
        }
    }

    /** Appends a line for the input and one for each outcome, with {@code kind}, as {@code tail --json} does. */
    public void all(final StringBuilder out) {
        record.input();
        input(out);
        while (record.nextOutcome()) {
            outcome(out, true);
        }
    }

    /** Appends the line of the input, which the decoder must stand on. */
    public void input(final StringBuilder out) {
        final JsonText json = begin(out, "input");
        json.key(CommonKeys.TYPE).string(reader.spec().name());
        json.key(CommonKeys.ORIGIN).string(origin);
        end(out, correlation(json));
    }

    /**
     * Appends the line of the outcome that the decoder stands on.
     *
     * @param withKind whether it begins with {@code kind}.
     */
    public void outcome(final StringBuilder out, final boolean withKind) {
        final JsonText json = begin(out, withKind ? "outcome" : null);
        json.key(CommonKeys.TYPE).string(reader.spec().name());
        json.key("event").string(Sentences.event(reader));
        json.key("severity")
                .string(Schema.values("Severity")
                        .spelling(Sentences.severity(reader).value()));
        correlation(json).key("actor").string(actor);
        JsonOutput.fields(reader, json);
        json.key("message").string(Sentences.message(reader));
        final String warning = Sentences.warning(reader);
        if (warning != null) {
            json.key("warning").string(warning);
        }
        json.close('}');
        out.append('\n');
    }

    private JsonText begin(final StringBuilder out, final String kind) {
        reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
        final JsonText json = new JsonText(out).open('{');
        if (kind != null) {
            json.key("kind").string(kind);
        }
        json.key("seq").number(sequence);
        Times.append(json.key(CommonKeys.TIME).beginPlain(), timeNs);
        json.endPlain();
        Times.append(json.key("wallTime").beginPlain(), wallTimeNs);
        return json.endPlain();
    }

    /** An approval has a correlation id among its own fields, that of its intent: one line cannot have both. */
    private JsonText correlation(final JsonText json) {
        final boolean hasOwn = Shape.of(reader.spec().id()).indexOf(CommonKeys.CORRELATION_ID) >= 0;
        if (correlationId != null && !hasOwn) {
            json.key(CommonKeys.CORRELATION_ID).string(correlationId);
        }
        return json;
    }

    private void end(final StringBuilder out, final JsonText json) {
        JsonOutput.fields(reader, json);
        json.close('}');
        out.append('\n');
    }

    private static String uuid(final long msb, final long lsb) {
        final StringBuilder text = new StringBuilder();
        Hex.appendUuid(text, msb, lsb);
        return text.toString();
    }
}
