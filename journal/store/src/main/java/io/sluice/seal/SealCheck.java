package io.sluice.seal;

import io.sluice.record.RecordDecoder;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Checks the seals of a journal in two passes over its records: {@link #collect} finds the seals, then
 * {@link #confirm} computes each link again, and {@link #end} says the rest. Not thread safe.
 *
 * <p>A journal from which retention took its oldest files begins within a sealed range; that link cannot be computed
 * again and is believed, as those before it.
 */
public final class SealCheck {
    private final List<PublicKey> keys;
    private final byte[] expected;
    private final List<Seal> seals = new ArrayList<>();
    private String brokenJoin;
    private long firstSequence;
    private long lastSequence;

    private final SealChain chain = new SealChain(SealChain.origin());
    private int next;
    /** First record of the second pass; 0 before it. */
    private long secondPassFrom;
    /** Records whose links were computed again and found right: from that one to this one. */
    private long wholeFrom;

    private long confirmedTo;
    private String problem;

    /**
     * @param keys     each seal that is signed must be signed by one of these, and the last one must be signed; empty
     *                 if signatures are of no interest.
     * @param expected link that must be one of the journal's; null if none was kept.
     */
    public SealCheck(final List<PublicKey> keys, final byte[] expected) {
        this.keys = List.copyOf(keys);
        this.expected = expected == null ? null : expected.clone();
    }

    /** First pass: the next record. */
    public void collect(final RecordDecoder record) {
        lastSequence = record.header().sequence();
        firstSequence = firstSequence == 0 ? lastSequence : firstSequence;
        if (brokenJoin == null && Seal.is(record)) {
            final Seal seal = Seal.of(record);
            brokenJoin = join(seal);
            if (brokenJoin == null) {
                seals.add(seal);
            }
        }
    }

    /** Second pass: the next record. Those behind {@link #sealedTo()} need not come. */
    public void confirm(final RecordDecoder record) {
        final long sequence = record.header().sequence();
        if (problem != null || next == seals.size()) {
            return;
        }
        if (secondPassFrom == 0) {
            begin(sequence);
        }
        final Seal seal = seals.get(next);
        chain.add(record);
        if (sequence == seal.to()) {
            final boolean isWhole = seal.from() >= secondPassFrom;
            problem = confirmLink(seal, isWhole);
            chain.next(seal.link());
            if (problem == null && isWhole) {
                wholeFrom = wholeFrom == 0 ? seal.from() : wholeFrom;
                confirmedTo = seal.to();
            }
            next++;
        }
    }

    /** Of a seal whose records are all gone only the link counts. */
    private void begin(final long sequence) {
        secondPassFrom = sequence;
        while (next < seals.size() - 1 && seals.get(next).to() < sequence) {
            next++;
        }
        chain.next(seals.get(next).previous());
    }

    /** After both passes: the first thing that is wrong with chain and seals; null if nothing. */
    public String end() {
        if (problem == null) {
            problem = brokenJoin == null ? endOfChain() : brokenJoin;
        }
        return problem;
    }

    /** Whether a seal covers this record and its link was found right. */
    public boolean isConfirmed(final long sequence) {
        return sequence >= wholeFrom && sequence <= confirmedTo;
    }

    /** Records at the beginning whose seal begins before them, so that it cannot be computed again. */
    public long unconfirmed() {
        return seals.stream()
                .filter(seal -> seal.from() < firstSequence && seal.to() >= firstSequence)
                .mapToLong(seal -> seal.to() - firstSequence + 1)
                .sum();
    }

    /** Last record that is sealed; 0 if none is. */
    public long sealedTo() {
        return seals.isEmpty() ? 0 : last().to();
    }

    /** Records that no seal covers yet. */
    public long unsealed() {
        return lastSequence == 0 ? 0 : lastSequence - Math.max(sealedTo(), firstSequence - 1);
    }

    /** Seals found. */
    public int count() {
        return seals.size();
    }

    /** The last link in hex; null if there is none. */
    public String lastLink() {
        return seals.isEmpty() ? null : HexFormat.of().formatHex(last().link());
    }

    /** Whether the last seal bears a signature. */
    public boolean isSigned() {
        return !seals.isEmpty() && last().isSigned();
    }

    private Seal last() {
        return seals.get(seals.size() - 1);
    }

    private String join(final Seal seal) {
        final String name = "the seal in record " + seal.sequence();
        if (seals.isEmpty()) {
            final boolean isFirst = seal.from() == 1 && Arrays.equals(seal.previous(), SealChain.origin());
            if (!isFirst && (firstSequence == 1 || seal.from() > firstSequence)) {
                return name + " begins at record " + seal.from() + " after seals that are missing";
            }
        } else if (seal.from() != last().to() + 1) {
            return name + " begins at record " + seal.from() + ", but the seal in record " + last().sequence()
                    + " ended at record " + last().to() + ": a seal is missing or changed";
        } else if (!Arrays.equals(seal.previous(), last().link())) {
            return name + " does not join the one before: records " + last().from() + " to " + last().to()
                    + ", or their seal in record " + last().sequence() + ", were changed";
        }
        return seal.from() <= seal.to() && seal.to() < seal.sequence()
                ? null
                : name + " cannot seal records " + seal.from() + " to " + seal.to()
                        + ", which are not all before it: one was taken out, or it was changed";
    }

    private String confirmLink(final Seal seal, final boolean isWhole) {
        if (isWhole && !Arrays.equals(chain.link(), seal.link())) {
            return "records " + seal.from() + " to " + seal.to() + " are not what the seal in record " + seal.sequence()
                    + " was made of: at least one of them was changed, swapped or taken out";
        }
        final boolean isForged =
                !keys.isEmpty() && seal.isSigned() && keys.stream().noneMatch(key -> isBy(key, seal));
        return isForged
                ? "the signature of the seal in record " + seal.sequence()
                        + " is not by the given key: it, or records " + seal.from() + " to " + seal.to()
                        + " with it, were changed"
                : null;
    }

    private String endOfChain() {
        if (!keys.isEmpty() && !isSigned()) {
            final Seal signed =
                    seals.stream().filter(Seal::isSigned).reduce((a, b) -> b).orElse(null);
            return "no signed seal covers records " + (signed == null ? firstSequence : signed.to() + 1) + " to "
                    + lastSequence;
        }
        final boolean isThere =
                expected == null || seals.stream().anyMatch(seal -> Arrays.equals(seal.link(), expected));
        return isThere
                ? null
                : "the chain hash that was kept, " + HexFormat.of().formatHex(expected)
                        + ", is not in this journal: records up to it were cut off or changed";
    }

    private static boolean isBy(final PublicKey key, final Seal seal) {
        return SealKeys.isSignature(key, seal.signedBytes(), seal.signature());
    }
}
