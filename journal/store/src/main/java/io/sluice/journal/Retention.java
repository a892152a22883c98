package io.sluice.journal;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Removes the oldest segments once nobody needs them (SPEC J-11), one at a time, so that each can be journaled before.
 * Off the hot path; one thread at a time.
 *
 * <p>A clock may be wrong, and what is removed never comes back. So a segment is as old as the smaller of its ages by
 * engine time and by the wall clock. A start that found the clock more than {@link #MAX_STEP_NS} ahead of the record
 * before says so in its own record: that step is no age. Where it was a long rest and no error, segments stay longer
 * than they need to.
 */
public final class Retention {
    /** Longest step of the wall clock that counts as time that went by: 7 days. */
    public static final long MAX_STEP_NS = TimeUnit.DAYS.toNanos(7);

    private static final long MS_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** How a segment begins. */
    private record Head(long sequence, long timeNs, long wallTimeNs, long stepNs) {}

    /**
     * The oldest segment.
     *
     * @param first its first record.
     * @param last  its last record; less than {@code first} if it holds none.
     */
    public record Oldest(int segment, long first, long last) {}

    private Retention() {}

    /**
     * The oldest segment, if it may go; else null. Whether it may is told by the first record of the next one, so the
     * segment in use never goes.
     *
     * @param neededFrom first record that somebody still needs; 1 keeps everything.
     * @param nowNs      engine time.
     * @param wallNs     wall clock.
     * @param ageNs      a segment is kept until its last record is that old.
     * @throws JournalException IO if a segment cannot be read; DAMAGED if nothing in the oldest one can be.
     */
    public static Oldest find(
            final Path dataDirectory, final long neededFrom, final long nowNs, final long wallNs, final long ageNs) {
        final List<Integer> numbers = SegmentFiles.numbers(dataDirectory);
        try {
            final Head next = numbers.size() < 2 ? null : head(dataDirectory, numbers.get(1));
            if (next == null || next.sequence > neededFrom) {
                return null;
            }
            final long age = Math.min(nowNs - next.timeNs, wallNs - next.wallTimeNs);
            if (age < ageNs || age - steps(dataDirectory, numbers.subList(2, numbers.size())) < ageNs) {
                return null;
            }
            return new Oldest(numbers.get(0), first(dataDirectory, numbers.get(0), next.sequence), next.sequence - 1);
        } catch (final IOException e) {
            throw failed(dataDirectory, e);
        }
    }

    /**
     * Removes it.
     *
     * @throws JournalException IO if that cannot be done.
     */
    public static void remove(final Path dataDirectory, final Oldest oldest) {
        try {
            SegmentFiles.retire(dataDirectory, oldest.segment);
        } catch (final IOException e) {
            throw failed(dataDirectory, e);
        }
    }

    private static long steps(final Path dataDirectory, final List<Integer> numbers) throws IOException {
        long sum = 0;
        for (final int number : numbers) {
            final Head head = head(dataDirectory, number);
            sum += head != null && head.stepNs > MAX_STEP_NS ? head.stepNs : 0;
        }
        return sum;
    }

    private static Head head(final Path dataDirectory, final int number) throws IOException {
        try (SegmentReader reader = new SegmentReader(number, SegmentFiles.directory(dataDirectory, number))) {
            return reader.next() == SegmentReader.Step.RECORD ? head(reader.record()) : null;
        }
    }

    private static Head head(final RecordDecoder record) {
        record.input();
        long stepNs = 0;
        if (record.templateId() == EngineStartedDecoder.TEMPLATE_ID
                && record.header().role() == Role.ENGINE) {
            final long stepMs = new EngineStartedDecoder()
                    .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder())
                    .clockStepMs();
            stepNs = stepMs == EngineStartedDecoder.clockStepMsNullValue() ? 0 : stepMs * MS_NS;
        }
        return new Head(
                record.header().sequence(),
                record.header().timeNs(),
                record.header().wallTimeNs(),
                stepNs);
    }

    private static long first(final Path dataDirectory, final int number, final long none) throws IOException {
        try (SegmentReader reader = new SegmentReader(number, SegmentFiles.directory(dataDirectory, number))) {
            SegmentReader.Step step = reader.finish();
            if (step == SegmentReader.Step.END) {
                return none;
            }
            while (step == SegmentReader.Step.DAMAGED) {
                step = reader.finish();
            }
            if (step == SegmentReader.Step.RECORD) {
                return reader.record().header().sequence();
            }
        }
        throw new JournalException(
                JournalException.Code.DAMAGED,
                "the oldest segment, " + SegmentFiles.directory(dataDirectory, number)
                        + ", holds no record that can be read: retention keeps it and all after it");
    }

    private static JournalException failed(final Path dataDirectory, final IOException e) {
        return new JournalException(
                JournalException.Code.IO,
                "an old segment of the journal in " + dataDirectory + " cannot be removed: " + IoTrouble.describe(e),
                e);
    }
}
