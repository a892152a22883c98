package io.sluice.tools.demo;

import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.record.RecordDecoder;
import java.util.EnumMap;
import java.util.Map;

/** Tells of requests for approval and their fate: of each fate the first ones. */
final class RequestStory {
    private static final int SHOWN_OF_A_FATE = 2;
    private static final long SECOND_NS = 1_000_000_000L;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeTransitionDecoder transition = new TradeTransitionDecoder();
    private final ApprovalCreatedDecoder request = new ApprovalCreatedDecoder();
    private final Map<Code, Integer> fates = new EnumMap<>(Code.class);
    private Code fate = Code.NULL_VAL;
    private int asked;

    /** A trade's transition comes before the request that it ends, and says why. */
    void onTransition(final RecordDecoder record) {
        transition.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        fate = transition.from() == TradeState.AWAITING_APPROVAL ? transition.reason() : Code.NULL_VAL;
    }

    /**
     * One of the outcomes that show a request; they share one layout.
     *
     * @return words; null if it is not worth any.
     */
    String onRequest(final RecordDecoder record) {
        request.wrap(
                record.buffer(),
                record.messageOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                ApprovalCreatedDecoder.BLOCK_LENGTH,
                ApprovalCreatedDecoder.SCHEMA_VERSION);
        final String what = request.side() + " " + Words.quantity(request.quantity()) + " at "
                + Words.money(request.requestPrice());
        if (record.templateId() == ApprovalCreatedDecoder.TEMPLATE_ID) {
            return ++asked > SHOWN_OF_A_FATE ? null : "a person is asked: " + what + ", trade " + request.tradeId();
        }
        final long seconds = (record.header().timeNs() - request.requestedAt()) / SECOND_NS;
        return fates.merge(fate, 1, Integer::sum) > SHOWN_OF_A_FATE
                ? null
                : what + ": " + fate() + ", " + seconds + " s";
    }

    /** Whether a request has ended with this code. */
    boolean isFate(final Code code) {
        return fates.containsKey(code);
    }

    private String fate() {
        return switch (fate) {
            case OPERATOR_APPROVED -> "approved by " + by();
            case OPERATOR_REJECTED -> "rejected by " + by();
            case HITL_TIMEOUT -> "expired without an answer";
            case SEC_050 -> "approved too late, the price moved (SEC-050)";
            case GUARDIAN_LOCK -> "ended by the guardian";
            case EMERGENCY_STOP -> "ended by the emergency stop";
            default -> fate.name();
        };
    }

    private String by() {
        request.skipModelName();
        request.skipModelVersion();
        request.skipReasoningSummary();
        return request.decidedBy();
    }
}
