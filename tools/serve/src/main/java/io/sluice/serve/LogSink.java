package io.sluice.serve;

import io.sluice.config.ServeConfig;
import io.sluice.journal.JournalCursor;
import io.sluice.journal.JournalException;
import io.sluice.json.LogLine;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.IoTrouble;
import io.sluice.serve.sink.Sink;
import io.sluice.serve.sink.SinkException;
import io.sluice.serve.telemetry.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** The log file as a sink: each line once, a full disk waits for room, and retention can wait for it. */
final class LogSink implements Sink {
    static final String NAME = "log";

    private final Path directory;
    private final ServeConfig.Log config;
    private final LogFile file;

    LogSink(final Path directory, final ServeConfig.Log config) {
        this.directory = directory;
        this.config = config;
        file = new LogFile(config.file(), config.isJson(), config.maxSizeBytes(), config.keep());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long open(final UUID journalId) {
        try {
            final long held = held(journalId);
            file.open(held);
            return held;
        } catch (final IOException e) {
            throw failed(e);
        }
    }

    /** Its cursor alone says which journal the lines are of. */
    private long held(final UUID journalId) {
        try {
            return JournalCursor.sequence(directory, NAME, journalId);
        } catch (final JournalException e) {
            return 0;
        }
    }

    @Override
    public void add(final RecordDecoder record) {
        file.add(record);
    }

    @Override
    public Written commit(final long upTo) {
        try {
            return new Written(file.commit(), 0);
        } catch (final IOException e) {
            throw failed(e);
        }
    }

    @Override
    public ToIntFunction<RecordDecoder> scale() {
        final LogLine lines = new LogLine(config.isJson());
        final StringBuilder text = new StringBuilder();
        return record -> {
            text.setLength(0);
            return lines.append(text, record);
        };
    }

    private SinkException failed(final IOException e) {
        return new SinkException(config.file() + " cannot be written: " + IoTrouble.reason(e), e);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (final IOException e) {
            // What was not written is read again.
            return;
        }
    }
}
