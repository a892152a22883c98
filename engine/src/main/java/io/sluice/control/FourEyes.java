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
import java.util.EnumSet;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/** One eye to tighten, four to loosen (O-1): which commands loosen, and what each is bound to. */
final class FourEyes {
    private static final Set<MessageType> ALWAYS = EnumSet.of(
            MessageType.EMERGENCY_RESET,
            MessageType.GUARDIAN_UNLOCK,
            MessageType.LOCKOUT_DELETE,
            MessageType.DRAWDOWN_RESET,
            MessageType.STRATEGY_ENABLE);

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
        if (type == MessageType.POLICY_UPDATE) {
            wrap(policy, buffer, offset);
            final int kind = loosening.of(policy, rooms.policy);
            if (kind == Loosening.MIXED) {
                return Code.MIXED_CHANGE;
            }
            return kind == Loosening.NOT ? Code.OK : put(type, buffer, offset);
        }
        return loosens(type, buffer, offset) ? put(type, buffer, offset) : Code.OK;
    }

    /** A second operator confirms; OK if the command is to run now. */
    Code confirm(final Waiting request) {
        if (request == null) {
            return Code.NOT_FOUND;
        }
        final Code code =
                rooms.requests.confirms(request, rooms.origin.operator(), bond(request.type(), request.message(), 0));
        if (code != Code.SAME_OPERATOR) {
            rooms.requests.remove(request.id());
        }
        return code;
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
    void onEnd(final long requestId) {
        final MessageType type = rooms.requests.find(requestId).type();
        rooms.requests.remove(requestId);
        rooms.step.end(
                rooms.step.next(result).command(type).accepted(Bool.FALSE).code(Code.EXPIRED));
    }

    private Code put(final MessageType type, final DirectBuffer buffer, final int offset) {
        return rooms.requests.add(type, rooms.origin.operator(), bond(type, buffer, offset));
    }

    private boolean loosens(final MessageType type, final DirectBuffer buffer, final int offset) {
        if (type == MessageType.FORCE_MODE) {
            final SystemMode mode = wrap(force, buffer, offset).mode();
            return rooms.overrides.loosens(mode)
                    || mode.value() < rooms.modes.mode().value();
        }
        if (type == MessageType.RELEASE_OVERRIDE) {
            return rooms.causes.isForced()
                    && GateTable.allowsMore(rooms.causes.plainGateRow(), GateTable.row(rooms.causes.forced()));
        }
        if (type == MessageType.START_RECOVERY) {
            return rooms.causes.isLatched() || wrap(start, buffer, offset).adoptPositions() == Bool.TRUE;
        }
        return ALWAYS.contains(type);
    }

    /** What a command would loosen, as it stands: a change of it voids a request. */
    private long bond(final MessageType type, final DirectBuffer buffer, final int offset) {
        final CauseBook causes = rooms.causes;
        if (type == MessageType.FORCE_MODE) {
            return causes.plainGateRow()
                    | (long) causes.uncovered().value() << 16
                    | (long) causes.forced().value() << 24;
        }
        if (type == MessageType.RELEASE_OVERRIDE) {
            return rooms.policy.get(PolicyField.OVERRIDE_EXPIRES_AT);
        }
        if (type == MessageType.START_RECOVERY) {
            return causes.standing();
        }
        if (type == MessageType.EMERGENCY_RESET) {
            return rooms.policy.get(PolicyField.EMERGENCY_ACTIVATED_AT);
        }
        if (type == MessageType.GUARDIAN_UNLOCK) {
            return rooms.guardian.isLocked() ? rooms.guardian.sinceNs() : 0;
        }
        if (type == MessageType.LOCKOUT_DELETE) {
            final long id = wrap(lockout, buffer, offset).lockoutId();
            return rooms.lockouts.find(id) == null ? 0 : id;
        }
        if (type == MessageType.DRAWDOWN_RESET) {
            return rooms.equity.peakE8();
        }
        if (type == MessageType.STRATEGY_ENABLE) {
            final Strategy strategy =
                    rooms.strategies.find(wrap(enable, buffer, offset).strategyId());
            return strategy == null || strategy.isEnabled() ? 0 : 1;
        }
        return rooms.policy.version();
    }

    private static <D extends MessageDecoderFlyweight> D wrap(
            final D decoder, final DirectBuffer buffer, final int at) {
        decoder.wrap(
                buffer, at + MessageHeaderDecoder.ENCODED_LENGTH, decoder.sbeBlockLength(), decoder.sbeSchemaVersion());
        return decoder;
    }
}
