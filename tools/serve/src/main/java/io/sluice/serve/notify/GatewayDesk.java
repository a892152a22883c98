package io.sluice.serve.notify;

import io.sluice.client.Sent;
import io.sluice.codec.AccessRefusedEncoder;
import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.DeepLinkIssueEncoder;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.codec.Role;
import io.sluice.schema.Schema;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.desk.Given;
import java.time.Duration;
import java.util.UUID;
import org.agrona.ExpandableArrayBuffer;

/** The engine's door by the gateway of {@code serve}. */
public final class GatewayDesk implements Desk {
    private static final String NAME = "notifier";
    /** A message is not held up longer for its link. */
    private static final Duration LINK_PATIENCE = Duration.ofSeconds(2);

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
        final Given given = gateway.command(operator, channel, UUID.randomUUID(), door -> {
            final Sent sent = answer == ApprovalAnswer.APPROVE
                    ? door.approve(tradeId, rowHash, words)
                    : door.reject(tradeId, rowHash, words);
            return sent;
        });
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
        give(buffer, refused.encodedLength(), Gateway.PATIENCE);
    }

    @Override
    public boolean issueLink(final long tradeId, final byte[] tokenHash) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final DeepLinkIssueEncoder issue = new DeepLinkIssueEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .tradeId(tradeId)
                .putTokenHash(tokenHash, 0, tokenHash.length)
                .operatorId("");
        final Given given = give(buffer, issue.encodedLength(), LINK_PATIENCE);
        // REPEATED: it was given before this process was killed.
        return given.isAccepted() || given.answer() != null && given.answer().code() == Code.REPEATED;
    }

    private Given give(final ExpandableArrayBuffer buffer, final int length, final Duration patience) {
        return gateway.input(
                Role.MONITOR, NAME, UUID.randomUUID(), buffer, MessageHeaderEncoder.ENCODED_LENGTH + length, patience);
    }
}
