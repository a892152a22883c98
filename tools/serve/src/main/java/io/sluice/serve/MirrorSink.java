package io.sluice.serve;

import io.sluice.record.RecordDecoder;
import io.sluice.serve.sink.Sink;
import io.sluice.serve.sink.SinkException;
import io.sluice.serve.sql.Database;
import io.sluice.serve.sql.Mirror;
import io.sluice.serve.sql.MirrorException;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** The SQL mirror as a sink. */
final class MirrorSink implements Sink {
    private final Database database;
    private Mirror mirror;

    MirrorSink(final Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return Mirror.NAME;
    }

    @Override
    public long open(final UUID journalId) {
        close();
        try {
            mirror = Mirror.open(database, journalId);
            return mirror.held();
        } catch (final MirrorException e) {
            throw new SinkException(e.getMessage(), e);
        }
    }

    @Override
    public void add(final RecordDecoder record) {
        mirror.add(record);
    }

    @Override
    public Written commit(final long upTo) {
        try {
            final Mirror.Written written = mirror.commit(upTo);
            return new Written(written.rows(), written.duplicates());
        } catch (final MirrorException e) {
            throw new SinkException(e.getMessage(), e);
        }
    }

    @Override
    public ToIntFunction<RecordDecoder> scale() {
        return Mirror.scale();
    }

    @Override
    public void close() {
        if (mirror != null) {
            mirror.close();
            mirror = null;
        }
    }
}
