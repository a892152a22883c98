package io.sluice.serve;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import io.sluice.schema.Schema;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which journal is in a directory, and where it begins.
 *
 * @param id     as its starts say; null if no record of a start is there.
 * @param kind   what it is for: live, demo, play; null if no record of a start is there.
 * @param oldest first record that there is; 0 if it is empty.
 */
record JournalName(UUID id, String kind, long oldest) {
    private static final int BATCH = 1024;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Reads up to the first start, which is the first record unless retention removed that. */
    static JournalName find(final Path directory, final LongSupplier released) {
        final Reading reading = new Reading();
        try (ReleasedFeed feed = new ReleasedFeed(directory, 0, released)) {
            while (reading.id == null && feed.sequence() < released.getAsLong()) {
                if (feed.await((record, position) -> reading.take(record), BATCH, WAIT_NS) == 0) {
                    break;
                }
            }
        }
        return new JournalName(reading.id, reading.kind, reading.oldest);
    }

    private static final class Reading {
        private final EngineStartedDecoder started = new EngineStartedDecoder();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private UUID id;
        private String kind;
        private long oldest;

        void take(final RecordDecoder record) {
            oldest = oldest == 0 ? record.header().sequence() : oldest;
            record.input();
            if (id == null && record.templateId() == EngineStartedDecoder.TEMPLATE_ID) {
                started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                id = new UUID(started.journalId().msb(), started.journalId().lsb());
                kind = Schema.values("JournalKind")
                        .spelling(started.journalKind().value());
            }
        }
    }
}
