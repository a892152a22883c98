package io.sluice.serve.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalDecidedDecoder;
import io.sluice.codec.ApprovalExpiredDecoder;
import io.sluice.codec.ApprovalRestoredDecoder;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClientSeenDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.CommandRequestedDecoder;
import io.sluice.codec.ComponentChangedDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DeepLinkChangedDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.GuardianChangedDecoder;
import io.sluice.codec.LockoutChangedDecoder;
import io.sluice.codec.MarketSnapshotDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.ModelChangedDecoder;
import io.sluice.codec.PolicyChangedDecoder;
import io.sluice.codec.RecoveryProgressDecoder;
import io.sluice.json.Sentences;
import io.sluice.json.Times;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;
import io.sluice.serve.view.ApiForm;
import java.util.Map;
import java.util.UUID;

/** Which outcome is told on which channel, and how. One thread. */
final class Outcomes {
    private static final Map<Integer, LiveChannel> CHANNELS = Map.ofEntries(
            Map.entry(ApprovalCreatedDecoder.TEMPLATE_ID, LiveChannel.HITL),
            Map.entry(ApprovalDecidedDecoder.TEMPLATE_ID, LiveChannel.HITL),
            Map.entry(ApprovalExpiredDecoder.TEMPLATE_ID, LiveChannel.HITL),
            Map.entry(ApprovalRestoredDecoder.TEMPLATE_ID, LiveChannel.HITL),
            Map.entry(MarketSnapshotDecoder.TEMPLATE_ID, LiveChannel.HITL),
            Map.entry(DeepLinkChangedDecoder.TEMPLATE_ID, LiveChannel.HITL),
            Map.entry(ModeChangedDecoder.TEMPLATE_ID, LiveChannel.SYSTEM_STATUS),
            Map.entry(EmergencyChangedDecoder.TEMPLATE_ID, LiveChannel.SYSTEM_STATUS),
            Map.entry(ComponentChangedDecoder.TEMPLATE_ID, LiveChannel.SYSTEM_STATUS),
            Map.entry(RecoveryProgressDecoder.TEMPLATE_ID, LiveChannel.SYSTEM_STATUS),
            Map.entry(PolicyChangedDecoder.TEMPLATE_ID, LiveChannel.POLICY),
            Map.entry(GuardianChangedDecoder.TEMPLATE_ID, LiveChannel.POLICY),
            Map.entry(LockoutChangedDecoder.TEMPLATE_ID, LiveChannel.LOCKOUTS),
            Map.entry(CommandRequestedDecoder.TEMPLATE_ID, LiveChannel.REQUESTS),
            Map.entry(ClosePositionDecoder.TEMPLATE_ID, LiveChannel.COMMANDS),
            Map.entry(CancelOrderDecoder.TEMPLATE_ID, LiveChannel.COMMANDS),
            Map.entry(ModelChangedDecoder.TEMPLATE_ID, LiveChannel.MODELS),
            Map.entry(ClientSeenDecoder.TEMPLATE_ID, LiveChannel.CLIENTS),
            Map.entry(DecisionDecoder.TEMPLATE_ID, LiveChannel.DECISIONS));

    private final ApiForm form = new ApiForm();
    private final MessageReader reader = new MessageReader();
    private final Hearer hearer;

    /** Takes what is to be told. */
    interface Hearer {
        /** Whether a decision is to be made an event of: it costs more than to look at it. */
        boolean wantsDecision(long seq);

        /** One outcome, in the form of the API. */
        void onOutcome(LiveChannel channel, int templateId, String event, long seq, long timeNs, ObjectNode data);
    }

    Outcomes(final Hearer hearer) {
        this.hearer = hearer;
    }

    /** Tells the outcomes of a record. */
    void take(final RecordDecoder record) {
        final long seq = record.header().sequence();
        final long timeNs = record.header().timeNs();
        record.input();
        while (record.nextOutcome()) {
            final LiveChannel channel = CHANNELS.get(record.templateId());
            if (channel != null && (channel != LiveChannel.DECISIONS || hearer.wantsDecision(seq))) {
                reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
                hearer.onOutcome(
                        channel, record.templateId(), Sentences.event(reader), seq, timeNs, data(record, seq, timeNs));
            }
        }
    }

    /** The fields of the outcome, and who caused it; a view's row of the same thing has the same keys. */
    private ObjectNode data(final RecordDecoder record, final long seq, final long timeNs) {
        final ObjectNode data = form.of(record);
        data.put("seq", seq).put("time", Times.toString(timeNs));
        data.put(
                "severity",
                Schema.values("Severity").spelling(Sentences.severity(reader).value()));
        data.put("actor", actor(record));
        data.put("message", Sentences.message(reader));
        if (!data.has("correlation_id")) {
            data.put("correlation_id", correlationId(record));
        }
        return data;
    }

    private static String actor(final RecordDecoder record) {
        final String principal = record.header().principal();
        return principal.isEmpty()
                ? Schema.values("Role").spelling(record.header().role().value())
                : principal;
    }

    private static String correlationId(final RecordDecoder record) {
        final long msb = record.header().correlationId().msb();
        final long lsb = record.header().correlationId().lsb();
        return msb == 0 && lsb == 0 ? null : new UUID(msb, lsb).toString();
    }
}
