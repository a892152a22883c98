package io.sluice.journal;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What the first record of a journal says of it (SPEC W-5, J-4).
 *
 * @param journalId nil in a journal that was played.
 * @param kind      what the journal is for; never changes.
 */
public record JournalInfo(UUID journalId, JournalKind kind) {
    /** Reads it; null if there is no journal, or it does not begin with a good EngineStarted. */
    public static JournalInfo read(final Path dataDirectory) {
        final JournalInfo[] found = new JournalInfo[1];
        try (JournalReader reader = new JournalReader(dataDirectory)) {
            reader.poll((record, position) -> found[0] = of(record), 1);
        }
        return found[0];
    }

    /** Of an EngineStarted record; null for any other. */
    public static JournalInfo of(final RecordDecoder record) {
        record.input();
        if (record.templateId() != EngineStartedDecoder.TEMPLATE_ID) {
            return null;
        }
        final EngineStartedDecoder started = new EngineStartedDecoder()
                .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
        return new JournalInfo(
                new UUID(started.journalId().msb(), started.journalId().lsb()), started.journalKind());
    }
}
