package io.sluice.control;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.CommandResultEncoder;
import io.sluice.codec.ForceModeDecoder;
import io.sluice.codec.LockoutDeleteDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.MessageType;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyUpdateDecoder;
import io.sluice.codec.StartRecoveryDecoder;
import io.sluice.codec.StrategyEnableDecoder;
import io.sluice.codec.SystemMode;
import io.sluice.control.foureyes.Loosening;
import io.sluice.control.foureyes.Waiting;
import io.sluice.control.intent.Strategy;
import io.sluice.control.mode.CauseBook;
import io.sluice.schema.GateTable;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * One eye to tighten, four to loosen (O-1): which commands loosen, and what each is bound to. What a command would
 * loosen as things stand is one number, the bond; it is {@link Loosening#NOTHING} if it would loosen nothing, and then
 * the command runs at once, if only to be refused.
 */
final class FourEyes {
    private final Rooms rooms;
    private final Loosening loosening = new Loosening();
    private final ForceModeDecoder force = new ForceModeDecoder();
    private final StartRecoveryDecoder start = new StartRecoveryDecoder();
    private final PolicyUpdateDecoder policy = new PolicyUpdateDecoder();
    private final LockoutDeleteDecoder lockout = new LockoutDeleteDecoder();
    private final StrategyEnableDecoder enable = new StrategyEnableDecoder();
    private final CommandResultEncoder result = new CommandResultEncoder();

    FourEyes(final Rooms rooms) {
        this.rooms = rooms;
    }

    /** OK if the command may run at once, REQUESTED if it was put by, else why it is refused. */
    Code hold(final MessageType type, final DirectBuffer buffer, final int offset) {
        if (!rooms.requests.isOn()) {
            return Code.OK;
        }
        final long bond = bond(type, buffer, offset);
        if (bond == Loosening.NOTHING) {
            return Code.OK;
        }
        if (type == MessageType.POLICY_UPDATE && loosening.tightensToo()) {
            return Code.MIXED_CHANGE;
        }
        return rooms.requests.add(type, rooms.origin.operator(), bond);
    }

    /** A second operator confirms; OK if the command is to run now. */
    Code confirm(final Waiting request) {
        if (request == null) {
            return Code.NOT_FOUND;
        }
        if (request.operator().is(rooms.origin.operator())) {
            return Code.SAME_OPERATOR;
        }
        rooms.requests.remove(request.id());
        return request.isVoid() ? Code.VOID : Code.OK;
    }

    /** An operator takes a request back. */
    Code withdraw(final long requestId) {
        if (rooms.requests.find(requestId) == null) {
            return Code.NOT_FOUND;
        }
        rooms.requests.remove(requestId);
        return Code.OK;
    }

    /** A request's time is over; whoever asked is told. */
    void onEnd(final Waiting request) {
        final MessageType type = request.type();
        final Code code = request.isVoid() ? Code.VOID : Code.EXPIRED;
        rooms.requests.remove(request.id());
        rooms.step.end(
                rooms.step.next(result).command(type).accepted(Bool.FALSE).code(code));
    }

    /** A start: what has run out ends. */
    void onStarted() {
        for (int i = 0; i < rooms.requests.size(); ) {
            final Waiting request = rooms.requests.at(i);
            if (request.expiresNs() <= rooms.step.nowNs()) {
                onEnd(request);
            } else {
                i++;
            }
        }
    }

    /** After everything else in a record: whatever changed what a request would loosen voids it. */
    void settle() {
        for (int i = 0; i < rooms.requests.size(); i++) {
            final Waiting request = rooms.requests.at(i);
            rooms.requests.keep(request, bond(request.type(), request.message(), 0));
        }
    }

    private long bond(final MessageType type, final DirectBuffer buffer, final int offset) {
        if (type == MessageType.FORCE_MODE) {
            return ofForce(wrap(force, buffer, offset));
        }
        if (type == MessageType.RELEASE_OVERRIDE) {
            return ofRelease();
        }
        if (type == MessageType.START_RECOVERY) {
            return ofRecovery(wrap(start, buffer, offset).adoptPositions() == Bool.TRUE);
        }
        if (type == MessageType.EMERGENCY_RESET) {
            return rooms.causes.isEmergency()
                    ? Loosening.bond(rooms.policy.get(PolicyField.EMERGENCY_ACTIVATED_AT))
                    : Loosening.NOTHING;
        }
        if (type == MessageType.GUARDIAN_UNLOCK) {
            return rooms.guardian.isLocked() ? Loosening.bond(rooms.guardian.sinceNs()) : Loosening.NOTHING;
        }
        if (type == MessageType.LOCKOUT_DELETE) {
            final long id = wrap(lockout, buffer, offset).lockoutId();
            return rooms.lockouts.find(id) == null ? Loosening.NOTHING : Loosening.bond(id);
        }
        if (type == MessageType.DRAWDOWN_RESET) {
            return rooms.equity.isKnown() ? Loosening.bond(rooms.equity.peakE8()) : Loosening.NOTHING;
        }
        if (type == MessageType.STRATEGY_ENABLE) {
            final Strategy strategy =
                    rooms.strategies.find(wrap(enable, buffer, offset).strategyId());
            return strategy == null || strategy.isEnabled() ? Loosening.NOTHING : Loosening.bond(strategy.id());
        }
        return type == MessageType.POLICY_UPDATE
                ? loosening.of(wrap(policy, buffer, offset), rooms.policy)
                : Loosening.NOTHING;
    }

    /** A force loosens if it allows more, is less severe than what shows, or ends the same force sooner. */
    private long ofForce(final ForceModeDecoder in) {
        final CauseBook causes = rooms.causes;
        final SystemMode mode = in.mode();
        final boolean loosens = rooms.overrides.loosens(mode)
                || mode.value() < rooms.modes.mode().value()
                || mode == causes.forced() && rooms.overrides.endsSooner(in.ttlSeconds());
        if (!loosens) {
            return Loosening.NOTHING;
        }
        final long owed = (rooms.run.isOwed() ? 1 : 0) | (causes.isEmergency() ? 2 : 0);
        return Loosening.bond(causes.standing()
                ^ (owed << 32 | (long) causes.forced().value() << 40)
                ^ 31 * rooms.policy.get(PolicyField.OVERRIDE_EXPIRES_AT));
    }

    private long ofRelease() {
        final CauseBook causes = rooms.causes;
        final boolean loosens =
                causes.isForced() && GateTable.allowsMore(causes.plainGateRow(), GateTable.row(causes.forced()));
        return loosens
                ? Loosening.bond(rooms.policy.get(PolicyField.OVERRIDE_EXPIRES_AT)
                        ^ causes.forced().value())
                : Loosening.NOTHING;
    }

    /** An emergency refuses it anyway. */
    private long ofRecovery(final boolean adopts) {
        final boolean loosens = !rooms.causes.isEmergency() && (rooms.causes.isLatched() || adopts);
        return loosens ? Loosening.bond(rooms.causes.latched()) : Loosening.NOTHING;
    }

    private static <D extends MessageDecoderFlyweight> D wrap(
            final D decoder, final DirectBuffer buffer, final int at) {
        decoder.wrap(
                buffer, at + MessageHeaderDecoder.ENCODED_LENGTH, decoder.sbeBlockLength(), decoder.sbeSchemaVersion());
        return decoder;
    }
}
