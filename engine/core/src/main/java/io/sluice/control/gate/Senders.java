package io.sluice.control.gate;

import io.sluice.codec.MessageType;
import io.sluice.codec.Role;
import io.sluice.schema.MessageIds;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may send what (SPEC W-8): the one table, asked by the machine for every input and by the JSON door for the role
 * that a line without origin is taken to come from. It is pure: no file, no state; asking allocates nothing.
 */
public final class Senders {
    private static final int LIMIT = MessageIds.FIRST_OUTCOME;
    private static final int[] MASKS = new int[LIMIT];
    private static final List<List<Role>> ROLES = new ArrayList<>(LIMIT);

    static {
        for (int i = 0; i < LIMIT; i++) {
            ROLES.add(List.of());
        }
        row(MessageType.ORDER_INTENT, Role.STRATEGY);
        row(MessageType.STRATEGY_HEARTBEAT, Role.STRATEGY);
        row(MessageType.MODEL_ACK, Role.STRATEGY, Role.RISK);
        row(MessageType.QUOTE, Role.MARKET, Role.BROKER);
        row(MessageType.EQUITY_UPDATE, Role.BROKER, Role.RISK);
        row(MessageType.EXECUTION_REPORT, Role.BROKER);
        row(MessageType.POSITION_REPORT, Role.BROKER);
        row(MessageType.OPEN_ORDER, Role.BROKER);
        row(MessageType.TRADE_CLOSED, Role.BROKER, Role.RISK);
        row(MessageType.TRADE_SETTLED, Role.BROKER, Role.RISK);
        row(MessageType.HEARTBEAT, Role.BROKER, Role.MARKET, Role.RISK, Role.MONITOR);
        row(MessageType.PROBE_RESULT, Role.BROKER, Role.MARKET, Role.RISK, Role.MONITOR);
        row(MessageType.SYSTEM_EVENT, Role.BROKER, Role.MARKET, Role.RISK, Role.MONITOR, Role.OPERATOR);
        row(MessageType.RECOVERY_STAGE_RESULT, Role.RISK, Role.BROKER, Role.OPERATOR);
        row(MessageType.EMERGENCY_STOP, Role.OPERATOR, Role.RISK, Role.MONITOR);
        row(MessageType.GUARDIAN_LOCK, Role.OPERATOR, Role.RISK, Role.MONITOR);
        row(MessageType.LOCKOUT_CREATE, Role.OPERATOR, Role.MARKET, Role.RISK);
        row(MessageType.MODEL_PROMOTED, Role.OPERATOR, Role.RISK);
        row(MessageType.INTEGRITY_VIOLATION, Role.MONITOR);
        row(MessageType.DEEP_LINK_ISSUE, Role.OPERATOR, Role.MONITOR);
        row(MessageType.DEEP_LINK_USE, Role.OPERATOR, Role.MONITOR);
        row(MessageType.ACCESS_REFUSED, Role.ENGINE, Role.MONITOR);
        row(MessageType.CASH_FLOW, Role.BROKER, Role.OPERATOR);
        row(MessageType.STRATEGY_DISABLE, Role.OPERATOR, Role.RISK);
        row(MessageType.START_RECOVERY, Role.OPERATOR);
        row(MessageType.APPROVAL_DECISION, Role.OPERATOR);
        row(MessageType.FORCE_MODE, Role.OPERATOR);
        row(MessageType.RELEASE_OVERRIDE, Role.OPERATOR);
        row(MessageType.EMERGENCY_RESET, Role.OPERATOR);
        row(MessageType.GUARDIAN_UNLOCK, Role.OPERATOR);
        row(MessageType.POLICY_UPDATE, Role.OPERATOR);
        row(MessageType.LOCKOUT_DELETE, Role.OPERATOR);
        row(MessageType.STRATEGY_ENABLE, Role.OPERATOR);
        row(MessageType.DRAWDOWN_RESET, Role.OPERATOR);
        row(MessageType.CONFIRM_COMMAND, Role.OPERATOR);
        row(MessageType.WITHDRAW_COMMAND, Role.OPERATOR);
        row(MessageType.SYMBOL_WATCH, Role.OPERATOR);
        row(MessageType.ORDER_CANCEL, Role.OPERATOR);
        row(MessageType.POSITION_CLOSE, Role.OPERATOR);
        row(MessageType.ENGINE_STARTED, Role.ENGINE);
        row(MessageType.SNAPSHOT_TAKEN, Role.ENGINE);
        row(MessageType.SEAL, Role.ENGINE);
        row(MessageType.TICK, Role.ENGINE);
        row(MessageType.SYNC_POINT, Role.ENGINE);
        row(MessageType.SEGMENTS_REMOVED, Role.ENGINE);
        row(MessageType.CLIENT_CHANGED, Role.ENGINE);
        row(MessageType.STRATEGY_DETACHED, Role.ENGINE);
    }

    private Senders() {}

    /** Whether this role (its raw value) may send inputs with this template id. */
    public static boolean may(final int templateId, final int role) {
        return templateId >= 0
                && templateId < LIMIT
                && role >= 0
                && role < Integer.SIZE
                && (MASKS[templateId] & 1 << role) != 0;
    }

    /** The roles that may send it, in the order of the table; none for what is no input. */
    public static List<Role> roles(final int templateId) {
        return templateId >= 0 && templateId < LIMIT ? ROLES.get(templateId) : List.of();
    }

    /** The first role that is not the operator, else the operator; null for what is no input. */
    public static Role defaultRole(final int templateId) {
        final List<Role> roles = roles(templateId);
        for (final Role role : roles) {
            if (role != Role.OPERATOR) {
                return role;
            }
        }
        return roles.isEmpty() ? null : roles.get(0);
    }

    private static void row(final MessageType type, final Role... roles) {
        ROLES.set(type.value(), List.of(roles));
        for (final Role role : roles) {
            MASKS[type.value()] |= 1 << role.value();
        }
    }
}
