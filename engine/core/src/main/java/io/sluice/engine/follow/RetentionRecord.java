package io.sluice.engine.follow;

import io.sluice.client.Offer;
import io.sluice.client.Sender;
import io.sluice.codec.SegmentsRemovedEncoder;
import io.sluice.journal.Retention;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import io.sluice.seal.Removal;
import io.sluice.seal.Seal;
import io.sluice.seal.SealChain;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Makes the record of what retention is about to remove, and offers it to the engine (SPEC J-11). */
public final class RetentionRecord {
    private static final int BATCH = 1024;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Path directory;
    private final Sender sender;
    private final SegmentsRemovedEncoder encoder = new SegmentsRemovedEncoder();

    /** @param sender of the engine's own inputs. */
    public RetentionRecord(final Path directory, final Sender sender) {
        this.directory = directory;
        this.sender = sender;
    }

    /**
     * Offers it.
     *
     * @param heard last record that may be read.
     * @return whether it was taken. It is not as long as no seal covers the first record that stays: what stays could
     *     not be checked.
     */
    boolean offer(final Retention.Oldest oldest, final long heard) {
        final Seal seal = seal(oldest.last(), heard);
        if (seal == null) {
            return false;
        }
        final SealChain rest = new SealChain(seal.previous());
        read(oldest.last() + 1, seal.to(), record -> {
            rest.add(record);
            return true;
        });
        final Removal removal = new Removal(0, oldest.first(), oldest.last(), seal.to(), seal.previous(), rest.link());
        return sender.offer(removal.encode(sender.begin(encoder))) == Offer.OFFERED;
    }

    /** The first seal that covers a record after that one; null if there is none yet. */
    private Seal seal(final long last, final long heard) {
        final Seal[] found = new Seal[1];
        read(last + 1, heard, record -> {
            final Seal seal = Seal.is(record) ? Seal.of(record) : null;
            found[0] = seal != null && seal.to() > last ? seal : null;
            return found[0] == null;
        });
        return found[0];
    }

    /** Reads released records as long as the listener wants more. */
    private void read(final long first, final long last, final Predicate<RecordDecoder> listener) {
        final boolean[] wantsMore = {true};
        try (ReleasedFeed feed = new ReleasedFeed(directory, first, () -> last)) {
            while (wantsMore[0] && feed.sequence() < last) {
                feed.await((record, position) -> wantsMore[0] = wantsMore[0] && listener.test(record), BATCH, WAIT_NS);
            }
        }
    }
}
