package io.sluice.engine.follow;

import io.sluice.client.Offer;
import io.sluice.client.Sender;
import io.sluice.codec.Role;
import io.sluice.codec.SealEncoder;
import io.sluice.config.EngineConfig;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.ReleasedFeed;
import io.sluice.schema.MessageIds;
import io.sluice.seal.LastSeal;
import io.sluice.seal.Seal;
import io.sluice.seal.SealChain;
import io.sluice.seal.SealSigner;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;

/**
 * Chains SHA-256 over the records behind the engine and has the links journaled (SPEC J-8, see {@link io.sluice.seal}).
 * One seal is under way at a time. A start goes on behind the last seal in the journal, and a clean stop ends with one.
 */
public final class Sealer implements Follower.Task {
    private static final int BATCH = 1024;
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Path directory;
    private final Sender sender;
    private final EngineConfig.Seal settings;
    private final SealSigner signer;
    private final Seal foundAtStart;
    private final SealEncoder encoder = new SealEncoder();
    private final EnvelopeEncoder lastEnvelope = new EnvelopeEncoder(Role.ENGINE, "");
    private SealChain chain;
    private long from;
    private long last;
    private long lastSeal;
    private boolean hasNews;
    private boolean isUnderWay;
    private long sealedAtNs;

    /**
     * @param last   seal in the journal before the first record that is heard; null if there is none.
     * @param signer null for seals without signature.
     */
    public Sealer(
            final Path directory,
            final Sender sender,
            final EngineConfig.Seal settings,
            final Seal last,
            final SealSigner signer) {
        this.directory = directory;
        this.sender = sender;
        this.settings = settings;
        this.signer = signer;
        foundAtStart = last;
        sealedAtNs = System.nanoTime();
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        if (chain == null) {
            goOnBehind(foundAtStart, record.header().sequence() - 1);
        }
        add(record);
    }

    @Override
    public void onTurn(final long monotonicNs) {
        if (chain == null || !hasNews || isUnderWay) {
            return;
        }
        if (last - from + 1 < settings.records() && monotonicNs - sealedAtNs < settings.intervalNs()) {
            return;
        }
        final Seal seal = seal();
        if (sender.offer(seal.encode(sender.begin(encoder))) == Offer.OFFERED) {
            chain.next(seal.link());
            from = last + 1;
            hasNews = false;
            isUnderWay = true;
            sealedAtNs = monotonicNs;
        }
    }

    /** Seals all there is; a seal that was offered and has no record never will have one. */
    @Override
    public int finalRecord(final MutableDirectBuffer envelope) {
        if (isUnderWay) {
            goOnBehind(LastSeal.find(directory, null, last, 0), last);
        }
        final boolean isOnlyTheLastSeal = from == last && last == lastSeal;
        return from > last || isOnlyTheLastSeal
                ? 0
                : lastEnvelope.end(seal().encode(lastEnvelope.begin(envelope, 0, encoder)));
    }

    @Override
    public void close() {
        // What is not sealed by now the next start seals.
    }

    private Seal seal() {
        return Seal.make(from, last, chain.previous(), chain.link(), signer);
    }

    private void add(final RecordDecoder record) {
        chain.add(record);
        last = record.header().sequence();
        // Without any seal the chain begins with the oldest record that there is.
        from = from == 0 ? last : from;
        if (Seal.is(record)) {
            lastSeal = last;
            isUnderWay = false;
        } else if (!isBookkeeping(record)) {
            hasNews = true;
        }
    }

    /** Records that the engine makes for itself must not keep each other going for ever. */
    private static boolean isBookkeeping(final RecordDecoder record) {
        record.input();
        return record.header().role() == Role.ENGINE && MessageIds.isBookkeeping(record.templateId());
    }

    private void goOnBehind(final Seal found, final long end) {
        chain = new SealChain(found == null ? SealChain.origin() : found.link());
        from = found == null ? 0 : found.to() + 1;
        isUnderWay = false;
        read(from, end, this::add);
    }

    /** Reads records that are in the journal for sure. */
    private void read(final long first, final long end, final Consumer<RecordDecoder> listener) {
        if (end < Math.max(1, first)) {
            return;
        }
        try (ReleasedFeed feed = new ReleasedFeed(directory, first, () -> end)) {
            while (feed.sequence() < end) {
                feed.await(
                        (record, position) -> {
                            // A new epoch begins after every record that this asks for.
                            if (record.header().sequence() <= end) {
                                listener.accept(record);
                            }
                        },
                        BATCH,
                        WAIT_NS);
            }
        }
    }
}
