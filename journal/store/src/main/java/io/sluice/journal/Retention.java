package io.sluice.journal;

import io.sluice.record.RecordDecoder;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Removes the oldest segments once nobody needs them (SPEC J-11). Off the hot path; one thread at a time. */
public final class Retention {
    private Retention() {}

    /**
     * Removes from the oldest segment on, and stops at the first that is needed. Whether a segment may go is told by
     * the first record of the next one, so the segment in use never goes.
     *
     * @param neededFrom      first record that somebody still needs; 1 keeps everything.
     * @param writtenBeforeNs wall time, nanoseconds: only segments whose last record was written before that.
     * @return segments removed.
     * @throws JournalException IO if a segment cannot be read or removed.
     */
    public static int run(final Path dataDirectory, final long neededFrom, final long writtenBeforeNs) {
        final List<Integer> numbers = SegmentFiles.numbers(dataDirectory);
        int removed = 0;
        try {
            while (removed + 1 < numbers.size()
                    && isOver(dataDirectory, numbers.get(removed + 1), neededFrom, writtenBeforeNs)) {
                SegmentFiles.retire(dataDirectory, numbers.get(removed));
                removed++;
            }
            return removed;
        } catch (final IOException e) {
            throw new JournalException(
                    JournalException.Code.IO,
                    "an old segment of the journal in " + dataDirectory + " cannot be removed: "
                            + IoTrouble.describe(e),
                    e);
        }
    }

    /** Whether nothing before a segment is needed, as far as its first record tells. */
    private static boolean isOver(
            final Path dataDirectory, final int number, final long neededFrom, final long writtenBeforeNs)
            throws IOException {
        try (SegmentReader reader = new SegmentReader(number, SegmentFiles.directory(dataDirectory, number))) {
            if (reader.next() != SegmentReader.Step.RECORD) {
                return false;
            }
            final RecordDecoder first = reader.record();
            return first.header().sequence() <= neededFrom && first.header().wallTimeNs() < writtenBeforeNs;
        }
    }
}
