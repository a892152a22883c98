package io.sluice.seal;

import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalReader;
import io.sluice.journal.JournalScan;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;

/** Looks for the last seal among the records that it hears, and judges nothing (SPEC J-8). */
public final class LastSeal implements RecordListener {
    /** Records in which the last seal is looked for at first. */
    private static final long WINDOW = 1 << 12;

    private static final int WIDER = 8;

    private Seal seal;

    /**
     * The last seal of a journal; null if there is none. All that it does not seal is looked at: what cannot be read
     * could never be sealed, and the start is the time to say so. What is sealed is for {@code verify}.
     *
     * @param heard     last seal behind record {@code before}, where all is known to be good; null if there is none.
     * @param before    record up to which nothing was looked at yet; 0 if all was.
     * @param lastStart last start's record, see {@link JournalScan#runAhead}.
     * @throws io.sluice.journal.JournalException DAMAGED.
     */
    public static Seal find(final Path directory, final Seal heard, final long before, final long lastStart) {
        final LastSeal last = new LastSeal();
        last.seal = heard;
        long from = before + 1;
        for (long window = WINDOW; last.seal == null && from > 1; window *= WIDER) {
            from = Math.max(1, before - window + 1);
            try (JournalReader reader = new JournalReader(directory).seek(from)) {
                reader.readToEnd(last);
            }
        }
        final long unsealed = last.seal == null ? 1 : last.seal.to() + 1;
        if (unsealed <= before) {
            JournalScan.runAhead(directory, unsealed, lastStart, (record, position) -> {})
                    .refuseDamage();
        }
        return last.seal;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        seal = Seal.is(record) ? Seal.of(record) : seal;
    }

    @Override
    public boolean onFault(final JournalFault fault) {
        return true;
    }

    /** Null if there was none. */
    public Seal seal() {
        return seal;
    }
}
