package io.sluice.tools.demo;

import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalDecidedDecoder;
import io.sluice.codec.ApprovalExpiredDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.BreachLevel;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.CommandRequestedDecoder;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DrawdownBreachDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.GuardianChangedDecoder;
import io.sluice.codec.LockoutChangedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.MessageType;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.ModelChangedDecoder;
import io.sluice.codec.RecoveryProgressDecoder;
import io.sluice.codec.RecoveryResult;
import io.sluice.codec.RecoverySummaryDecoder;
import io.sluice.codec.Severity;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.codec.Verdict;
import io.sluice.control.num.Wide;
import io.sluice.journal.RecordListener;
import io.sluice.json.Sentences;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells what happens, a line each, and spares the viewer what happens over and over: of every code of a refusal the
 * first one, of a drawdown that swings around the soft limit the first crossing.
 */
final class Story implements RecordListener {
    private static final String COMMAND = "command";
    private static final String START = "start";
    /** Within a record a start is told first, and what was done last. */
    private static final Map<String, Integer> RANKS = Map.of(START, -1, COMMAND, 1);

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long QUIET_NS = 12 * 3600 * SECOND_NS;

    /** One line. */
    record Line(long timeNs, long sequence, String label, Severity severity, String text) {}

    private final Consumer<Line> teller;
    private final List<Line> lines = new ArrayList<>();
    private final MessageReader reader = new MessageReader();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final ModeChangedDecoder mode = new ModeChangedDecoder();
    private final RecoverySummaryDecoder summary = new RecoverySummaryDecoder();
    private final RecoveryProgressDecoder recovery = new RecoveryProgressDecoder();
    private final DrawdownBreachDecoder breach = new DrawdownBreachDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final SafetyStory safety = new SafetyStory();
    private final RequestStory requests = new RequestStory();
    private final StopStory stop = new StopStory();
    private final Set<Code> refusals = EnumSet.noneOf(Code.class);
    private long fromSequence = Long.MAX_VALUE;
    private boolean easeTold;
    private long softNs = Long.MIN_VALUE;
    private long degradedNs = Long.MIN_VALUE;
    private long timeNs;
    private long sequence;

    /** @param teller takes the lines. */
    Story(final Consumer<Line> teller) {
        this.teller = teller;
    }

    /** Tells from this record on; what comes before is only remembered. */
    void from(final long firstSequence) {
        fromSequence = firstSequence;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        timeNs = record.header().timeNs();
        sequence = record.header().sequence();
        while (record.nextOutcome()) {
            onOutcome(record);
        }
        lines.sort(Comparator.comparingInt(line -> RANKS.getOrDefault(line.label, 0)));
        lines.forEach(teller);
        lines.clear();
    }

    private void onOutcome(final RecordDecoder record) {
        switch (record.templateId()) {
            case DecisionDecoder.TEMPLATE_ID -> onDecision(record);
            case TradeTransitionDecoder.TEMPLATE_ID -> requests.onTransition(record);
            case ApprovalCreatedDecoder.TEMPLATE_ID,
                    ApprovalDecidedDecoder.TEMPLATE_ID,
                    ApprovalExpiredDecoder.TEMPLATE_ID -> tellIfAny(
                    "approval", Severity.INFO, requests.onRequest(record));
            case ModeChangedDecoder.TEMPLATE_ID -> onMode(record);
            case RecoveryProgressDecoder.TEMPLATE_ID -> onRecovery(record);
            case RecoverySummaryDecoder.TEMPLATE_ID -> onStart(record);
            case DrawdownBreachDecoder.TEMPLATE_ID -> onBreach(record);
            case EmergencyChangedDecoder.TEMPLATE_ID -> {
                final String words = stop.onChange(record);
                tell("emergency", new Text(severity(record), words == null ? sentence(record).words : words));
            }
            case ClosePositionDecoder.TEMPLATE_ID, CancelOrderDecoder.TEMPLATE_ID -> tellIfAny(
                    COMMAND, Severity.WARNING, stop.onCommand(record));
            case CommandResultDecoder.TEMPLATE_ID -> onResult(record);
            case LockoutChangedDecoder.TEMPLATE_ID -> tellIfAny("lockout", Severity.WARNING, safety.onLockout(record));
            case GuardianChangedDecoder.TEMPLATE_ID -> tell("guardian", sentence(record));
            case ModelChangedDecoder.TEMPLATE_ID -> tell("model", sentence(record));
            case CommandRequestedDecoder.TEMPLATE_ID -> tell(
                    "operator", new Text(Severity.INFO, safety.onRequested(record)));
            default -> {
                // not worth a line
            }
        }
    }

    private void onStart(final RecordDecoder record) {
        summary.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        tell(
                START,
                new Text(
                        Severity.INFO,
                        sequence == 1
                                ? "the engine opens cold: until it has recovered nothing but queries pass"
                                : "after the crash: " + summary.restored() + " requests restored, " + summary.expired()
                                        + " expired, " + summary.commandsReissued() + " commands sent again"));
    }

    private void onDecision(final RecordDecoder record) {
        decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        if (decision.verdict() == Verdict.REJECT
                && !requests.isFate(decision.code())
                && refusals.add(decision.code())) {
            tell(
                    "refused",
                    new Text(
                            Severity.WARNING,
                            word("ActionType", decision.action().value()) + " "
                                    + word("TradingMode", decision.tradingMode().value()) + ": "
                                    + word("Code", decision.code().value()) + ", the mode is "
                                    + word("SystemMode", decision.mode().value())));
        }
    }

    private void onMode(final RecordDecoder record) {
        mode.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        final boolean isSwing = isCalm(mode.fromMode()) && isCalm(mode.toMode());
        if (isSwing && mode.toMode() == SystemMode.DEGRADED) {
            final boolean isAgain = degradedNs != Long.MIN_VALUE && timeNs - degradedNs < QUIET_NS;
            degradedNs = timeNs;
            if (isAgain) {
                return;
            }
        } else if (isSwing && easeTold) {
            return;
        }
        easeTold = isSwing && mode.toMode() == SystemMode.NORMAL;
        tell(
                "mode",
                new Text(
                        severity(record),
                        word("SystemMode", mode.fromMode().value()) + " to "
                                + word("SystemMode", mode.toMode().value()) + ": "
                                + word("ReasonCode", mode.reasonCode().value())));
    }

    private static boolean isCalm(final SystemMode mode) {
        return mode == SystemMode.NORMAL || mode == SystemMode.DEGRADED;
    }

    private void onRecovery(final RecordDecoder record) {
        recovery.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        final RecoveryResult what = recovery.result();
        if (what == RecoveryResult.PASSED || what == RecoveryResult.FAILED) {
            final String stage = word("RecoveryStage", recovery.stage().value());
            tell(
                    "recovery",
                    what == RecoveryResult.PASSED
                            ? new Text(Severity.INFO, stage + " passed")
                            : new Text(Severity.WARNING, stage + " failed, attempt " + recovery.attempt()));
        }
    }

    private void onBreach(final RecordDecoder record) {
        breach.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        if (breach.level() == BreachLevel.SOFT) {
            final boolean isSwing = softNs != Long.MIN_VALUE && timeNs - softNs < QUIET_NS;
            softNs = timeNs;
            if (isSwing) {
                return;
            }
        }
        final double percent = (double) breach.drawdownPct() / Wide.ONE;
        tell(
                "drawdown",
                new Text(
                        severity(record),
                        breach.level() + " breach: " + Words.percent(percent) + ", equity "
                                + Words.money(breach.equity()) + " after a peak of " + Words.money(breach.peak())));
    }

    private void onResult(final RecordDecoder record) {
        result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        final boolean isAnswer = result.command() == MessageType.APPROVAL_DECISION;
        if (result.accepted() == Bool.TRUE && result.command() == MessageType.CONFIRM_COMMAND) {
            tell(
                    "operator",
                    new Text(Severity.INFO, "confirmed by " + record.header().principal() + ", the second operator"));
        }
        final boolean isRefused = result.accepted() == Bool.FALSE && result.code() != Code.REQUESTED;
        if (isRefused && !(isAnswer && result.code() == Code.SEC_050)) {
            tell("operator", sentence(record));
        }
    }

    private record Text(Severity severity, String words) {}

    private Severity severity(final RecordDecoder record) {
        return sentence(record).severity;
    }

    private Text sentence(final RecordDecoder record) {
        reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
        return new Text(Sentences.severity(reader), Sentences.message(reader));
    }

    private static String word(final String type, final int value) {
        return Schema.values(type).spelling(value);
    }

    private void tellIfAny(final String label, final Severity severity, final String words) {
        if (words != null) {
            tell(label, new Text(severity, words));
        }
    }

    private void tell(final String label, final Text text) {
        if (sequence >= fromSequence) {
            lines.add(new Line(timeNs, sequence, label, text.severity, text.words));
        }
    }
}
