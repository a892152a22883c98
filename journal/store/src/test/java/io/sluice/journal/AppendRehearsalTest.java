package io.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendRehearsalTest {
    private static final int OFTEN = 50_000;

    @TempDir
    private Path scratch;

    private final TestRecords records = new TestRecords(1 << 20);

    @Test
    void shouldTakeBackWhateverItAppended() throws IOException {
        try (AppendRehearsal rehearsal = AppendRehearsal.in(scratch)) {
            final byte[] before = bytes(rehearsal);
            for (int i = 1; i <= OFTEN; i++) {
                final int length = records.make(i);
                rehearsal.append(records.record, length);
                assertThat(rehearsal.lastEnd() - length).as("append %s", i).isEqualTo(rehearsal.start());
            }
            rehearsal.append(records.record, records.makeWithOutcome(1, 260_000));
            assertThat(bytes(rehearsal)).isEqualTo(before);
        }
    }

    @Test
    void shouldLeaveNoFileEvenWhileItIsUsed() throws IOException {
        try (AppendRehearsal rehearsal = AppendRehearsal.in(scratch)) {
            rehearsal.append(records.record, records.make(1));
            assertThat(scratch).isEmptyDirectory();
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void shouldRefuseARecordThatFindsNoRoom() throws IOException {
        try (AppendRehearsal rehearsal = AppendRehearsal.in(scratch)) {
            final int length = records.makeWithOutcome(1, 270_000);
            assertThatIllegalStateException()
                    .isThrownBy(() -> rehearsal.append(records.record, length))
                    .withMessageContaining("no room");
        }
    }

    @Test
    void shouldAllocateNothing() throws IOException {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (AppendRehearsal rehearsal = AppendRehearsal.in(scratch)) {
            final int length = records.make(1);
            long allocated = Long.MAX_VALUE;
            // The first rounds run what the compiler has not come to.
            for (int round = 0; round < 20 && allocated > 0; round++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 1000; i++) {
                    rehearsal.append(records.record, length);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).isZero();
        }
    }

    private static byte[] bytes(final AppendRehearsal rehearsal) {
        final UnsafeBuffer memory = rehearsal.memory();
        final byte[] copy = new byte[memory.capacity()];
        memory.getBytes(0, copy);
        return copy;
    }
}
