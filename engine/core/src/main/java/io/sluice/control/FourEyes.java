package io.sluice.control;

import io.sluice.codec.Bool;
import io.sluice.codec.CashFlowDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.CommandResultEncoder;
import io.sluice.codec.ForceModeDecoder;
import io.sluice.codec.LockoutDeleteDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.MessageType;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyUpdateDecoder;
import io.sluice.codec.RequestState;
import io.sluice.codec.StartRecoveryDecoder;
import io.sluice.codec.StrategyEnableDecoder;
import io.sluice.codec.SymbolWatchDecoder;
import io.sluice.codec.SystemMode;
import io.sluice.control.foureyes.Bond;
import io.sluice.control.foureyes.Loosening;
import io.sluice.control.foureyes.WaitingCommand;
import io.sluice.control.gate.GateTable;
import io.sluice.control.intent.Strategy;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.symbol.Instrument;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * One eye to tighten, four to loosen (O-1): which commands loosen, and what each is bound to. A command that is
 * bound to nothing would loosen nothing, and runs at once, if only to be refused.
 */
final class FourEyes {
    private final Rooms rooms;
    private final Loosening loosening = new Loosening();
    private final ForceModeDecoder force = new ForceModeDecoder();
    private final StartRecoveryDecoder start = new StartRecoveryDecoder();
    private final PolicyUpdateDecoder policy = new PolicyUpdateDecoder();
    private final LockoutDeleteDecoder lockout = new LockoutDeleteDecoder();
    private final StrategyEnableDecoder enable = new StrategyEnableDecoder();
    private final SymbolWatchDecoder watch = new SymbolWatchDecoder();
    private final CashFlowDecoder flow = new CashFlowDecoder();
    private final Bond bond = new Bond();
    private final CommandResultEncoder result = new CommandResultEncoder();

    FourEyes(final Rooms rooms) {
        this.rooms = rooms;
    }

    /** OK if the command may run at once, REQUESTED if it was put by, else why it is refused. */
    Code hold(final MessageType type, final DirectBuffer buffer, final int offset) {
        if (!rooms.requests.isOn()) {
            return Code.OK;
        }
        bind(type, buffer, offset);
        if (bond.isNothing()) {
            return Code.OK;
        }
        if (type == MessageType.POLICY_UPDATE && loosening.tightensToo()) {
            return Code.MIXED_CHANGE;
        }
        return rooms.requests.add(type, rooms.origin.operator(), bond);
    }

    /** A second operator confirms; OK if the command is to run now. */
    Code confirm(final WaitingCommand request) {
        if (request == null) {
            return Code.NOT_FOUND;
        }
        if (request.operator().is(rooms.origin.operator())) {
            return Code.SAME_OPERATOR;
        }
        if (request.isVoid()) {
            rooms.requests.end(request, RequestState.VOID, Code.VOID);
            return Code.VOID;
        }
        return Code.OK;
    }

    /** What became of a command that was confirmed. */
    void confirmed(final WaitingCommand request, final Code code) {
        rooms.requests.end(request, RequestState.CONFIRMED, code);
    }

    /** An operator takes a request back. */
    Code withdraw(final long requestId) {
        final WaitingCommand request = rooms.requests.find(requestId);
        if (request == null) {
            return Code.NOT_FOUND;
        }
        rooms.requests.end(request, RequestState.WITHDRAWN, Code.CANCELLED);
        return Code.OK;
    }

    /** A request's time is over. */
    void onEnd(final long requestId) {
        final WaitingCommand request = rooms.requests.find(requestId);
        rooms.step.correlate(request.correlationMsb(), request.correlationLsb());
        end(request);
    }

    /** Ends a request that nobody confirmed; whoever asked is told. */
    private void end(final WaitingCommand request) {
        final MessageType type = request.type();
        final Code code = request.isVoid() ? Code.VOID : Code.EXPIRED;
        rooms.requests.end(request, request.isVoid() ? RequestState.VOID : RequestState.EXPIRED, code);
        rooms.step.end(
                rooms.step.next(result).command(type).accepted(Bool.FALSE).code(code));
    }

    /** A start: what has run out ends. */
    void onStarted() {
        for (int i = 0; i < rooms.requests.size(); ) {
            final WaitingCommand request = rooms.requests.at(i);
            if (request.expiresNs() <= rooms.step.nowNs()) {
                end(request);
            } else {
                i++;
            }
        }
    }

    /** After everything else in a record: whatever changed what a request would loosen voids it. */
    void settle() {
        for (int i = 0; i < rooms.requests.size(); i++) {
            final WaitingCommand request = rooms.requests.at(i);
            bind(request.type(), request.message(), 0);
            rooms.requests.keep(request, bond);
        }
    }

    /** Binds to what a command would loosen as things are; a new command has to be put into one of three groups. */
    private Bond bind(final MessageType type, final DirectBuffer buffer, final int offset) {
        bond.clear();
        return switch (type) {
                // may loosen
            case FORCE_MODE -> ofForce(wrap(force, buffer, offset));
            case RELEASE_OVERRIDE -> ofRelease();
            case START_RECOVERY -> ofRecovery(wrap(start, buffer, offset).adoptPositions() == Bool.TRUE);
            case EMERGENCY_RESET -> bond.toIf(
                    rooms.causes.isEmergency(), rooms.policy.get(PolicyField.EMERGENCY_ACTIVATED_AT));
            case GUARDIAN_UNLOCK -> bond.toIf(rooms.guardian.isLocked(), rooms.guardian.sinceNs());
            case LOCKOUT_DELETE -> ofLockout(wrap(lockout, buffer, offset).lockoutId());
            case DRAWDOWN_RESET -> bond.toIf(rooms.equity.isKnown(), rooms.equity.peakE8());
            case STRATEGY_ENABLE -> ofEnable(wrap(enable, buffer, offset).strategyId());
            case POLICY_UPDATE -> ofPolicy(wrap(policy, buffer, offset));
            case SYMBOL_WATCH -> ofWatch(wrap(watch, buffer, offset));
            case CASH_FLOW -> ofFlow(wrap(flow, buffer, offset));
                // tighten only
            case EMERGENCY_STOP,
                    GUARDIAN_LOCK,
                    LOCKOUT_CREATE,
                    STRATEGY_DISABLE,
                    ORDER_CANCEL,
                    POSITION_CLOSE,
                    INTEGRITY_VIOLATION -> bond;
                // neither: facts, questions and answers of their own rules, and the engine's bookkeeping
            case ORDER_INTENT,
                    STRATEGY_HEARTBEAT,
                    MODEL_ACK,
                    QUOTE,
                    EQUITY_UPDATE,
                    EXECUTION_REPORT,
                    POSITION_REPORT,
                    OPEN_ORDER,
                    TRADE_CLOSED,
                    TRADE_SETTLED,
                    HEARTBEAT,
                    PROBE_RESULT,
                    SYSTEM_EVENT,
                    RECOVERY_STAGE_RESULT,
                    MODEL_PROMOTED,
                    DEEP_LINK_ISSUE,
                    DEEP_LINK_USE,
                    APPROVAL_DECISION,
                    CONFIRM_COMMAND,
                    WITHDRAW_COMMAND,
                    ENGINE_STARTED,
                    SNAPSHOT_TAKEN,
                    SEAL,
                    TICK,
                    SYNC_POINT,
                    CLIENT_CHANGED,
                    STRATEGY_DETACHED,
                    ACCESS_REFUSED,
                    NULL_VAL -> bond;
        };
    }

    private Bond ofLockout(final long id) {
        return bond.toIf(rooms.lockouts.find(id) != null, id);
    }

    private Bond ofEnable(final int strategyId) {
        final Strategy strategy = rooms.strategies.find(strategyId);
        return bond.toIf(strategy != null && !strategy.isEnabled(), strategyId);
    }

    private Bond ofPolicy(final PolicyUpdateDecoder in) {
        loosening.of(in, rooms.policy, bond);
        return bond;
    }

    /** Only taking a symbol out loosens; a symbol that is not known yet is watched. */
    private Bond ofWatch(final SymbolWatchDecoder in) {
        final int symbolOffset = in.offset() + SymbolWatchDecoder.symbolEncodingOffset();
        final Instrument instrument = rooms.instruments.find(in.buffer(), symbolOffset);
        final boolean isWatched = instrument == null || instrument.isWatched();
        return bond.toIf(in.watched() == Bool.FALSE && isWatched, 1);
    }

    /** A withdrawal lowers the peak, and an equity given by hand sets what is measured. */
    private Bond ofFlow(final CashFlowDecoder in) {
        final boolean loosens = in.amount() < 0 || in.equityAfter() != CashFlowDecoder.equityAfterNullValue();
        return bond.toIf(loosens && !rooms.cash.isKnown(in), rooms.equity.peakE8());
    }

    /** A force loosens if it allows more, is less severe than what shows, or ends the same force sooner. */
    private Bond ofForce(final ForceModeDecoder in) {
        final CauseBook causes = rooms.causes;
        final SystemMode mode = in.mode();
        final boolean loosens = rooms.overrides.loosens(mode)
                || mode.value() < rooms.modes.mode().value()
                || mode == causes.forced() && rooms.overrides.endsSooner(in.ttlSeconds());
        return !loosens
                ? bond
                : bond.to(causes.standing())
                        .to(rooms.run.isOwed() ? 1 : 0)
                        .to(causes.isEmergency() ? 1 : 0)
                        .to(causes.forced().value())
                        .to(rooms.policy.get(PolicyField.OVERRIDE_EXPIRES_AT));
    }

    private Bond ofRelease() {
        final CauseBook causes = rooms.causes;
        final boolean loosens =
                causes.isForced() && GateTable.allowsMore(causes.plainGateRow(), GateTable.row(causes.forced()));
        return !loosens
                ? bond
                : bond.to(rooms.policy.get(PolicyField.OVERRIDE_EXPIRES_AT))
                        .to(causes.forced().value());
    }

    /** An emergency refuses it anyway. */
    private Bond ofRecovery(final boolean adopts) {
        final boolean loosens = !rooms.causes.isEmergency() && (rooms.causes.isLatched() || adopts);
        return bond.toIf(loosens, rooms.causes.latched());
    }

    private static <D extends MessageDecoderFlyweight> D wrap(
            final D decoder, final DirectBuffer buffer, final int at) {
        decoder.wrap(
                buffer, at + MessageHeaderDecoder.ENCODED_LENGTH, decoder.sbeBlockLength(), decoder.sbeSchemaVersion());
        return decoder;
    }
}
