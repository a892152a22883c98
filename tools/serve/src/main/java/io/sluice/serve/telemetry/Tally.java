package io.sluice.serve.telemetry;

import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalDecidedDecoder;
import io.sluice.codec.ApprovalExpiredDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.Channel;
import io.sluice.codec.Code;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.SealDecoder;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.codec.Verdict;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageIds;
import io.sluice.schema.Schema;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts what the journal says of people's decisions since the engine's last start (SPEC T-2). A record of a start
 * begins at zero again. One thread adds; {@link #counts()} may be asked by any.
 */
public final class Tally {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ApprovalDecidedDecoder decided = new ApprovalDecidedDecoder();
    private final TradeTransitionDecoder transition = new TradeTransitionDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final TreeMap<String, Long> rejections = new TreeMap<>();
    private final long[] responses = new long[Counts.RESPONSE_SECONDS.length + 1];
    private Code reason = Code.OK;
    private long sequence;
    private long requests;
    private long approvals;
    private long timeouts;
    private long blockedByGuardian;
    private long responseNs;
    private long timeNs;
    private long wallMinusEngineNs;
    private long unsealedSinceNs;
    private volatile Counts counts = Counts.NONE;

    /** Takes the next record. */
    public void add(final RecordDecoder record) {
        final RecordHeaderDecoder head = record.header();
        sequence = head.sequence();
        timeNs = head.timeNs();
        wallMinusEngineNs = head.wallTimeNs() - timeNs;
        record.input();
        if (record.templateId() == EngineStartedDecoder.TEMPLATE_ID) {
            begin();
        } else if (record.templateId() == SealDecoder.TEMPLATE_ID) {
            unsealedSinceNs = 0;
        } else if (unsealedSinceNs == 0 && !MessageIds.isBookkeeping(record.templateId())) {
            unsealedSinceNs = timeNs;
        }
        while (record.nextOutcome()) {
            outcome(record);
        }
    }

    private void begin() {
        rejections.clear();
        Arrays.fill(responses, 0);
        requests = 0;
        approvals = 0;
        timeouts = 0;
        blockedByGuardian = 0;
        responseNs = 0;
        unsealedSinceNs = 0;
    }

    private void outcome(final RecordDecoder record) {
        switch (record.templateId()) {
            case ApprovalCreatedDecoder.TEMPLATE_ID -> requests++;
            case ApprovalDecidedDecoder.TEMPLATE_ID -> decided(record);
            case ApprovalExpiredDecoder.TEMPLATE_ID -> rejected();
            case TradeTransitionDecoder.TEMPLATE_ID -> transition(record);
            case DecisionDecoder.TEMPLATE_ID -> {
                decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                if (decision.verdict() == Verdict.REJECT
                        && decision.code() == Code.SEC_020
                        && decision.repeat() != Bool.TRUE) {
                    blockedByGuardian++;
                }
            }
            case CommandResultDecoder.TEMPLATE_ID -> {
                result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                if (result.accepted() == Bool.FALSE && result.code() == Code.SEC_020) {
                    blockedByGuardian++;
                }
            }
            default -> {
                // Says nothing about people.
            }
        }
    }

    /** Of a trade that ends here: its request comes next. */
    private void transition(final RecordDecoder record) {
        transition.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        reason = transition.reason();
    }

    private void decided(final RecordDecoder record) {
        decided.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        if (decided.status() == TradeState.ACCEPTED) {
            approvals++;
        } else {
            rejected();
        }
        if (decided.decisionChannel() != Channel.SYSTEM) {
            final long ns = decided.decidedAt() - decided.requestedAt();
            responseNs += ns;
            responses[bucket(ns)]++;
        }
    }

    private void rejected() {
        rejections.merge(Schema.values("Code").spelling(reason.value()), 1L, Long::sum);
        timeouts += reason == Code.HITL_TIMEOUT ? 1 : 0;
        blockedByGuardian += reason == Code.GUARDIAN_LOCK ? 1 : 0;
    }

    private static int bucket(final long ns) {
        int bucket = 0;
        while (bucket < Counts.RESPONSE_SECONDS.length
                && ns > TimeUnit.SECONDS.toNanos(Counts.RESPONSE_SECONDS[bucket])) {
            bucket++;
        }
        return bucket;
    }

    /** Shows what was added until now. By the thread that adds. */
    public void show() {
        counts = new Counts(
                sequence,
                requests,
                approvals,
                new TreeMap<>(rejections),
                timeouts,
                blockedByGuardian,
                responses.clone(),
                responseNs,
                wallMinusEngineNs,
                unsealedSinceNs == 0 ? 0 : timeNs - unsealedSinceNs);
    }

    /** What was shown last. */
    public Counts counts() {
        return counts;
    }
}
