package io.sluice.seal;

import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalReader;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The link of a journal's hash chain at one of its records, as if a seal ended there (SPEC J-2, J-8): what a new epoch
 * names the journal before it by. Every seal up to there is checked on the way; signatures are not.
 *
 * @param from        first record that the link covers.
 * @param unconfirmed records at the beginning whose seal begins before them, so that only the link behind them counts.
 * @param link        32 bytes; null where there is a problem.
 * @param missing     what is missing at the beginning of the journal; null if nothing is.
 * @param problem     why there is no link: the first record that is missing, or the first seal that is wrong.
 */
public record ChainEnd(long from, long unconfirmed, byte[] link, String missing, String problem) {
    /** Computes it; reads the journal twice, to which nothing is added meanwhile. */
    public static ChainEnd of(final Path dataDirectory, final long last) {
        final SealCheck seals = new SealCheck(List.of(), null);
        final Beginning beginning = new Beginning();
        final UpTo first = new UpTo(last, record -> {
            beginning.onRecord(record);
            seals.collect(record);
        });
        read(dataDirectory, first);
        if (first.fault != null || first.last < last) {
            return new ChainEnd(
                    first.first,
                    0,
                    null,
                    beginning.missing(),
                    first.fault != null ? first.fault.describe() : "record " + (first.last + 1) + " is missing");
        }
        final SealChain end = new SealChain(seals.count() == 0 ? SealChain.origin() : seals.lastLinkBytes());
        read(dataDirectory, new UpTo(last, record -> {
            seals.confirm(record);
            if (record.header().sequence() > seals.sealedTo()) {
                end.add(record);
            }
        }));
        final String problem = seals.end();
        return new ChainEnd(
                first.first, seals.unconfirmed(), problem == null ? end.link() : null, beginning.missing(), problem);
    }

    private static void read(final Path dataDirectory, final RecordListener listener) {
        try (JournalReader reader = new JournalReader(dataDirectory)) {
            reader.readToEnd(listener);
        }
    }

    /** Hears the records up to one, and what is wrong with them. */
    private static final class UpTo implements RecordListener {
        private final long end;
        private final Consumer<RecordDecoder> listener;
        private long first;
        private long last;
        private JournalFault fault;

        UpTo(final long end, final Consumer<RecordDecoder> listener) {
            this.end = end;
            this.listener = listener;
        }

        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            final long sequence = record.header().sequence();
            if (fault == null && sequence <= end) {
                first = first == 0 ? sequence : first;
                last = sequence;
                listener.accept(record);
            }
        }

        @Override
        public boolean onFault(final JournalFault what) {
            final boolean isSkipped = what.verdict() == JournalFault.Verdict.SKIPPED;
            fault = fault == null && !isSkipped && last < end ? what : fault;
            return isSkipped;
        }
    }
}
