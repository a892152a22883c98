package io.sluice.engine.line;

import io.sluice.codec.EmergencyStopDecoder;
import io.sluice.codec.GuardianLockDecoder;
import io.sluice.codec.HeartbeatDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.ProbeResultDecoder;
import io.sluice.codec.QuoteDecoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Role;
import io.sluice.codec.StrategyHeartbeatDecoder;
import io.sluice.codec.SystemEventDecoder;
import io.sluice.control.gate.Senders;
import io.sluice.control.mode.Reasons;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * What must be delivered, and what may be missed when there is no room (SPEC M-6). Only what the machine would act on
 * counts as must-deliver: a mailbox that is full stands for what comes after it.
 */
final class Urgency {
    /** Kinds of must-deliver inputs: one each, four of them reasons of a SystemEvent. */
    static final int KINDS = 6;
    /** Not must-deliver. */
    static final int NONE = -1;

    private static final int STOP = 0;
    private static final int LOCK = 1;
    private static final int FIRST_REASON = 2;

    private final Role role;
    private final byte[] principal;
    private final SystemEventDecoder event = new SystemEventDecoder();

    Urgency(final Role role, final String principal) {
        this.role = role;
        this.principal = principal.getBytes(StandardCharsets.UTF_8);
    }

    /** Index of its kind, or NONE. The input passed its check. */
    int kind(final DirectBuffer buffer, final int inputOffset, final int templateId) {
        if (!Senders.may(templateId, role.value())) {
            return NONE;
        }
        return switch (templateId) {
            case EmergencyStopDecoder.TEMPLATE_ID -> isOwnName(buffer, inputOffset) ? STOP : NONE;
            case GuardianLockDecoder.TEMPLATE_ID -> LOCK;
            case SystemEventDecoder.TEMPLATE_ID -> eventKind(buffer, inputOffset);
            default -> NONE;
        };
    }

    /** Whether it may be missed: the next one of its kind says the same or more. */
    static boolean maybeMissed(final int templateId) {
        return switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID,
                    HeartbeatDecoder.TEMPLATE_ID,
                    StrategyHeartbeatDecoder.TEMPLATE_ID,
                    ProbeResultDecoder.TEMPLATE_ID,
                    SystemEventDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    /** Whether it leaves the last eighth of the ring to others. */
    static boolean yields(final int templateId) {
        return templateId == OrderIntentDecoder.TEMPLATE_ID;
    }

    private int eventKind(final DirectBuffer buffer, final int inputOffset) {
        event.wrap(
                buffer,
                inputOffset + MessageHeaderDecoder.ENCODED_LENGTH,
                SystemEventDecoder.BLOCK_LENGTH,
                SystemEventDecoder.SCHEMA_VERSION);
        final ReasonCode reason = event.reasonCode();
        final int kind = reasonKind(reason);
        final boolean hasTtl = event.ttlSeconds() != SystemEventDecoder.ttlSecondsNullValue();
        final boolean isSound = !hasTtl || event.ttlSeconds() > 0;
        return kind != NONE && isSound && Reasons.agree(event.eventType(), reason) ? kind : NONE;
    }

    private static int reasonKind(final ReasonCode reason) {
        return switch (reason) {
            case BROKER_DISCONNECT -> FIRST_REASON;
            case POSITION_UNKNOWN -> FIRST_REASON + 1;
            case BROKER_MISMATCH -> FIRST_REASON + 2;
            case RISK_BREACH_HARD -> FIRST_REASON + 3;
            case BROKER_RECONNECTED,
                    MARKET_DATA_STALE,
                    MARKET_DATA_QUALITY_LOW,
                    RISK_TIMEOUT,
                    DB_WRITE_FAIL_BUFFERED,
                    DB_BUFFER_OVERFLOW,
                    ALERTS_CHANNEL_DOWN,
                    RECOVERY_FAILED,
                    RECOVERY_COMPLETE,
                    ALL_HEALTHY,
                    COLD_START,
                    FORCE_OVERRIDE,
                    RISK_BREACH_SOFT,
                    EQUITY_STALE,
                    SYSTEM_UNKNOWN,
                    OVERRIDE_EXPIRED,
                    RECOVERY_MANUAL,
                    RECOVERY_AUTO,
                    EMERGENCY_OPERATOR,
                    NULL_VAL -> NONE;
        };
    }

    /** An operator has to name himself, anybody else nobody or himself: the machine refuses the rest (W-8, O-0). */
    private boolean isOwnName(final DirectBuffer buffer, final int inputOffset) {
        final int at = inputOffset + MessageHeaderDecoder.ENCODED_LENGTH + EmergencyStopDecoder.BLOCK_LENGTH;
        final int length = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (length == 0) {
            return role != Role.OPERATOR;
        }
        if (length != principal.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(at + Short.BYTES + i) != principal[i]) {
                return false;
            }
        }
        return true;
    }
}
