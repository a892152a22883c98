package io.sluice.control.approval;

import io.sluice.codec.Code;
import io.sluice.codec.DeepLinkChangedEncoder;
import io.sluice.codec.DeepLinkIssueDecoder;
import io.sluice.codec.DeepLinkUseDecoder;
import io.sluice.codec.LinkPhase;
import io.sluice.control.step.Step;
import org.agrona.DirectBuffer;

/**
 * One-time links to pending requests (H-13). Only the SHA-256 of a token is known here; a new one voids the older, and
 * it ends with its request.
 */
public final class DeepLinks {
    private static final int HASH = 32;

    private final Step step;
    private final ApprovalBook book;
    private final DeepLinkChangedEncoder changed = new DeepLinkChangedEncoder();

    /** @param book pending requests. */
    public DeepLinks(final Step step, final ApprovalBook book) {
        this.step = step;
        this.book = book;
    }

    /** A link to a pending request is made; a token is good for one link only. */
    public Code onIssue(final DeepLinkIssueDecoder in) {
        final Approval approval = book.find(in.tradeId());
        if (approval == null) {
            return Code.NOT_FOUND;
        }
        final int hashOffset = in.offset() + DeepLinkIssueDecoder.tokenHashEncodingOffset();
        if (find(in.buffer(), hashOffset) != null) {
            return Code.REPEATED;
        }
        in.buffer().getBytes(hashOffset, approval.token, 0, HASH);
        approval.issued = true;
        approval.linked = true;
        say(LinkPhase.ISSUED, approval.trade.id(), Code.OK);
        return Code.OK;
    }

    /** A link is used: it works once. */
    public Code onUse(final DeepLinkUseDecoder in) {
        final Approval approval = find(in.buffer(), in.offset() + DeepLinkUseDecoder.tokenHashEncodingOffset());
        if (approval == null || !approval.linked) {
            say(LinkPhase.REFUSED, 0, Code.NOT_FOUND);
            return Code.NOT_FOUND;
        }
        approval.linked = false;
        say(LinkPhase.USED, approval.trade.id(), Code.OK);
        return Code.OK;
    }

    private Approval find(final DirectBuffer hash, final int offset) {
        for (Approval approval = book.first(); approval != null; approval = approval.next()) {
            if (approval.issued && is(approval.token, hash, offset)) {
                return approval;
            }
        }
        return null;
    }

    private static boolean is(final byte[] token, final DirectBuffer hash, final int offset) {
        for (int i = 0; i < HASH; i++) {
            if (token[i] != hash.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    private void say(final LinkPhase phase, final long tradeId, final Code code) {
        step.end(step.next(changed).phase(phase).tradeId(tradeId).code(code));
    }
}
