package io.sluice.seal;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.SegmentsRemovedDecoder;
import io.sluice.codec.SegmentsRemovedEncoder;
import io.sluice.record.RecordDecoder;

/**
 * What retention removed from the beginning of a journal, as it is journaled before that is done (SPEC J-11, J-8).
 * Segments end within sealed ranges, so the first seal that is left cannot be computed again; the rest of its range has
 * a link of its own.
 *
 * @param sequence of the record that says so; 0 of one that is not journaled yet.
 * @param from     first record removed.
 * @param to       last record removed.
 * @param chainTo  last record of the sealed range in which record {@code to + 1} lies.
 * @param previous link of the chain before that range, 32 bytes.
 * @param rest     SHA-256 of that link and the records {@code to + 1} to {@code chainTo}, 32 bytes.
 */
public record Removal(long sequence, long from, long to, long chainTo, byte[] previous, byte[] rest) {
    /** Whether a record is the engine's own word of a removal. */
    public static boolean is(final RecordDecoder record) {
        record.input();
        return record.templateId() == SegmentsRemovedDecoder.TEMPLATE_ID
                && record.header().role() == Role.ENGINE;
    }

    /** Reads a record that {@link #is} one. */
    public static Removal of(final RecordDecoder record) {
        record.input();
        final SegmentsRemovedDecoder in = new SegmentsRemovedDecoder()
                .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
        final Removal removal = new Removal(
                record.header().sequence(),
                in.removedFrom(),
                in.removedTo(),
                in.chainTo(),
                new byte[SegmentsRemovedDecoder.previousHashLength()],
                new byte[SegmentsRemovedDecoder.restHashLength()]);
        in.getPreviousHash(removal.previous, 0, removal.previous.length);
        in.getRestHash(removal.rest, 0, removal.rest.length);
        return removal;
    }

    /** Fills the message. */
    public SegmentsRemovedEncoder encode(final SegmentsRemovedEncoder out) {
        return out.removedFrom(from)
                .removedTo(to)
                .chainTo(chainTo)
                .putPreviousHash(previous, 0, previous.length)
                .putRestHash(rest, 0, rest.length);
    }
}
