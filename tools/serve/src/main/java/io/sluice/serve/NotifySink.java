package io.sluice.serve;

import io.sluice.record.RecordDecoder;
import io.sluice.serve.notify.Intake;
import io.sluice.serve.notify.NotifyException;
import io.sluice.serve.sink.Sink;
import io.sluice.serve.sink.SinkException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The notifier's outbox as a sink. */
final class NotifySink implements Sink {
    /** Its cursor in the data directory. */
    static final String NAME = "notify";

    private final Intake intake;

    NotifySink(final Intake intake) {
        this.intake = intake;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long open(final UUID journalId) {
        return told(intake::open);
    }

    @Override
    public void add(final RecordDecoder record) {
        intake.add(record);
    }

    @Override
    public Written commit(final long upTo) {
        return new Written(told(() -> intake.commit(upTo)), 0);
    }

    private static long told(final Supplier<Long> work) {
        try {
            return work.get();
        } catch (final NotifyException e) {
            throw new SinkException(e.getMessage(), e);
        }
    }

    @Override
    public ToIntFunction<RecordDecoder> scale() {
        return intake.scale();
    }

    @Override
    public void close() {
        intake.close();
    }
}
