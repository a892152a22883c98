package io.sluice.seal;

import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes the links of the hash chain, record by record (see the package). Not thread safe. */
public final class SealChain {
    /** Bytes of a link. */
    public static final int LINK_LENGTH = 32;

    private final MessageDigest digest = sha256();
    private byte[] previous;
    private byte[] bytes = new byte[1024];

    /** @param previous link behind which the records come that are added now. */
    public SealChain(final byte[] previous) {
        next(previous);
    }

    /** What stands for the link before the first one. */
    public static byte[] origin() {
        return new byte[LINK_LENGTH];
    }

    /** Adds the next record. */
    public void add(final RecordDecoder record) {
        final int length = RecordLayout.PREFIX_LENGTH + record.envelopeLength() + record.outcomesLength();
        if (length > bytes.length) {
            bytes = new byte[2 * length];
        }
        record.buffer().getBytes(record.envelopeOffset() - RecordLayout.PREFIX_LENGTH, bytes, 0, length);
        digest.update(bytes, 0, length);
    }

    /** The link over what was added so far; more may be added to it. */
    public byte[] link() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (final CloneNotSupportedException e) {
            throw new IllegalStateException("this SHA-256 cannot be cloned", e);
        }
    }

    /** Begins the link behind another. */
    public void next(final byte[] link) {
        previous = link.clone();
        digest.reset();
        digest.update(previous);
    }

    /** The link before the one that is computed. */
    public byte[] previous() {
        return previous.clone();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
