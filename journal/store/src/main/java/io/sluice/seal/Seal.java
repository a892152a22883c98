package io.sluice.seal;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.SealDecoder;
import io.sluice.codec.SealEncoder;
import io.sluice.record.RecordDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A link of the chain as it is journaled.
 *
 * @param sequence  of the record that bears it; 0 of one that is not journaled yet.
 * @param from      first record sealed.
 * @param to        last record sealed.
 * @param previous  link before, 32 bytes.
 * @param link      this link, 32 bytes.
 * @param signature 64 bytes, all zero where there is none.
 */
public record Seal(long sequence, long from, long to, byte[] previous, byte[] link, byte[] signature) {
    private static final byte[] DOMAIN = "sluice.seal.1".getBytes(StandardCharsets.US_ASCII);

    /** A seal that is to be journaled; signed where there is a signer. */
    public static Seal make(
            final long from, final long to, final byte[] previous, final byte[] link, final SealSigner signer) {
        final Seal bare = new Seal(0, from, to, previous, link, new byte[SealDecoder.signatureLength()]);
        return signer == null ? bare : new Seal(0, from, to, previous, link, signer.sign(bare.signedBytes()));
    }

    /** Whether a record is a seal, and the engine's own: what another sends under that name is none (SPEC W-8). */
    public static boolean is(final RecordDecoder record) {
        record.input();
        return record.templateId() == SealDecoder.TEMPLATE_ID && record.header().role() == Role.ENGINE;
    }

    /** Reads a record that {@link #is} one. */
    public static Seal of(final RecordDecoder record) {
        record.input();
        final SealDecoder in = new SealDecoder()
                .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
        final Seal seal = new Seal(
                record.header().sequence(),
                in.fromSequence(),
                in.toSequence(),
                new byte[SealDecoder.previousHashLength()],
                new byte[SealDecoder.chainHashLength()],
                new byte[SealDecoder.signatureLength()]);
        in.getPreviousHash(seal.previous, 0, seal.previous.length);
        in.getChainHash(seal.link, 0, seal.link.length);
        in.getSignature(seal.signature, 0, seal.signature.length);
        return seal;
    }

    /** Fills the message. */
    public SealEncoder encode(final SealEncoder out) {
        return out.fromSequence(from)
                .toSequence(to)
                .putPreviousHash(previous, 0, previous.length)
                .putChainHash(link, 0, link.length)
                .putSignature(signature, 0, signature.length);
    }

    /** What is signed. */
    byte[] signedBytes() {
        return ByteBuffer.allocate(DOMAIN.length + 2 * Long.BYTES + 2 * SealChain.LINK_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(DOMAIN)
                .putLong(from)
                .putLong(to)
                .put(previous)
                .put(link)
                .array();
    }

    /** Whether it bears a signature, right or wrong. */
    public boolean isSigned() {
        return !Arrays.equals(signature, new byte[signature.length]);
    }
}
