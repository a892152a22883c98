package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.journal.JournalFault.Kind;
import io.sluice.journal.JournalFault.Verdict;
import io.sluice.record.RecordDecoder;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That it hears what a reader alone hears, {@link TestRecords#read} looks at in every test of damage (SPEC J-2). */
class ReadAheadTest {
    private static final int MANY = 20_000;
    private static final JournalFault FAULT = new JournalFault(Verdict.SKIPPED, Kind.CHECKSUM, 3, 0, 4, 0);

    private final AtomicLong told = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();

    @AfterEach
    void shouldLeaveNoThreadBehind() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(ReadAhead.THREAD);
    }

    @Test
    void shouldPassOnEveryRecordInOrder() {
        for (int round = 1; round < 100; round++) {
            final int last = MANY / round;
            heard.set(0);
            ReadAhead.run(records(1, last), this::hear);
            assertThat(heard).hasValue(last);
        }
    }

    @Test
    void shouldPassOnRecordsLargerThanABatch() {
        final TestRecords records = new TestRecords(2 * RecordBatch.BYTES);
        final List<Integer> lengths = new ArrayList<>();
        final int[] bytes = {10, RecordBatch.BYTES + 1000, 10, RecordBatch.BYTES / 2, RecordBatch.BYTES / 2, 8};
        ReadAhead.run(
                listener -> {
                    for (int i = 0; i < bytes.length; i++) {
                        listener.onRecord(records.decoder(records.makeWithOutcome(i + 1, bytes[i])), i);
                    }
                },
                (record, position) -> {
                    assertThat(record.header().sequence()).isEqualTo(position + 1);
                    lengths.add(record.length());
                });
        assertThat(lengths).hasSize(bytes.length);
        assertThat(lengths.get(1) - lengths.get(0)).isEqualTo(RecordBatch.BYTES + 990);
    }

    @Test
    void shouldNotGetFurtherAheadThanItsBatches() {
        final AtomicReference<Thread> reader = new AtomicReference<>();
        final long most = (long) ReadAhead.BATCHES * RecordBatch.BYTES / 100;
        ReadAhead.run(
                listener -> {
                    reader.set(Thread.currentThread());
                    records(1, 10 * MANY).accept(listener);
                },
                (record, position) -> {
                    if (position == 1) {
                        while (reader.get().getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                        }
                        assertThat(told.get()).isBetween(1L, most);
                    }
                    hear(record, position);
                    assertThat(told.get()).isLessThanOrEqualTo(heard.get() + most);
                });
        assertThat(heard).hasValue(10 * MANY);
    }

    @Test
    void shouldWaitBehindAFaultForTheListenersWord() {
        final List<String> story = new ArrayList<>();
        ReadAhead.run(
                listener -> {
                    records(1, 2).accept(listener);
                    assertThat(listener.onFault(FAULT)).isTrue();
                    records(3, 3).accept(listener);
                    assertThat(listener.onFault(FAULT)).isFalse();
                },
                new RecordListener() {
                    @Override
                    public void onRecord(final RecordDecoder record, final long position) {
                        story.add("record " + position);
                    }

                    @Override
                    public boolean onFault(final JournalFault fault) {
                        assertThat(fault).isSameAs(FAULT);
                        story.add("fault, told " + told);
                        return story.size() < 4;
                    }
                });
        assertThat(story).containsExactly("record 1", "record 2", "fault, told 2", "record 3", "fault, told 3");
    }

    @Test
    void shouldPassOnWhatTheReaderThrewBehindTheRecordsBeforeIt() {
        final UncheckedIOException broken = new UncheckedIOException(new java.io.IOException("no such disk"));
        assertThatThrownBy(() -> ReadAhead.run(
                        listener -> {
                            records(1, MANY).accept(listener);
                            throw broken;
                        },
                        this::hear))
                .isSameAs(broken);
        assertThat(heard).hasValue(MANY);
        final Error error = new StackOverflowError();
        assertThatThrownBy(() -> ReadAhead.run(
                        listener -> {
                            throw error;
                        },
                        this::hear))
                .isSameAs(error);
    }

    @Test
    void shouldEndTheReaderWhenTheListenerThrows() {
        for (final long at : new long[] {1, MANY / 2, MANY}) {
            final IllegalStateException enough = new IllegalStateException("enough");
            assertThatThrownBy(() -> ReadAhead.run(records(1, MANY), (record, position) -> {
                        if (position == at) {
                            throw enough;
                        }
                    }))
                    .isSameAs(enough);
            shouldLeaveNoThreadBehind();
        }
        assertThatThrownBy(() -> ReadAhead.run(listener -> listener.onFault(FAULT), new RecordListener() {
                    @Override
                    public void onRecord(final RecordDecoder record, final long position) {}

                    @Override
                    public boolean onFault(final JournalFault fault) {
                        throw new IllegalStateException("at a fault");
                    }
                }))
                .hasMessage("at a fault");
    }

    @Test
    void shouldEndTheReaderWhenItsCallerIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ReadAhead.run(records(1, MANY), this::hear))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private void hear(final RecordDecoder record, final long position) {
        assertThat(record.offset()).isZero();
        assertThat(record.header().sequence()).isEqualTo(position).isEqualTo(heard.incrementAndGet());
    }

    private Consumer<RecordListener> records(final long from, final long to) {
        return listener -> {
            final TestRecords records = new TestRecords();
            for (long sequence = from; sequence <= to; sequence++) {
                told.incrementAndGet();
                listener.onRecord(records.decoder(records.make(sequence)), sequence);
            }
        };
    }
}
