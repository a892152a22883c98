package io.sluice.json;

import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.Severity;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.FieldKind;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;
import java.util.Locale;

/**
 * The log of an engine: a line for each outcome that matters, made from its record by a reader of the journal. Which
 * ones matter says {@link Subject}, and what a line says {@link Sentences}. Not thread safe.
 *
 * <pre>
 *   2013-11-25T00:00:02Z ERROR #8 order.decision The guardian is locked: no new risk (7, REJECT, SEC-020)
 *   {"time":"2013-11-25T00:00:02Z","level":"ERROR","seq":8,"correlation_id":"…","actor":"7",
 *    "action":"order.decision","target":"intent","target_id":"4","result":"REJECT","message":"…",
 *    "error_code":"SEC-020","input":{"type":"OrderIntent",…}}
 * </pre>
 */
public final class LogLine {
    private static final String NO_ERROR = "OK";

    /** How bad it is. */
    public enum Level {
        INFO,
        WARNING,
        /** A refusal, or a failure, with a SEC code. */
        ERROR,
        CRITICAL
    }

    private final MessageReader reader = new MessageReader();
    private final MessageReader inputReader = new MessageReader();
    private final RecordDecoder inputRecord = new RecordDecoder();
    private final boolean isJson;
    private RecordDecoder record;
    private Subject subject;
    private String errorCode;

    /** @param isJson whether lines are for a program. */
    public LogLine(final boolean isJson) {
        this.isJson = isJson;
    }

    /** The line, without line feed, of what a process says of itself: it is in no journal. */
    public static String notice(final long timeNs, final String sentence) {
        final StringBuilder out = new StringBuilder();
        final JsonText json = new JsonText(out).open('{');
        json.key("time").string(Times.toString(timeNs));
        json.key("level").string(Level.INFO.name());
        json.key("action").string("notice");
        json.key("message").string(sentence).close('}');
        return out.toString();
    }

    /**
     * Appends the lines of a record, each with its line feed.
     *
     * @return how many.
     */
    public int append(final StringBuilder out, final RecordDecoder taken) {
        record = taken;
        int count = 0;
        record.rewind();
        while (record.nextOutcome()) {
            subject = Subject.of(record.templateId());
            if (subject == null || subject.logged() == Subject.Logged.NONE) {
                continue;
            }
            reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
            if (subject.logged() == Subject.Logged.ALL || Sentences.severity(reader) != Severity.INFO) {
                errorCode = errorCode();
                line(out);
                count++;
            }
        }
        return count;
    }

    private void line(final StringBuilder out) {
        if (isJson) {
            json(out);
        } else {
            plain(out);
        }
        out.append('\n');
    }

    private void plain(final StringBuilder out) {
        final RecordHeaderDecoder header = record.header();
        Times.append(out, header.timeNs()).append(' ').append(level()).append(" #");
        out.append(header.sequence())
                .append(' ')
                .append(Sentences.event(reader))
                .append(' ');
        out.append(message()).append(" (").append(actor()).append(", ").append(result());
        if (errorCode != null) {
            out.append(", ").append(errorCode);
        }
        out.append(')');
    }

    private void json(final StringBuilder out) {
        final RecordHeaderDecoder header = record.header();
        final JsonText json = new JsonText(out).open('{');
        Times.append(json.key("time").beginPlain(), header.timeNs());
        json.endPlain();
        json.key("level").string(level().name());
        json.key("seq").number(header.sequence());
        put(json, "correlation_id", correlationId());
        json.key("actor").string(actor());
        json.key("action").string(Sentences.event(reader));
        json.key("target").string(subject.target());
        put(json, "target_id", shown(subject.targetId()));
        json.key("result").string(result());
        json.key("message").string(message());
        put(json, "error_code", errorCode);
        if (errorCode != null) {
            json.key("input").open('{');
            input(json);
            json.close('}');
        }
        json.close('}');
    }

    /** The whole input that was refused or failed. */
    private void input(final JsonText json) {
        inputRecord.wrap(record.buffer(), record.offset(), record.length());
        inputRecord.input();
        inputReader.wrap(inputRecord.buffer(), inputRecord.messageOffset(), inputRecord.messageLength());
        json.key(CommonKeys.TYPE).string(inputReader.spec().name());
        JsonOutput.fields(inputReader, json);
    }

    private static void put(final JsonText json, final String key, final String value) {
        if (value != null) {
            json.key(key).string(value);
        }
    }

    private Level level() {
        final Severity severity = Sentences.severity(reader);
        if (severity == Severity.CRITICAL) {
            return Level.CRITICAL;
        }
        if (errorCode != null && errorCode.startsWith("SEC-")) {
            return Level.ERROR;
        }
        return severity == Severity.INFO ? Level.INFO : Level.WARNING;
    }

    /** The code of what was refused or failed; null for what went well. */
    private String errorCode() {
        if (subject.code().isEmpty() || Sentences.severity(reader) == Severity.INFO) {
            return null;
        }
        final FieldKey key = Shape.of(reader.spec().id()).field(subject.code());
        final boolean isCode = key.field().values() == Schema.values("Code");
        final String code = isCode ? key.shown(reader) : null;
        return NO_ERROR.equals(code) ? null : code;
    }

    private String actor() {
        final RecordHeaderDecoder header = record.header();
        final String role = Schema.values("Role").spelling(header.role().value());
        final String principal = header.principal();
        return principal.isEmpty() ? role : principal;
    }

    /** The outcome's own, as that of an approval's intent, else that of its record; null if there is none. */
    private String correlationId() {
        final String own = shown(CommonKeys.CORRELATION_ID);
        final long msb = record.header().correlationId().msb();
        final long lsb = record.header().correlationId().lsb();
        if (own != null || msb == 0 && lsb == 0) {
            return own;
        }
        final StringBuilder text = new StringBuilder();
        Hex.appendUuid(text, msb, lsb);
        return text.toString();
    }

    /** The state after; without one the last word of the event. */
    private String result() {
        final String value = shown(subject.next());
        if (value == null) {
            final String event = Sentences.event(reader);
            return event.substring(event.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }
        final FieldKey field = Shape.of(reader.spec().id()).field(subject.next());
        if (field.field().kind() == FieldKind.BOOL) {
            return reader.number(field.field()) == 1 ? field.name() : "not " + field.name();
        }
        return value;
    }

    /** A field as a person sees it; null where it is absent. */
    private String shown(final String field) {
        final Shape shape = Shape.of(reader.spec().id());
        final int at = shape.indexOf(field);
        final JsonKey key = at < 0 ? shape.field(field) : shape.keys().get(at);
        return key == null ? null : key.shown(reader);
    }

    private String message() {
        final String warning = Sentences.warning(reader);
        return Sentences.message(reader) + (warning == null ? "" : " (" + warning + ")");
    }
}
