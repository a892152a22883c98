package io.sluice.control;

import io.sluice.codec.AccessRefusedDecoder;
import io.sluice.codec.ApprovalDecisionDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.CashFlowDecoder;
import io.sluice.codec.ClientChangedDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.ConfirmCommandDecoder;
import io.sluice.codec.DeepLinkIssueDecoder;
import io.sluice.codec.DeepLinkUseDecoder;
import io.sluice.codec.DrawdownResetDecoder;
import io.sluice.codec.EmergencyResetDecoder;
import io.sluice.codec.EmergencyStopDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.EquityUpdateDecoder;
import io.sluice.codec.ExecutionReportDecoder;
import io.sluice.codec.ForceModeDecoder;
import io.sluice.codec.GuardianLockDecoder;
import io.sluice.codec.GuardianUnlockDecoder;
import io.sluice.codec.HeartbeatDecoder;
import io.sluice.codec.IntegrityViolationDecoder;
import io.sluice.codec.LockoutCreateDecoder;
import io.sluice.codec.LockoutDeleteDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.MessageType;
import io.sluice.codec.ModelAckDecoder;
import io.sluice.codec.ModelPromotedDecoder;
import io.sluice.codec.OpenOrderDecoder;
import io.sluice.codec.OrderCancelDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.PolicyUpdateDecoder;
import io.sluice.codec.PositionCloseDecoder;
import io.sluice.codec.PositionReportDecoder;
import io.sluice.codec.ProbeResultDecoder;
import io.sluice.codec.QuoteDecoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryStageResultDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.StartRecoveryDecoder;
import io.sluice.codec.StrategyDetachedDecoder;
import io.sluice.codec.StrategyDisableDecoder;
import io.sluice.codec.StrategyEnableDecoder;
import io.sluice.codec.StrategyHeartbeatDecoder;
import io.sluice.codec.SymbolWatchDecoder;
import io.sluice.codec.SystemEventDecoder;
import io.sluice.codec.TradeClosedDecoder;
import io.sluice.codec.TradeSettledDecoder;
import io.sluice.codec.WithdrawCommandDecoder;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.foureyes.WaitingCommand;
import io.sluice.control.image.Image;
import io.sluice.control.image.ImageException;
import io.sluice.control.image.ImageReader;
import io.sluice.control.image.ImageWriter;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerKind;
import io.sluice.control.view.View;
import io.sluice.control.view.ViewSink;
import io.sluice.record.RecordEncoder;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.Required;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * The control machine: one input in, its outcomes out, and nothing else (SPEC W-3). It reads no clock, no file, no
 * random source; the same inputs and configuration give the same records anywhere.
 *
 * <p>Whoever drives it executes, before an input stamped t, a {@code Tick} for every timer that is due by then (see
 * {@link #nextDeadlineNs()}), one a record (W-6). Not thread safe.
 */
public final class ControlMachine {
    /** Behaviour version: raised by any change that can change an outcome (J-9). */
    public static final int BEHAVIOUR_VERSION = 2;

    final Rooms rooms;
    private final Step step;
    private final StartDesk starter;
    private final ViewWriter views;
    private final FourEyes fourEyes;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final Text words = new Text(256);
    private RecordEncoder record;
    private DirectBuffer message;
    private int messageOffset;

    private final OrderIntentDecoder orderIntent = new OrderIntentDecoder();
    private final StrategyHeartbeatDecoder strategyHeartbeat = new StrategyHeartbeatDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final EquityUpdateDecoder equityUpdate = new EquityUpdateDecoder();
    private final ExecutionReportDecoder executionReport = new ExecutionReportDecoder();
    private final PositionReportDecoder positionReport = new PositionReportDecoder();
    private final OpenOrderDecoder openOrder = new OpenOrderDecoder();
    private final TradeClosedDecoder tradeClosed = new TradeClosedDecoder();
    private final TradeSettledDecoder tradeSettled = new TradeSettledDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final ProbeResultDecoder probeResult = new ProbeResultDecoder();
    private final SystemEventDecoder systemEvent = new SystemEventDecoder();
    private final StartRecoveryDecoder startRecovery = new StartRecoveryDecoder();
    private final RecoveryStageResultDecoder stageResult = new RecoveryStageResultDecoder();
    private final ApprovalDecisionDecoder approvalDecision = new ApprovalDecisionDecoder();
    private final EmergencyStopDecoder emergencyStop = new EmergencyStopDecoder();
    private final EmergencyResetDecoder emergencyReset = new EmergencyResetDecoder();
    private final PolicyUpdateDecoder policyUpdate = new PolicyUpdateDecoder();
    private final DrawdownResetDecoder drawdownReset = new DrawdownResetDecoder();
    private final IntegrityViolationDecoder violation = new IntegrityViolationDecoder();
    private final ForceModeDecoder forceMode = new ForceModeDecoder();
    private final GuardianLockDecoder guardianLock = new GuardianLockDecoder();
    private final GuardianUnlockDecoder guardianUnlock = new GuardianUnlockDecoder();
    private final DeepLinkIssueDecoder linkIssue = new DeepLinkIssueDecoder();
    private final DeepLinkUseDecoder linkUse = new DeepLinkUseDecoder();
    private final LockoutCreateDecoder lockoutCreate = new LockoutCreateDecoder();
    private final LockoutDeleteDecoder lockoutDelete = new LockoutDeleteDecoder();
    private final ModelPromotedDecoder modelPromoted = new ModelPromotedDecoder();
    private final ModelAckDecoder modelAck = new ModelAckDecoder();
    private final StrategyEnableDecoder strategyEnable = new StrategyEnableDecoder();
    private final StrategyDisableDecoder strategyDisable = new StrategyDisableDecoder();
    private final CashFlowDecoder cashFlow = new CashFlowDecoder();
    private final SymbolWatchDecoder symbolWatch = new SymbolWatchDecoder();
    private final ConfirmCommandDecoder confirmCommand = new ConfirmCommandDecoder();
    private final WithdrawCommandDecoder withdrawCommand = new WithdrawCommandDecoder();
    private final OrderCancelDecoder orderCancel = new OrderCancelDecoder();
    private final PositionCloseDecoder positionClose = new PositionCloseDecoder();
    private final EngineStartedDecoder engineStarted = new EngineStartedDecoder();
    private final StrategyDetachedDecoder strategyDetached = new StrategyDetachedDecoder();
    private final ClientChangedDecoder clientChanged = new ClientChangedDecoder();
    private final AccessRefusedDecoder accessRefused = new AccessRefusedDecoder();

    /** @param config of the first start; the sizes of all tables are taken from it once and for all. */
    public ControlMachine(final ControlConfig config) {
        rooms = new Rooms(config);
        step = rooms.step;
        fourEyes = new FourEyes(rooms);
        starter = new StartDesk(rooms, fourEyes);
        views = new ViewWriter(rooms);
    }

    /**
     * A machine that goes on exactly where another stood when it was imaged (J-3).
     *
     * @param config that was in force then.
     * @throws ImageException if the bytes are no image of such a machine.
     */
    public static ControlMachine restore(
            final ControlConfig config, final DirectBuffer buffer, final int offset, final int length) {
        final ControlMachine machine = new ControlMachine(config);
        final ImageReader image = new ImageReader(buffer, offset, length);
        try {
            machine.visit(image);
            image.end();
        } catch (final ImageException e) {
            throw e;
        } catch (final RuntimeException e) {
            throw image.wrong("its values do not go together", e);
        }
        return machine;
    }

    /**
     * Writes down everything that can influence a later outcome; to be asked between two inputs. Returns its length.
     */
    public int image(final ImageWriter image) {
        visit(image.begin());
        return image.end();
    }

    private void visit(final Image image) {
        rooms.image(image);
        starter.image(image);
    }

    /** Gives the configuration of the start that is executed next. */
    public void configure(final ControlConfig config) {
        starter.configure(config);
    }

    /** Engine time at which the next timer is due, Long.MAX_VALUE if none is set. */
    public long nextDeadlineNs() {
        return rooms.timers.nextDeadlineNs();
    }

    /** The gate as one number (G-7): see {@link io.sluice.schema.Permissions}. */
    public long permissions() {
        return rooms.permissions();
    }

    /** Every row of a view as of the last executed input; to be asked between two inputs. */
    public void view(final View view, final ViewSink sink) {
        views.write(view, sink);
    }

    /**
     * Executes the input that stands in a record and appends its outcomes there.
     *
     * @param present a record just begun; the input passes {@link io.sluice.schema.FrameCheck}.
     * @return whether the record is to be written: it had an effect or got an answer (J-1).
     */
    public boolean execute(final RecordEncoder present) {
        record = present;
        final int templateId = record.inputTemplateId();
        step.begin(record, record.header().sequence(), record.header().timeNs());
        rooms.causes.begin();
        rooms.modes.begin();
        correlate();
        final Code objection = judge(templateId);
        final MessageType type = MessageType.get((short) templateId);
        message = record.buffer();
        messageOffset = record.inputOffset();
        step.refuse(objection == Code.OK ? obey(type) : forbid(type, objection));
        settle();
        starter.summarize();
        return step.close(templateId, rooms.origin.role() == Role.OPERATOR && type != MessageType.ORDER_INTENT);
    }

    /** Who sent it, and whether everything is there that has to be (W-0); an operator's name comes first (O-0). */
    private Code judge(final int templateId) {
        final Code objection = rooms.origin.judge(record);
        final FieldSpec missing = Required.missing(record.buffer(), record.inputOffset());
        if (missing == null || !rooms.origin.maySend(templateId) || rooms.origin.namesAStranger(objection)) {
            return objection;
        }
        return step.malformed(missing.id());
    }

    /** What loosens may have to wait for a second operator (O-1); everything else runs at once. */
    private Code obey(final MessageType type) {
        final Code held = rooms.origin.role() == Role.OPERATOR ? fourEyes.hold(type, message, messageOffset) : Code.OK;
        return held == Code.OK ? dispatch(type) : held;
    }

    /** A command that waited runs as if it were sent now (O-1). */
    private Code onConfirm(final long requestId) {
        final WaitingCommand request = rooms.requests.find(requestId);
        final Code code = fourEyes.confirm(request);
        if (code != Code.OK) {
            return code;
        }
        message = request.message();
        messageOffset = 0;
        rooms.origin.actFor(request.operator());
        final Code result = rooms.origin.isAllowed() ? dispatch(request.type()) : Code.SEC_090;
        fourEyes.confirmed(request, result);
        return result;
    }

    private Code dispatch(final MessageType type) {
        return switch (type) {
            case ORDER_INTENT -> rooms.intents.onIntent(in(orderIntent));
            case STRATEGY_HEARTBEAT -> rooms.strategies.onHeartbeat(in(strategyHeartbeat), step.nowNs());
            case QUOTE -> rooms.events.onQuote(in(quote));
            case EQUITY_UPDATE -> rooms.drawdown.onEquity(in(equityUpdate).equity());
            case EXECUTION_REPORT -> rooms.executions.onReport(in(executionReport));
            case POSITION_REPORT -> rooms.positionReports.onLine(in(positionReport));
            case OPEN_ORDER -> rooms.orderReports.onLine(in(openOrder));
            case TRADE_CLOSED -> rooms.tradeEnds.onClosed(in(tradeClosed));
            case TRADE_SETTLED -> rooms.tradeEnds.onSettled(in(tradeSettled));
            case HEARTBEAT -> rooms.events.onHeartbeat(in(heartbeat));
            case PROBE_RESULT -> rooms.events.onProbe(in(probeResult));
            case SYSTEM_EVENT -> rooms.events.onEvent(in(systemEvent));
            case START_RECOVERY -> rooms.recovery.onStart(in(startRecovery));
            case RECOVERY_STAGE_RESULT -> rooms.recovery.onStageResult(in(stageResult));
            case APPROVAL_DECISION -> rooms.approvals.onDecision(in(approvalDecision));
            case EMERGENCY_STOP -> onEmergencyStop(in(emergencyStop));
            case EMERGENCY_RESET -> onEmergencyReset(in(emergencyReset));
            case POLICY_UPDATE -> rooms.policies.onUpdate(in(policyUpdate), rooms.origin.operator());
            case DRAWDOWN_RESET -> rooms.drawdown.onReset();
            case INTEGRITY_VIOLATION -> rooms.approvals.onViolation(in(violation));
            case ENGINE_STARTED -> starter.onStarted(in(engineStarted));
            case TICK -> onTick();
            case FORCE_MODE -> rooms.overrides.onForce(in(forceMode), rooms.origin.operator());
            case RELEASE_OVERRIDE -> rooms.overrides.onRelease(rooms.origin.operator());
            case GUARDIAN_LOCK -> rooms.guardian.onLock(in(guardianLock));
            case GUARDIAN_UNLOCK -> rooms.guardian.onUnlock(in(guardianUnlock), rooms.origin.operator());
            case DEEP_LINK_ISSUE -> rooms.links.onIssue(in(linkIssue));
            case DEEP_LINK_USE -> rooms.links.onUse(in(linkUse));
            case LOCKOUT_CREATE -> rooms.lockouts.onCreate(in(lockoutCreate), rooms.origin.actor());
            case LOCKOUT_DELETE -> rooms.lockouts.onDelete(in(lockoutDelete));
            case MODEL_PROMOTED -> rooms.models.onPromoted(in(modelPromoted));
            case MODEL_ACK -> rooms.models.onAck(in(modelAck));
            case STRATEGY_ENABLE -> rooms.strategies.onEnable(in(strategyEnable), rooms.origin.operator());
            case CONFIRM_COMMAND -> onConfirm(in(confirmCommand).requestId());
            case WITHDRAW_COMMAND -> fourEyes.withdraw(in(withdrawCommand).requestId());
                // the engine's own notes in its journal: nothing is decided by them (J-2, J-3, J-8, J-11)
            case SNAPSHOT_TAKEN, SEAL, SYNC_POINT, SEGMENTS_REMOVED -> Code.OK;
            case ORDER_CANCEL -> rooms.parts.onOrderCancel(in(orderCancel));
            case POSITION_CLOSE -> rooms.parts.onPositionClose(in(positionClose));
            case CASH_FLOW -> rooms.cash.onFlow(in(cashFlow), rooms.origin.role() == Role.OPERATOR);
            case STRATEGY_DISABLE -> rooms.silences.onDisable(in(strategyDisable), rooms.origin.actor());
            case SYMBOL_WATCH -> rooms.watches.onWatch(in(symbolWatch), rooms.origin.operator());
            case STRATEGY_DETACHED -> rooms.silences.onDetached(
                    in(strategyDetached).strategyId());
            case CLIENT_CHANGED -> rooms.clients.onChanged(in(clientChanged));
            case ACCESS_REFUSED -> rooms.clients.onRefused(in(accessRefused));
            case NULL_VAL -> Code.NOT_SUPPORTED;
        };
    }

    /** An input whose origin may not send it is recorded without effect (W-8). */
    private Code forbid(final MessageType type, final Code objection) {
        if (type == MessageType.ORDER_INTENT) {
            rooms.intents.onForbidden(in(orderIntent), objection, step.field());
            return Code.OK;
        }
        return objection;
    }

    /** What follows from the causes and facts as they stand after the input; the mode is said last (M-7). */
    private void settle() {
        rooms.link.settle();
        rooms.drawdown.livePosition(rooms.keeper.livePositions() > 0);
        rooms.recovery.settle();
        rooms.emergency.settle();
        rooms.overrides.settle();
        rooms.modes.settle(rooms.run.trigger(), rooms.origin.operator());
        fourEyes.settle();
    }

    private Code onEmergencyStop(final EmergencyStopDecoder in) {
        in.skipOperatorId();
        in.wrapReason(view);
        words.set(view);
        rooms.emergency.trigger(ReasonCode.EMERGENCY_OPERATOR, words, Policy.NONE, rooms.origin.operator());
        return Code.OK;
    }

    private Code onEmergencyReset(final EmergencyResetDecoder in) {
        final Code code = rooms.emergency.reset(
                in.acceptOpenPositions() == Bool.TRUE, rooms.drawdown.isAtHardLimit(), rooms.origin.operator());
        if (code == Code.OK) {
            step.standing(rooms.causes.latched());
        }
        return code;
    }

    private Code onTick() {
        final Timer timer = rooms.timers.next();
        if (timer == null || timer.deadlineNs() > step.nowNs()) {
            step.noEffect();
            return Code.OK;
        }
        rooms.timers.cancel(timer);
        wake(timer.kind()).by(this, timer.subject());
        return Code.OK;
    }

    /** What a timer of a kind wakes; it is no longer set then. */
    private static Wake wake(final TimerKind kind) {
        return switch (kind) {
            case COMPONENT_TTL -> (in, index) -> in.rooms.health.onTtlExpired((int) index);
            case COMPONENT_FAILING -> (in, index) -> in.rooms.health.onFailingTooLong((int) index);
            case BROKER_SILENT -> (in, only) -> in.rooms.health.onBrokerSilent();
            case MARKET_SILENT -> (in, only) -> in.rooms.quotes.onSilent();
            case SYMBOL_SILENT -> (in, index) -> in.rooms.quotes.onSymbolSilent((int) index);
            case EQUITY_SILENT -> (in, only) -> in.rooms.drawdown.onSilent();
            case STRATEGY_SILENT -> (in, id) -> in.rooms.silences.onSilent((int) id);
            case EQUITY_SUSPECT -> (in, only) -> in.rooms.drawdown.onSuspectConfirmed();
            case DAY_START -> (in, only) -> in.rooms.drawdown.onDayStart();
            case RECONCILE_GRACE -> (in, only) -> in.rooms.account.onGraceOver();
            case APPROVAL_EXPIRY -> (in, id) -> in.rooms.approvals.onExpiry(id);
            case LOCKOUT_END -> (in, id) -> in.rooms.lockouts.onEnd(id);
            case REQUEST_END -> (in, id) -> in.fourEyes.onEnd(id);
            case OVERRIDE_END -> (in, only) -> in.rooms.overrides.onEnd();
            case CAUSE_LINGER -> (in, index) -> in.rooms.causes.onLingerEnd((int) index);
            case RECOVERY_TIMEOUT -> (in, only) -> in.rooms.recovery.onTimeout();
            case COMMAND_RETRY -> (in, id) -> in.rooms.emergency.onRetry(id);
            case EMERGENCY_UNCONFIRMED -> (in, only) -> in.rooms.emergency.onUnconfirmed();
                // what was put off is looked at after every input
            case RECOVERY_BACKOFF, RECOVERY_STABLE, EMERGENCY_PURSUE -> (in, only) -> {};
        };
    }

    /** A room's answer to a timer. */
    private interface Wake {
        void by(ControlMachine in, long subject);
    }

    /** Where no correlation id came, one is derived from journal id and sequence (W-4). */
    private void correlate() {
        if (record.header().correlationId().msb() == 0
                && record.header().correlationId().lsb() == 0) {
            record.correlationId(
                    starter.journalMsb() ^ step.sequence() * 0x9E3779B97F4A7C15L,
                    starter.journalLsb() + step.sequence());
        }
    }

    private <D extends MessageDecoderFlyweight> D in(final D decoder) {
        decoder.wrap(
                message,
                messageOffset + MessageHeaderDecoder.ENCODED_LENGTH,
                decoder.sbeBlockLength(),
                decoder.sbeSchemaVersion());
        return decoder;
    }
}
