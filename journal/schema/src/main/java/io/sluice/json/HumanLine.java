package io.sluice.json;

import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.Severity;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;
import java.util.StringJoiner;

/**
 * One line for a person: time, sequence, and of an input who sent what, of an outcome its event and sentence.
 *
 * <pre>
 *   2013-11-25T00:00:01Z #7 &lt; market:feed Quote symbol=BTCUSD bid=780 ask=781
 *   2013-11-25T00:00:02Z #8 &gt; order.decision Held: trade 128 waits for a person
 * </pre>
 */
public final class HumanLine {
    private final MessageReader reader = new MessageReader();
    private RecordDecoder record;

    /** Takes the message that the decoder stands on; what is asked then speaks of it. */
    public HumanLine wrap(final RecordDecoder present) {
        record = present;
        reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
        return this;
    }

    /**
     * Appends the line, without line feed, of the message that the decoder stands on.
     *
     * @return its severity, for whoever has colours; an input is {@code INFO}.
     */
    public Severity append(final StringBuilder out, final RecordDecoder present) {
        wrap(present);
        Times.append(out, record.header().timeNs())
                .append(" #")
                .append(record.header().sequence());
        if (isOutcome()) {
            out.append(" > ").append(name());
        } else {
            out.append(" < ").append(sender()).append(' ').append(name());
        }
        final String words = words();
        out.append(words.isEmpty() ? "" : " ").append(words);
        return severity();
    }

    /** Whether it is an outcome, else an input. */
    public boolean isOutcome() {
        return Sentences.isOutcome(reader.spec().id());
    }

    /** Type of the message. */
    public String type() {
        return reader.spec().name();
    }

    /** Event of an outcome, type of an input. */
    public String name() {
        return isOutcome() ? Sentences.event(reader) : type();
    }

    /** Severity of an outcome; an input is {@code INFO}. */
    public Severity severity() {
        return isOutcome() ? Sentences.severity(reader) : Severity.INFO;
    }

    /** Who sent the record's input: role, and principal if there is one. */
    public String sender() {
        final RecordHeaderDecoder header = record.header();
        final String role = Schema.values("Role").spelling(header.role().value());
        final String principal = header.principal();
        final String via = header.via();
        return (principal.isEmpty() ? role : role + ":" + principal) + (via.isEmpty() ? "" : CommonKeys.VIA + via);
    }

    /** Sentence and warning of an outcome, the facts of an input. */
    public String words() {
        if (!isOutcome()) {
            return facts(reader);
        }
        final String warning = Sentences.warning(reader);
        return Sentences.message(reader) + (warning == null ? "" : " (" + warning + ")");
    }

    /** The fields of a message in one line. */
    static String facts(final MessageReader reader) {
        final StringJoiner facts = new StringJoiner(" ");
        for (final JsonKey key : Shape.of(reader.spec().id()).keys()) {
            final String value = key.shown(reader);
            if (value != null && !value.isEmpty()) {
                facts.add(key.name() + "=" + fact(value));
            }
        }
        return facts.toString();
    }

    /** What has lines of its own, as a configuration, does not fit into one. */
    private static String fact(final String value) {
        if (value.indexOf('\n') >= 0) {
            return "(" + value.lines().count() + " lines)";
        }
        return value.indexOf(' ') < 0 ? value : '"' + value + '"';
    }
}
