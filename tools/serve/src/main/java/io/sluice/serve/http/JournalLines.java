package io.sluice.serve.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.json.JsonRecord;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** The lines of {@code tail --json} of records that are fed to it, filtered. One thread. */
final class JournalLines {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String type;
    private final long tradeId;
    private final int limit;
    private final boolean isNewest;
    private final JsonRecord json = new JsonRecord();
    private final MessageReader reader = new MessageReader();
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> lines = new ArrayDeque<>();
    private long last;
    private boolean isFull;

    /**
     * @param type     of message; null for any.
     * @param tradeId  that a message names; 0 for any.
     * @param limit    most lines.
     * @param isNewest whether the last lines count, else the first.
     */
    JournalLines(final String type, final long tradeId, final int limit, final boolean isNewest) {
        this.type = type;
        this.tradeId = tradeId;
        this.limit = limit;
        this.isNewest = isNewest;
    }

    /** Whether more records cannot change it. */
    boolean isFull() {
        return isFull;
    }

    int size() {
        return lines.size();
    }

    /** Last record whose lines are here, where it has any that are meant; 0 for none. */
    long last() {
        return last;
    }

    void take(final RecordDecoder record) {
        if (isFull) {
            return;
        }
        final int before = lines.size();
        json.wrap(record);
        record.input();
        if (isMeant(record)) {
            text.setLength(0);
            json.input(text);
            lines.addLast(text.toString());
        }
        while (record.nextOutcome()) {
            if (isMeant(record)) {
                text.setLength(0);
                json.outcome(text, true);
                lines.addLast(text.toString());
            }
        }
        trim(before, record.header().sequence());
    }

    /** A record is there whole or not at all, unless it alone is too long. */
    private void trim(final int before, final long sequence) {
        isFull = !isNewest && lines.size() >= limit;
        if (lines.size() <= limit || isNewest || before == 0) {
            last = sequence;
        }
        while (lines.size() > limit) {
            if (isNewest) {
                lines.removeFirst();
            } else {
                lines.removeLast();
            }
        }
        while (last != sequence && lines.size() > before) {
            lines.removeLast();
        }
    }

    private boolean isMeant(final RecordDecoder record) {
        if (type == null && tradeId == 0) {
            return true;
        }
        reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
        if (type != null && !type.equals(reader.spec().name())) {
            return false;
        }
        if (tradeId == 0) {
            return true;
        }
        final FieldSpec field = reader.spec().field("tradeId").orElse(null);
        return field != null && !reader.isAbsent(field) && reader.number(field) == tradeId;
    }

    /** The lines, oldest first. */
    Collection<JsonNode> nodes() {
        return lines.stream().map(JournalLines::parse).toList();
    }

    private static JsonNode parse(final String line) {
        try {
            return MAPPER.readTree(line);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a record was written as JSON that cannot be read", e);
        }
    }
}
