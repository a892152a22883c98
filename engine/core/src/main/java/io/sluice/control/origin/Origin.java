package io.sluice.control.origin;

import io.sluice.codec.Code;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.StrategyHeartbeatDecoder;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.Settings;
import io.sluice.control.gate.Senders;
import io.sluice.control.step.Text;
import io.sluice.record.RecordEncoder;
import io.sluice.schema.FieldKind;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageIds;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The origin of the present input. An operator it names must be allowed before anything else is looked at (O-0), and
 * must be the origin's principal; the role must be one that may send this input; a strategy's principal is its number
 * (W-8).
 */
public final class Origin {
    private static final int NO_OPERATOR = -1;
    private static final int INPUTS = MessageIds.FIRST_OUTCOME;
    private static final int[] OPERATOR_AT = new int[INPUTS];
    private static final int[] BLOCK_LENGTH = new int[INPUTS];

    static {
        for (int id = 0; id < INPUTS; id++) {
            final MessageSpec spec = Schema.message(id);
            OPERATOR_AT[id] = spec == null ? NO_OPERATOR : operatorAt(spec);
            BLOCK_LENGTH[id] = spec == null ? 0 : spec.blockLength();
        }
    }

    private final Settings settings;
    private final Text operator = new Text(64);
    private final Text actor = new Text(64);
    private final UnsafeBuffer principal = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer name = new UnsafeBuffer(0, 0);
    private ControlConfig read;
    private byte[][] allowed = {};
    private Role role;

    /** @param settings the allowed operators. */
    public Origin(final Settings settings) {
        this.settings = settings;
    }

    /** Operator that the input names; empty if none. */
    public Text operator() {
        return operator;
    }

    /** What follows is done in the name of another operator, whose command is confirmed (O-1). */
    public void actFor(final Text another) {
        operator.set(another);
    }

    /** Who sent it: the operator it names, else the principal of its origin. */
    public Text actor() {
        if (!operator.isEmpty()) {
            return operator;
        }
        actor.set(principal);
        return actor;
    }

    /** Role that the door gave the sender. */
    public Role role() {
        return role;
    }

    /** Reads the origin of the record's input; OK, SEC-090 or SEC-001. */
    public Code judge(final RecordEncoder record) {
        final int templateId = record.inputTemplateId();
        final RecordHeaderDecoder header = record.header();
        role = header.role();
        header.wrapPrincipal(principal);
        readOperator(record.buffer(), record.inputOffset(), templateId);
        if (!operator.isEmpty() && !isAllowed()) {
            return Code.SEC_090;
        }
        final boolean named = OPERATOR_AT[templateId] != NO_OPERATOR;
        if (named && role == Role.OPERATOR && operator.isEmpty()) {
            return Code.SEC_090;
        }
        if (!Senders.may(templateId, role.value()) || !operator.isEmpty() && !operator.is(principal)) {
            return Code.SEC_001;
        }
        return role != Role.STRATEGY || isOwnNumber(record, templateId) ? Code.OK : Code.SEC_001;
    }

    /** Whether the sender's role may send such an input. */
    public boolean maySend(final int templateId) {
        return Senders.may(templateId, role.value());
    }

    /** Whether the objection is that the operator who is named is not an allowed one. */
    public boolean namesAStranger(final Code objection) {
        return objection == Code.SEC_090 && !operator.isEmpty();
    }

    private boolean isOwnNumber(final RecordEncoder record, final int templateId) {
        final int block = record.inputOffset() + MessageHeaderDecoder.ENCODED_LENGTH;
        final int field =
                switch (templateId) {
                    case OrderIntentDecoder.TEMPLATE_ID -> OrderIntentDecoder.strategyIdEncodingOffset();
                    case StrategyHeartbeatDecoder.TEMPLATE_ID -> StrategyHeartbeatDecoder.strategyIdEncodingOffset();
                    default -> -1;
                };
        return field < 0 || isNumber(principal, record.buffer().getInt(block + field, ByteOrder.LITTLE_ENDIAN));
    }

    /** Whether text is the plain decimal form of a number of at least 0. */
    private static boolean isNumber(final DirectBuffer text, final int number) {
        int rest = number;
        int index = text.capacity() - 1;
        do {
            if (index < 0 || text.getByte(index--) != '0' + rest % 10) {
                return false;
            }
            rest /= 10;
        } while (rest > 0);
        return index == -1;
    }

    private void readOperator(final DirectBuffer buffer, final int offset, final int templateId) {
        operator.clear();
        if (OPERATOR_AT[templateId] == NO_OPERATOR) {
            return;
        }
        int at = offset + MessageHeaderDecoder.ENCODED_LENGTH + BLOCK_LENGTH[templateId];
        for (int i = 0; i < OPERATOR_AT[templateId]; i++) {
            at += Short.BYTES + (buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        }
        operator.set(buffer, at + Short.BYTES, buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
    }

    /** Whether the operator in whose name it is done is an allowed one. */
    public boolean isAllowed() {
        if (settings.get() != read) {
            read = settings.get();
            final List<String> names = read.hitl().allowedOperators();
            allowed = new byte[names.size()][];
            for (int i = 0; i < allowed.length; i++) {
                allowed[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
            }
        }
        for (final byte[] bytes : allowed) {
            name.wrap(bytes);
            if (operator.is(name)) {
                return true;
            }
        }
        return false;
    }

    /** How many texts stand before the operatorId, or -1 if the message has none. */
    private static int operatorAt(final MessageSpec spec) {
        int texts = 0;
        for (final FieldSpec field : spec.fields()) {
            if (field.kind() == FieldKind.TEXT) {
                if (field.name().equals("operatorId")) {
                    return texts;
                }
                texts++;
            }
        }
        return NO_OPERATOR;
    }
}
