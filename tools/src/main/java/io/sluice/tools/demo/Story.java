package io.sluice.tools.demo;

import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalDecidedDecoder;
import io.sluice.codec.ApprovalExpiredDecoder;
import io.sluice.codec.BreachLevel;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DrawdownBreachDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.RecoveryProgressDecoder;
import io.sluice.codec.RecoveryResult;
import io.sluice.codec.RecoverySummaryDecoder;
import io.sluice.codec.Severity;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.control.num.Wide;
import io.sluice.journal.RecordListener;
import io.sluice.json.Sentences;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageReader;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells what happens, a line each, and spares the viewer what happens over and over: of every fate of a request and
 * every code of a refusal the first ones, of a drawdown that swings around the soft limit the first crossing.
 */
final class Story implements RecordListener {
    private static final int SHOWN_OF_A_KIND = 2;
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
    private final TradeTransitionDecoder transition = new TradeTransitionDecoder();
    private final ApprovalCreatedDecoder request = new ApprovalCreatedDecoder();
    private final ModeChangedDecoder mode = new ModeChangedDecoder();
    private final RecoverySummaryDecoder summary = new RecoverySummaryDecoder();
    private final RecoveryProgressDecoder recovery = new RecoveryProgressDecoder();
    private final DrawdownBreachDecoder breach = new DrawdownBreachDecoder();
    private final EmergencyChangedDecoder emergency = new EmergencyChangedDecoder();
    private final ClosePositionDecoder close = new ClosePositionDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final Map<Code, Integer> fates = new EnumMap<>(Code.class);
    private final Map<Code, Integer> refusals = new EnumMap<>(Code.class);
    private long fromSequence = Long.MAX_VALUE;
    private Code fate = Code.NULL_VAL;
    private int asked;
    private int retries;
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
            case TradeTransitionDecoder.TEMPLATE_ID -> {
                transition.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                fate = transition.from() == TradeState.AWAITING_APPROVAL ? transition.reason() : Code.NULL_VAL;
            }
            case ApprovalCreatedDecoder.TEMPLATE_ID -> onRequest(record, true);
            case ApprovalDecidedDecoder.TEMPLATE_ID, ApprovalExpiredDecoder.TEMPLATE_ID -> onRequest(record, false);
            case ModeChangedDecoder.TEMPLATE_ID -> onMode(record);
            case RecoveryProgressDecoder.TEMPLATE_ID -> onRecovery(record);
            case RecoverySummaryDecoder.TEMPLATE_ID -> onStart(record);
            case DrawdownBreachDecoder.TEMPLATE_ID -> onBreach(record);
            case EmergencyChangedDecoder.TEMPLATE_ID -> onEmergency(record);
            case ClosePositionDecoder.TEMPLATE_ID -> {
                close.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                onCommand(
                        "close position: " + close.side() + " " + Words.quantity(close.quantity()) + " BTC at market",
                        close.commandId(),
                        close.tradingMode(),
                        close.attempt());
            }
            case CancelOrderDecoder.TEMPLATE_ID -> {
                cancel.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                onCommand(
                        "cancel order of trade " + cancel.tradeId(),
                        cancel.commandId(),
                        cancel.tradingMode(),
                        cancel.attempt());
            }
            case CommandResultDecoder.TEMPLATE_ID -> onResult(record);
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
        final boolean isOfPerson = fates.containsKey(decision.code());
        if (decision.verdict() == Verdict.REJECT && !isOfPerson && isNew(refusals, decision.code(), 1)) {
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

    /** The four outcomes that show a request share one layout. */
    private void onRequest(final RecordDecoder record, final boolean isNew) {
        request.wrap(
                record.buffer(),
                record.messageOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                ApprovalCreatedDecoder.BLOCK_LENGTH,
                ApprovalCreatedDecoder.SCHEMA_VERSION);
        final String what = request.side() + " " + Words.quantity(request.quantity()) + " at "
                + Words.money(request.requestPrice());
        if (isNew) {
            if (++asked <= SHOWN_OF_A_KIND) {
                tell(
                        "approval",
                        new Text(Severity.INFO, "a person is asked: " + what + ", trade " + request.tradeId()));
            }
        } else if (isNew(fates, fate, SHOWN_OF_A_KIND)) {
            final long seconds = (timeNs - request.requestedAt()) / SECOND_NS;
            tell("approval", new Text(Severity.INFO, what + ": " + fate() + ", " + seconds + " s"));
        }
    }

    private String fate() {
        return switch (fate) {
            case OPERATOR_APPROVED -> "approved by " + by();
            case OPERATOR_REJECTED -> "rejected by " + by();
            case HITL_TIMEOUT -> "nobody answered, expired";
            case SEC_050 -> "approved too late, the price moved (SEC-050)";
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

    private void onEmergency(final RecordDecoder record) {
        emergency.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        final String words =
                switch (emergency.phase()) {
                    case TRIGGERED -> "EMERGENCY STOP: cancels " + orders(emergency.ordersToCancel()) + ", closes "
                            + positions(emergency.positionsToClose()) + ", halts";
                    case COMPLETED -> "complete: " + orders(emergency.ordersCancelled()) + " cancelled, "
                            + positions(emergency.positionsClosed()) + " closed; halted until a reset";
                    case RETRY -> "unanswered commands go out again, attempt " + emergency.attempt();
                    case UNCONFIRMED, CLEARED, NULL_VAL -> sentence(record).words;
                };
        tell("emergency", new Text(severity(record), words));
    }

    private static String orders(final int count) {
        return count + (count == 1 ? " order" : " orders");
    }

    private static String positions(final int count) {
        return count + (count == 1 ? " position" : " positions");
    }

    private void onCommand(final String what, final long commandId, final TradingMode tradingMode, final int attempt) {
        if (attempt == 1 || ++retries <= SHOWN_OF_A_KIND) {
            tell(
                    COMMAND,
                    new Text(
                            Severity.WARNING,
                            what + ", " + word("TradingMode", tradingMode.value()) + ", command " + commandId
                                    + (attempt == 1 ? "" : ", attempt " + attempt)));
        }
    }

    private void onResult(final RecordDecoder record) {
        result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        final boolean isOfFate = result.code() == Code.OK || result.code() == Code.SEC_050;
        if (!isOfFate && isNew(refusals, result.code(), 1)) {
            tell("operator", sentence(record));
        }
    }

    private boolean isNew(final Map<Code, Integer> seen, final Code code, final int most) {
        return seen.merge(code, 1, Integer::sum) <= most;
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

    private void tell(final String label, final Text text) {
        if (sequence >= fromSequence) {
            lines.add(new Line(timeNs, sequence, label, text.severity, text.words));
        }
    }
}
