package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.Offer;
import io.sluice.engine.Engine;
import io.sluice.journal.JournalCursor;
import io.sluice.record.RecordDecoder;
import io.sluice.serve.sink.Sink;
import io.sluice.serve.sink.SinkException;
import io.sluice.serve.sink.SinkRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frame, with sinks that keep what they get in memory. */
@Tag("K-0")
class SinkRunnerTest {
    @TempDir
    private Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();

    private SinkRunner start(final Sink sink) {
        final SinkRunner runner =
                new SinkRunner(directory, Days.journal(directory), sink, false, new Released(directory), said::add);
        runner.start();
        return runner;
    }

    private static void equities(final Engine engine, final int count) {
        for (int i = 1; i <= count; i++) {
            final int equity = i;
            Days.await(() -> engine.risk("risk").equity(equity) == Offer.OFFERED);
        }
    }

    @Test
    void shouldGoOnWithOneSinkWhileAnotherFails() {
        final Memory good = new Memory("good");
        final Memory bad = new Memory("bad");
        bad.trouble = new IllegalStateException("a bug");
        try (Engine engine = Engine.open(Days.options(directory));
                SinkRunner one = start(bad);
                SinkRunner two = start(good)) {
            equities(engine, 50);
            Days.await(() -> two.status().sequence() >= Days.last(directory));
            Days.await(() -> one.status().failed() >= 2);
            assertThat(one.status().isDown()).isTrue();
            assertThat(one.status().lag()).isGreaterThanOrEqualTo(50);
            assertThat(said).filteredOn(each -> each.contains("a bug")).hasSize(1);
            assertThat(two.status().failed()).isZero();
            bad.trouble = null;
            Days.await(() -> one.status().sequence() >= Days.last(directory));
            assertThat(one.status().isDown()).isFalse();
        }
        assertThat(bad.held).isEqualTo(good.held).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadAgainWhatWasNotWrittenAndCountThat() {
        final Memory sink = new Memory("memory");
        try (Engine engine = Engine.open(Days.options(directory));
                SinkRunner runner = start(sink)) {
            Days.await(() -> runner.status().sequence() >= 1);
            sink.trouble = new SinkException("down", null);
            equities(engine, 20);
            Days.await(() -> runner.status().failed() >= 2);
            final long before = runner.status().sequence();
            assertThat(JournalCursor.sequence(directory, "memory", Days.journal(directory)))
                    .isEqualTo(before);
            sink.trouble = null;
            Days.await(() -> runner.status().sequence() >= Days.last(directory));
            assertThat(runner.status().replayed()).isPositive();
            assertThat(JournalCursor.sequence(directory, "memory", Days.journal(directory)))
                    .isLessThanOrEqualTo(sink.held.get(sink.held.size() - 1));
        }
        assertThat(sink.held).doesNotHaveDuplicates().isSorted();
        assertThat(sink.held.get(0)).isEqualTo(1);
    }

    /** What it holds itself counts; the copy in the data directory follows, be it ahead or of another journal. */
    @Test
    void shouldBelieveTheSinkAndNotTheCopyOfItsCursor() {
        final Memory sink = new Memory("memory");
        Engine.open(Days.options(directory)).close();
        try (JournalCursor copy = JournalCursor.open(directory, "memory", Days.journal(directory))) {
            copy.advance(1_000);
        }
        try (SinkRunner runner = start(sink)) {
            Days.await(() -> sink.held.contains(Days.last(directory)));
            Days.await(() -> runner.status().sequence() == Days.last(directory));
        }
        JournalCursor.forget(directory, "memory");
        try (JournalCursor copy = JournalCursor.open(directory, "memory", UUID.randomUUID())) {
            copy.advance(3);
        }
        try (SinkRunner runner = start(sink)) {
            Days.await(() -> runner.status().sequence() == Days.last(directory));
            assertThat(runner.status().failed()).isZero();
        }
        assertThat(JournalCursor.sequence(directory, "memory", Days.journal(directory)))
                .isEqualTo(Days.last(directory));
        assertThat(sink.held).doesNotHaveDuplicates();
    }

    /** Keeps the sequences of its records. */
    private static final class Memory implements Sink {
        final List<Long> held = new CopyOnWriteArrayList<>();
        private final List<Long> batch = new ArrayList<>();
        private final String name;
        volatile RuntimeException trouble;

        Memory(final String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long open(final UUID journalId) {
            return held.isEmpty() ? 0 : held.get(held.size() - 1);
        }

        @Override
        public void add(final RecordDecoder record) {
            batch.add(record.header().sequence());
        }

        @Override
        public Written commit(final long upTo) {
            if (trouble != null) {
                throw trouble;
            }
            final int rows = batch.size();
            held.addAll(batch);
            batch.clear();
            return new Written(rows, 0);
        }

        @Override
        public ToIntFunction<RecordDecoder> scale() {
            return record -> 1;
        }

        @Override
        public void close() {
            batch.clear();
        }
    }
}
