package io.sluice.tools.demo;

import io.sluice.codec.ActionType;
import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalDecidedDecoder;
import io.sluice.codec.ApprovalDecisionDecoder;
import io.sluice.codec.ApprovalExpiredDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.CommandRequestedDecoder;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.LockoutChangedDecoder;
import io.sluice.codec.LockoutType;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.MessageType;
import io.sluice.codec.ModelChangedDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.TradeClosedDecoder;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that the players know, folded from the records of the journal: while the demo runs from each as it is written,
 * after a crash from all of them. There is no other memory, so that a resumed player knows what it knew.
 */
final class Ledger implements RecordListener {
    /** Version of its model that a strategy begins with. */
    static final String FIRST_VERSION = "1";

    private static final long RETRY_NS = 20_000_000_000L;

    private final Account live = new Account();
    private final Account paper = new Account();
    private final TreeMap<Long, WorkingOrder> orders = new TreeMap<>();
    private final TreeMap<Long, Request> requests = new TreeMap<>();
    private final Set<Long> answeredCommands = new HashSet<>();
    private final Map<Integer, Asked> asked = new HashMap<>();
    private final Map<TradingMode, Lots> lots = Map.of(TradingMode.LIVE, new Lots(), TradingMode.PAPER, new Lots());
    private final Map<String, String> promoted = new HashMap<>();
    private final Map<Integer, String> versions = new HashMap<>();
    private int stepsDone;
    private long lastStepNs;
    private long lockoutId;
    private long requestId;
    private long lastTimeNs = Long.MIN_VALUE;
    private long emergencyNs = Long.MIN_VALUE;
    private boolean recoveryTried;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderIntentDecoder intent = new OrderIntentDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final ApprovalDecisionDecoder answer = new ApprovalDecisionDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final TradeTransitionDecoder transition = new TradeTransitionDecoder();
    private final ApprovalCreatedDecoder created = new ApprovalCreatedDecoder();
    private final ApprovalDecidedDecoder decided = new ApprovalDecidedDecoder();
    private final ApprovalExpiredDecoder expired = new ApprovalExpiredDecoder();
    private final EmergencyChangedDecoder emergency = new EmergencyChangedDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();
    private final CommandRequestedDecoder requested = new CommandRequestedDecoder();
    private final TradeClosedDecoder closed = new TradeClosedDecoder();
    private final LockoutChangedDecoder lockout = new LockoutChangedDecoder();
    private final ModelChangedDecoder model = new ModelChangedDecoder();

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        lastTimeNs = record.header().timeNs();
        record.input();
        final int input = record.templateId();
        if (input == OrderIntentDecoder.TEMPLATE_ID) {
            onIntent(record);
        } else if (input == ExecutionReportDecoder.TEMPLATE_ID) {
            onReport(report.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
        }
        if (input == TradeClosedDecoder.TEMPLATE_ID) {
            closed.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            lots.values().forEach(each -> each.onClosed(closed.tradeId()));
        }
        if (Incidents.STEPS.contains(input)) {
            stepsDone++;
            lastStepNs = lastTimeNs;
        }
        final long answered = input == ApprovalDecisionDecoder.TEMPLATE_ID
                ? answer.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                        .tradeId()
                : 0;
        while (record.nextOutcome()) {
            onOutcome(record, answered);
        }
    }

    private void onIntent(final RecordDecoder record) {
        final byte[] message = new byte[record.messageLength()];
        record.buffer().getBytes(record.messageOffset(), message);
        intent.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        asked(intent.strategyId()).onIntent(intent, message);
    }

    private void onReport(final ExecutionReportDecoder in) {
        final WorkingOrder order = orders.get(in.tradeId());
        if (in.status() == ExecutionStatus.NEW && order != null) {
            order.placed = true;
        }
        if (in.status() == ExecutionStatus.FILLED) {
            account(in.tradingMode()).fill(in.side(), in.lastQuantity(), in.lastPrice());
            lots.get(in.tradingMode()).onFill(in.tradeId(), in.side(), in.lastQuantity(), in.lastPrice());
        }
        final boolean answersCommand = in.commandId() != ExecutionReportDecoder.commandIdNullValue();
        if (answersCommand && in.status() != ExecutionStatus.NEW) {
            answeredCommands.add(in.commandId());
        }
    }

    private void onOutcome(final RecordDecoder record, final long answered) {
        switch (record.templateId()) {
            case DecisionDecoder.TEMPLATE_ID -> onDecision(
                    decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
            case TradeTransitionDecoder.TEMPLATE_ID -> {
                transition.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                if (transition.to() == TradeState.FILLED || transition.to() == TradeState.CANCELLED) {
                    orders.remove(transition.tradeId());
                }
            }
            case ApprovalCreatedDecoder.TEMPLATE_ID -> onCreated(
                    created.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
            case ApprovalDecidedDecoder.TEMPLATE_ID -> requests.remove(
                    decided.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                            .tradeId());
            case ApprovalExpiredDecoder.TEMPLATE_ID -> requests.remove(
                    expired.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                            .tradeId());
            case EmergencyChangedDecoder.TEMPLATE_ID -> {
                emergency.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                if (emergency.phase() == EmergencyPhase.TRIGGERED) {
                    emergencyNs = lastTimeNs;
                }
            }
            case LockoutChangedDecoder.TEMPLATE_ID -> {
                lockout.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                lockoutId = lockout.lockoutType() == LockoutType.MANUAL ? lockout.lockoutId() : lockoutId;
            }
            case CommandRequestedDecoder.TEMPLATE_ID -> requestId = requested
                    .wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                    .requestId();
            case ModelChangedDecoder.TEMPLATE_ID -> {
                model.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                if (model.promoted() == Bool.TRUE) {
                    promoted.put(model.modelName(), model.newVersion());
                }
            }
            case CommandResultDecoder.TEMPLATE_ID -> onResult(
                    result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header), answered);
            default -> {
                // says nothing that a player acts on
            }
        }
    }

    private void onDecision(final DecisionDecoder in) {
        final boolean isOrder = in.action() == ActionType.OPEN
                || in.action() == ActionType.SEND
                || in.action() == ActionType.REDUCE_ONLY;
        if (in.code() == Code.STALE_MODEL) {
            versions.put(in.strategyId(), promoted.get(Style.of(in.strategyId()).name()));
        }
        if (isOrder && in.verdict() == Verdict.ALLOW && in.repeat() == Bool.FALSE) {
            orders.put(in.tradeId(), new WorkingOrder(in, lastTimeNs));
        }
    }

    private void onCreated(final ApprovalCreatedDecoder in) {
        requests.put(
                in.tradeId(),
                new Request(
                        in.tradeId(),
                        in.strategyId(),
                        in.intentId(),
                        in.side(),
                        in.quantity(),
                        in.requestPrice(),
                        lastTimeNs,
                        Long.MIN_VALUE));
    }

    private void onResult(final CommandResultDecoder in, final long answered) {
        if (in.command() == MessageType.START_RECOVERY) {
            recoveryTried = true;
        }
        if (in.command() == MessageType.APPROVAL_DECISION && in.accepted() == Bool.FALSE) {
            requests.computeIfPresent(answered, (id, request) -> request.retryAt(lastTimeNs + RETRY_NS));
        }
    }

    Account account(final TradingMode mode) {
        return mode == TradingMode.PAPER ? paper : live;
    }

    Asked asked(final int strategyId) {
        return asked.computeIfAbsent(strategyId, id -> new Asked());
    }

    /** Orders of a mode that have not ended, by trade id; a copy. */
    List<WorkingOrder> orders(final TradingMode mode) {
        final List<WorkingOrder> found = new ArrayList<>();
        for (final WorkingOrder order : orders.values()) {
            if (order.mode == mode) {
                found.add(order);
            }
        }
        return found;
    }

    /** Whether nothing is held, and no order can change that. */
    boolean isFlat() {
        return live.isFlat() && paper.isFlat() && orders.isEmpty();
    }

    /** The order of a trade; null if it has ended or never was allowed. */
    WorkingOrder order(final long tradeId) {
        return orders.get(tradeId);
    }

    /** Requests that wait, by trade id. */
    Collection<Request> requests() {
        return requests.values();
    }

    /** Whether a broker gave a command its final answer. */
    boolean isAnswered(final long commandId) {
        return answeredCommands.contains(commandId);
    }

    /** Engine time of the last record; Long.MIN_VALUE if there is none. */
    long lastTimeNs() {
        return lastTimeNs;
    }

    /** When the emergency stop began; Long.MIN_VALUE if it did not. */
    long emergencyNs() {
        return emergencyNs;
    }

    boolean isRecoveryTried() {
        return recoveryTried;
    }

    /** Trades of a mode that are over and of which no report is on record yet. */
    List<Lots.Over> over(final TradingMode mode) {
        return lots.get(mode).over();
    }

    /** Steps of the script that are on record. */
    int stepsDone() {
        return stepsDone;
    }

    /** Engine time of the last of them. */
    long lastStepNs() {
        return lastStepNs;
    }

    /** The last lockout that a person made. */
    long lockoutId() {
        return lockoutId;
    }

    /** The last command that waited for a second operator. */
    long requestId() {
        return requestId;
    }

    /** Version of its model that a strategy uses: after it was refused as stale the promoted one. */
    String modelVersion(final int strategyId) {
        return versions.getOrDefault(strategyId, FIRST_VERSION);
    }
}
