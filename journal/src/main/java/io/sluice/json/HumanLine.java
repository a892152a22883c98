package io.sluice.json;

import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.Severity;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;

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

    /**
     * Appends the line, without line feed, of the message that the decoder stands on.
     *
     * @return its severity, for whoever has colours; an input is {@code INFO}.
     */
    public Severity append(final StringBuilder out, final RecordDecoder record) {
        reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
        final RecordHeaderDecoder header = record.header();
        Times.append(out, header.timeNs()).append(" #").append(header.sequence());
        if (Sentences.isOutcome(reader.spec().id())) {
            out.append(" > ").append(Sentences.event(reader)).append(' ').append(Sentences.message(reader));
            final String warning = Sentences.warning(reader);
            out.append(warning == null ? "" : " (" + warning + ")");
            return Sentences.severity(reader);
        }
        final String role = Schema.values("Role").spelling(header.role().value());
        final String principal = header.principal();
        out.append(" < ").append(role).append(principal.isEmpty() ? "" : ":").append(principal);
        out.append(' ').append(reader.spec().name());
        facts(out);
        return Severity.INFO;
    }

    private void facts(final StringBuilder out) {
        for (final Key key : Shape.of(reader.spec().id()).keys()) {
            final String value = key.shown(reader);
            if (value != null && value.indexOf('\n') >= 0) {
                out.append(' ')
                        .append(key.name())
                        .append("=(")
                        .append(value.lines().count())
                        .append(" lines)");
            } else if (value != null && !value.isEmpty()) {
                final boolean isWord = value.indexOf(' ') < 0;
                out.append(' ').append(key.name()).append('=').append(isWord ? value : '"' + value + '"');
            }
        }
    }
}
