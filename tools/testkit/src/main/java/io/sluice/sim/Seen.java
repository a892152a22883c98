package io.sluice.sim;

import io.sluice.codec.ApprovalCreatedDecoder;
import io.sluice.codec.ApprovalDecidedDecoder;
import io.sluice.codec.ApprovalDecisionDecoder;
import io.sluice.codec.ApprovalExpiredDecoder;
import io.sluice.codec.ApprovalRestoredDecoder;
import io.sluice.codec.BookAdjustedDecoder;
import io.sluice.codec.BookDiffersDecoder;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.CashFlowDecoder;
import io.sluice.codec.CashFlowedDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.CommandRequestedDecoder;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.ConfirmCommandDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DrawdownBreachDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.EquityUpdateDecoder;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.GuardianChangedDecoder;
import io.sluice.codec.HeartbeatDecoder;
import io.sluice.codec.LockoutChangedDecoder;
import io.sluice.codec.LockoutCreateDecoder;
import io.sluice.codec.MarketSnapshotDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.ModelPromotedDecoder;
import io.sluice.codec.OpenOrderDecoder;
import io.sluice.codec.OrderCancelDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyChangedDecoder;
import io.sluice.codec.PositionCloseDecoder;
import io.sluice.codec.PositionReportDecoder;
import io.sluice.codec.ProbeResultDecoder;
import io.sluice.codec.QuoteDecoder;
import io.sluice.codec.RecoveryProgressDecoder;
import io.sluice.codec.RecoverySummaryDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.StrategyChangedDecoder;
import io.sluice.codec.StrategyDisableDecoder;
import io.sluice.codec.StrategyEnableDecoder;
import io.sluice.codec.SymbolWatchChangedDecoder;
import io.sluice.codec.SystemEventDecoder;
import io.sluice.codec.TradeClosedDecoder;
import io.sluice.codec.TradeTransitionDecoder;
import io.sluice.codec.WithdrawCommandDecoder;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageReader;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/** One record as it is walked: its header, its input, and the outcome one stands on, each decoded once for all. */
final class Seen {
    private static final MessageDecoderFlyweight[] NONE = new MessageDecoderFlyweight[400];

    final OrderIntentDecoder intent = new OrderIntentDecoder();
    final ApprovalDecisionDecoder answer = new ApprovalDecisionDecoder();
    final ExecutionReportDecoder execution = new ExecutionReportDecoder();
    final PositionReportDecoder position = new PositionReportDecoder();
    final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    final ProbeResultDecoder probe = new ProbeResultDecoder();
    final TradeClosedDecoder closed = new TradeClosedDecoder();
    final CashFlowDecoder flow = new CashFlowDecoder();
    final EquityUpdateDecoder equity = new EquityUpdateDecoder();
    final QuoteDecoder quote = new QuoteDecoder();
    final SystemEventDecoder event = new SystemEventDecoder();
    final ModelPromotedDecoder promoted = new ModelPromotedDecoder();
    final LockoutCreateDecoder lockoutCreate = new LockoutCreateDecoder();
    final ConfirmCommandDecoder confirm = new ConfirmCommandDecoder();
    final WithdrawCommandDecoder withdraw = new WithdrawCommandDecoder();
    final StrategyEnableDecoder enable = new StrategyEnableDecoder();
    final StrategyDisableDecoder disable = new StrategyDisableDecoder();
    final OrderCancelDecoder orderCancel = new OrderCancelDecoder();
    final PositionCloseDecoder positionClose = new PositionCloseDecoder();
    final EngineStartedDecoder started = new EngineStartedDecoder();

    final DecisionDecoder decision = new DecisionDecoder();
    final TradeTransitionDecoder transition = new TradeTransitionDecoder();
    final ApprovalCreatedDecoder approval = new ApprovalCreatedDecoder();
    final MarketSnapshotDecoder snapshot = new MarketSnapshotDecoder();
    final ModeChangedDecoder mode = new ModeChangedDecoder();
    final RecoveryProgressDecoder progress = new RecoveryProgressDecoder();
    final RecoverySummaryDecoder summary = new RecoverySummaryDecoder();
    final DrawdownBreachDecoder breach = new DrawdownBreachDecoder();
    final EmergencyChangedDecoder emergency = new EmergencyChangedDecoder();
    final ClosePositionDecoder close = new ClosePositionDecoder();
    final CancelOrderDecoder cancel = new CancelOrderDecoder();
    final BookAdjustedDecoder adjusted = new BookAdjustedDecoder();
    final PolicyChangedDecoder policy = new PolicyChangedDecoder();
    final GuardianChangedDecoder guardian = new GuardianChangedDecoder();
    final LockoutChangedDecoder lockout = new LockoutChangedDecoder();
    final SymbolWatchChangedDecoder watch = new SymbolWatchChangedDecoder();
    final StrategyChangedDecoder strategy = new StrategyChangedDecoder();
    final CashFlowedDecoder flowed = new CashFlowedDecoder();
    final BookDiffersDecoder differs = new BookDiffersDecoder();
    final OpenOrderDecoder openOrder = new OpenOrderDecoder();
    final CommandRequestedDecoder requested = new CommandRequestedDecoder();
    final CommandResultDecoder result = new CommandResultDecoder();

    private final MessageDecoderFlyweight[] decoders = NONE.clone();
    private final RecordDecoder record = new RecordDecoder();
    private final MessageReader reader = new MessageReader();

    /** Template id of the input. */
    int inputType;
    /** Template id of the outcome one stands on. */
    int type;

    long sequence;
    long timeNs;
    Role role;
    String principal;
    int outcomes;
    int length;

    Seen() {
        final MessageDecoderFlyweight[] all = {
            intent,
            answer,
            execution,
            position,
            heartbeat,
            probe,
            closed,
            flow,
            equity,
            quote,
            event,
            promoted,
            lockoutCreate,
            confirm,
            withdraw,
            enable,
            disable,
            orderCancel,
            positionClose,
            started,
            decision,
            transition,
            approval,
            snapshot,
            mode,
            progress,
            summary,
            breach,
            emergency,
            close,
            cancel,
            adjusted,
            policy,
            guardian,
            lockout,
            watch,
            strategy,
            flowed,
            differs,
            openOrder,
            requested,
            result
        };
        for (final MessageDecoderFlyweight decoder : all) {
            decoders[decoder.sbeTemplateId()] = decoder;
        }
        // the four share one layout
        decoders[ApprovalDecidedDecoder.TEMPLATE_ID] = approval;
        decoders[ApprovalExpiredDecoder.TEMPLATE_ID] = approval;
        decoders[ApprovalRestoredDecoder.TEMPLATE_ID] = approval;
    }

    /** Takes a record and stands on its input. */
    void wrap(final DirectBuffer buffer, final int size) {
        length = size;
        if (!record.wrap(buffer, 0, size)) {
            throw new Broken("A record's frames fill it exactly (J-1)", "length " + size);
        }
        sequence = record.header().sequence();
        timeNs = record.header().timeNs();
        outcomes = record.header().outcomes();
        role = record.header().role();
        principal = record.header().principal();
        inputType = record.templateId();
        type = inputType;
        decode();
    }

    /** Stands on the input again; {@link #next} begins with the first outcome. */
    void rewind() {
        record.rewind();
    }

    /** Moves to the next outcome. */
    boolean next() {
        if (!record.nextOutcome()) {
            return false;
        }
        type = record.templateId();
        decode();
        return true;
    }

    /** Generic access to the message one stands on. */
    MessageReader reader() {
        return reader.wrap(record.buffer(), record.messageOffset(), record.messageLength());
    }

    /** The record's own walker. */
    RecordDecoder record() {
        return record;
    }

    boolean isTick() {
        return inputType == 183;
    }

    private void decode() {
        final MessageDecoderFlyweight decoder = decoders[type];
        if (decoder != null) {
            decoder.wrap(
                    record.buffer(),
                    record.messageOffset() + MessageHeaderDecoder.ENCODED_LENGTH,
                    decoder.sbeBlockLength(),
                    decoder.sbeSchemaVersion());
        }
    }
}
