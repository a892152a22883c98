package io.sluice.replay;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.StartKind;
import io.sluice.codec.SyncMode;
import io.sluice.journal.JournalScan;
import io.sluice.journal.ScanResult;
import io.sluice.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a journal holds, confirmed by re-execution. */
public final class Recorded {
    public record Start(
            long sequence,
            StartKind kind,
            int configurationLength,
            int droppedRecords,
            long timeNs,
            long syncedSequence,
            SyncMode syncMode) {}

    public final List<String> inputs = new ArrayList<>();
    public final List<List<String>> outcomes = new ArrayList<>();
    public final List<Long> times = new ArrayList<>();
    public final List<Start> starts = new ArrayList<>();
    public final Replay replay = new Replay();
    public final ScanResult end;

    private Recorded(final Path directory) {
        final EngineStartedDecoder started = new EngineStartedDecoder();
        end = JournalScan.run(directory, (record, position) -> {
            replay.next(record);
            record.input();
            inputs.add(Schema.message(record.templateId()).name());
            times.add(record.header().timeNs());
            if (record.templateId() == EngineStartedDecoder.TEMPLATE_ID) {
                started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
                starts.add(new Start(
                        record.header().sequence(),
                        started.startKind(),
                        started.configurationLength(),
                        started.droppedRecords(),
                        record.header().timeNs(),
                        started.syncedSequence(),
                        started.syncMode()));
            }
            final List<String> said = new ArrayList<>();
            while (record.nextOutcome()) {
                said.add(Schema.message(record.templateId()).name());
            }
            outcomes.add(said);
        });
    }

    public static Recorded in(final Path directory) {
        return new Recorded(directory);
    }

    public int count(final String input) {
        return (int) inputs.stream().filter(input::equals).count();
    }
}
