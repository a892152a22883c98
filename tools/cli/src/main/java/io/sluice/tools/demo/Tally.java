package io.sluice.tools.demo;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.codec.Verdict;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import java.util.EnumMap;
import java.util.Map;

/** Counts what the journal tells: decisions by verdict and code, approvals by their fate, the mode. */
final class Tally implements RecordListener {
    private final Map<Verdict, Map<Code, Integer>> decisions = new EnumMap<>(Verdict.class);
    private final Map<Code, Integer> fates = new EnumMap<>(Code.class);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final TradeTransitionDecoder transition = new TradeTransitionDecoder();
    private final ModeChangedDecoder modeChanged = new ModeChangedDecoder();
    private SystemMode mode = SystemMode.RECOVERING;
    private int repeats;
    private int held;

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        while (record.nextOutcome()) {
            switch (record.templateId()) {
                case DecisionDecoder.TEMPLATE_ID -> onDecision(
                        decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
                case TradeTransitionDecoder.TEMPLATE_ID -> onTransition(
                        transition.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
                case ModeChangedDecoder.TEMPLATE_ID -> mode = modeChanged
                        .wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                        .toMode();
                default -> {
                    // not counted
                }
            }
        }
    }

    private void onDecision(final DecisionDecoder in) {
        if (in.repeat() == Bool.TRUE) {
            repeats++;
            return;
        }
        held += in.verdict() == Verdict.HOLD ? 1 : 0;
        decisions
                .computeIfAbsent(in.verdict(), verdict -> new EnumMap<>(Code.class))
                .merge(in.code(), 1, Integer::sum);
    }

    private void onTransition(final TradeTransitionDecoder in) {
        final boolean ends = in.from() == TradeState.AWAITING_APPROVAL && in.reason() != Code.AUTO_APPROVED;
        if (ends) {
            fates.merge(in.reason(), 1, Integer::sum);
        }
    }

    /** Decisions by code; what is given again is not counted. */
    Map<Code, Integer> decisions(final Verdict verdict) {
        return decisions.getOrDefault(verdict, Map.of());
    }

    int total(final Verdict verdict) {
        return decisions(verdict).values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How requests for approval ended, by reason. */
    Map<Code, Integer> fates() {
        return fates;
    }

    int fate(final Code reason) {
        return fates.getOrDefault(reason, 0);
    }

    /** Requests for approval. */
    int held() {
        return held;
    }

    /** Requests that wait. */
    int pending() {
        return held - fates.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Decisions given again. */
    int repeats() {
        return repeats;
    }

    SystemMode mode() {
        return mode;
    }
}
