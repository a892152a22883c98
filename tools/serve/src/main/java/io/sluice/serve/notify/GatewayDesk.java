package io.sluice.serve.notify;

import io.sluice.codec.AccessRefusedEncoder;
import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.schema.Schema;
import io.sluice.serve.desk.DeepLinks;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.desk.Given;
import java.util.UUID;
import org.agrona.ExpandableArrayBuffer;

/** The engine's door by the gateway of {@code serve}. */
public final class GatewayDesk implements Desk {
    private static final int LONGEST_NAME = 60;

    private final Gateway gateway;

    /** @param gateway which may speak for every operator that a chat names. */
    public GatewayDesk(final Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Verdict decide(
            final String operator,
            final Channel channel,
            final ApprovalAnswer answer,
            final long tradeId,
            final byte[] rowHash,
            final String words) {
        final Given given = gateway.command(
                operator,
                channel,
                UUID.randomUUID(),
                door -> answer == ApprovalAnswer.APPROVE
                        ? door.approve(tradeId, rowHash, words)
                        : door.reject(tradeId, rowHash, words));
        final Code code = given.answer() == null
                ? Gateway.code(given.fate())
                : given.answer().code();
        final String spelling =
                code == null ? given.fate().name() : Schema.values("Code").spelling(code.value());
        return new Verdict(given.isAccepted(), spelling, given.why());
    }

    @Override
    public void refused(final String principal, final String what, final long tradeId) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final AccessRefusedEncoder refused = new AccessRefusedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .tradeId(tradeId)
                .code(Code.SEC_090)
                .principal(principal.length() > LONGEST_NAME ? principal.substring(0, LONGEST_NAME) : principal)
                .what(what);
        gateway.tell(buffer, MessageHeaderEncoder.ENCODED_LENGTH + refused.encodedLength());
    }

    @Override
    public boolean issueLink(final long tradeId, final String token) {
        final Given given = DeepLinks.issue(gateway, null, UUID.randomUUID(), tradeId, token);
        // REPEATED: it was given before this process was killed.
        return given.isAccepted() || given.answer() != null && given.answer().code() == Code.REPEATED;
    }
}
