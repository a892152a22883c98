package io.sluice.control.foureyes;

import io.sluice.codec.Code;
import io.sluice.codec.RequestState;
import io.sluice.codec.RequestViewEncoder;
import io.sluice.control.approval.DecidedRing;
import io.sluice.control.image.Image;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Requests that were confirmed, withdrawn, voided or ran out, as the view shows them; the oldest go first. */
public final class EndedRequests {
    private static final int BYTES_EACH = 64;
    private static final int MAX_BYTES = 2048;

    private final DecidedRing ring;
    private final RequestViewEncoder row = new RequestViewEncoder();
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[MAX_BYTES]);

    EndedRequests(final int capacity) {
        ring = new DecidedRing(capacity, BYTES_EACH);
    }

    void add(final WaitingCommand request, final RequestState state, final Code code) {
        encode(request, state, code, row.wrap(scratch, 0));
        ring.add(scratch, 0, row.encodedLength());
    }

    /** Fills a row but for its head, which says when it is shown. */
    public static void encode(
            final WaitingCommand request, final RequestState state, final Code code, final RequestViewEncoder out) {
        out.requestId(request.id)
                .command(request.type)
                .expiresAt(request.expiresNs)
                .requestedAt(request.requestedNs)
                .state(state)
                .code(code)
                .putOperatorId(request.operator.bytes(), 0, request.operator.length())
                .putInput(request.message, 0, request.messageLength);
    }

    /** Number of requests that can be read. */
    public int size() {
        return ring.size();
    }

    /** Memory they lie in. */
    public DirectBuffer bytes() {
        return ring.bytes();
    }

    /** Offset of a row's block, 0 the oldest. */
    public int offset(final int index) {
        return ring.offset(index);
    }

    /** Bytes of its block and texts. */
    public int length(final int index) {
        return ring.length(index);
    }

    void image(final Image image) {
        ring.image(image);
    }
}
