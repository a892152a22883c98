package io.sluice.journal;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
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

    /**
     * Looks for it in the first start that can be read, where the first record cannot be; null if there is none.
     * Nothing is added to the journal meanwhile.
     */
    public static JournalInfo find(final Path dataDirectory) {
        final JournalInfo[] found = {read(dataDirectory)};
        if (found[0] == null) {
            try (JournalReader reader = new JournalReader(dataDirectory)) {
                reader.readToEnd(new RecordListener() {
                    @Override
                    public void onRecord(final RecordDecoder record, final long position) {
                        found[0] = found[0] == null ? of(record) : found[0];
                    }

                    @Override
                    public boolean onFault(final JournalFault fault) {
                        return found[0] == null;
                    }
                });
            }
        }
        return found[0];
    }

    /** Of the engine's EngineStarted record; null for any other: what a door offers under that name is refused. */
    public static JournalInfo of(final RecordDecoder record) {
        record.input();
        if (record.templateId() != EngineStartedDecoder.TEMPLATE_ID
                || record.header().role() != Role.ENGINE) {
            return null;
        }
        final EngineStartedDecoder started = new EngineStartedDecoder()
                .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
        return new JournalInfo(
                new UUID(started.journalId().msb(), started.journalId().lsb()), started.journalKind());
    }
}
