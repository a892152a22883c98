package io.sluice.engine.door;

import io.sluice.codec.AnswerEncoder;
import io.sluice.codec.Bool;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.ToldEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageIds;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Tells a client what of a record concerns it (SPEC X-6). One thread. */
final class Teller {
    static final int DECISION = 1;
    static final int COMMAND = 2;
    static final int ANSWER = 4;
    static final int SUBSCRIBED = 8;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final ClosePositionDecoder close = new ClosePositionDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final ToldEncoder told = new ToldEncoder();
    private final UnsafeBuffer name = new UnsafeBuffer(0, 0);
    private final AnswerEncoder answer = new AnswerEncoder();

    /** Tells a client of a record; it is not told of it again. */
    void tell(final Session session, final RecordDecoder record) {
        final RecordHeaderDecoder head = record.header();
        final long sequence = head.sequence();
        session.next = sequence + 1;
        UUID awaited = null;
        if (!session.awaited.isEmpty()) {
            final UUID id =
                    new UUID(head.correlationId().msb(), head.correlationId().lsb());
            awaited = session.awaited.remove(id) == null ? null : id;
        }
        int outcomes = 0;
        Code code = Code.OK;
        boolean isAccepted = true;
        record.rewind();
        while (record.nextOutcome()) {
            final int why = why(session, record, sequence) | (awaited == null ? 0 : ANSWER);
            if (why != 0) {
                told(session, record, why);
            }
            outcomes++;
            if (awaited != null && record.templateId() == CommandResultDecoder.TEMPLATE_ID) {
                result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                code = result.code();
                isAccepted = result.accepted() == Bool.TRUE;
            }
        }
        if (awaited != null) {
            answer(session, awaited, sequence, head.timeNs(), isAccepted, code, outcomes);
        }
    }

    private int why(final Session session, final RecordDecoder record, final long sequence) {
        final int templateId = record.templateId();
        final Attachment who = session.attachment();
        int why = (session.types & 1L << templateId - MessageIds.FIRST_OUTCOME) == 0 ? 0 : SUBSCRIBED;
        if (templateId == DecisionDecoder.TEMPLATE_ID && who.hasStrategy()) {
            decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            // What somebody else sent in the strategy's name is no answer to the strategy (W-8).
            final boolean isOwn = decision.strategyId() == who.strategyId() && decision.code() != Code.SEC_001;
            why |= isOwn ? DECISION : 0;
        } else if (who.tradingMode() != TradingMode.NULL_VAL) {
            why |= isCommand(session, record, templateId, sequence) ? COMMAND : 0;
        }
        return why;
    }

    private boolean isCommand(
            final Session session, final RecordDecoder record, final int templateId, final long sequence) {
        final TradingMode mode;
        final long commandId;
        if (templateId == ClosePositionDecoder.TEMPLATE_ID) {
            close.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            mode = close.tradingMode();
            commandId = close.commandId();
        } else if (templateId == CancelOrderDecoder.TEMPLATE_ID) {
            cancel.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            mode = cancel.tradingMode();
            commandId = cancel.commandId();
        } else {
            return false;
        }
        return mode == session.attachment().tradingMode()
                && (session.open == null || session.open.isDue(sequence, commandId));
    }

    private void told(final Session session, final RecordDecoder record, final int why) {
        final RecordHeaderDecoder head = record.header();
        final DirectBuffer buffer = record.buffer();
        final int length = record.messageLength();
        session.out
                .begin(told, length)
                .sequence(head.sequence())
                .timeNs(head.timeNs())
                .role(head.role())
                .correlationId()
                .msb(head.correlationId().msb())
                .lsb(head.correlationId().lsb());
        told.buffer().putByte(told.offset() + ToldEncoder.whyEncodingOffset(), (byte) why);
        head.wrapPrincipal(name);
        told.putPrincipal(name, 0, name.capacity());
        session.out.end(told.putOutcome(buffer, record.messageOffset(), length));
    }

    /** Says what became of an input: of one that is in no record the sequence is 0. */
    void answer(
            final Session session,
            final UUID id,
            final long sequence,
            final long timeNs,
            final boolean isAccepted,
            final Code code,
            final int outcomes) {
        session.out
                .begin(answer)
                .sequence(sequence)
                .timeNs(timeNs)
                .accepted(isAccepted ? Bool.TRUE : Bool.FALSE)
                .code(code)
                .outcomes(outcomes)
                .correlationId()
                .msb(id.getMostSignificantBits())
                .lsb(id.getLeastSignificantBits());
        session.out.end(answer);
    }
}
