package io.sluice.engine.door;

import io.sluice.codec.AttachDecoder;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What a client said of itself when it attached.
 *
 * @param roles       that it wants; none: a reader.
 * @param strategyId  its strategy; -1 if it has none.
 * @param tradingMode whose commands it carries out; NULL_VAL if none.
 * @param principal   who it speaks as; of an operator never empty once it is attached.
 */
record Attachment(
        int protocol,
        Set<Role> roles,
        int roleBits,
        Road road,
        boolean takeOver,
        int strategyId,
        TradingMode tradingMode,
        String name,
        String principal) {
    static final int PROTOCOL = 1;
    static final int NO_STRATEGY = -1;

    static Attachment read(final AttachDecoder in) {
        final int bits = in.roles().getRaw();
        final Set<Role> roles = EnumSet.noneOf(Role.class);
        for (final Role role : Role.values()) {
            if (role != Role.NULL_VAL && (bits & 1 << role.value()) != 0) {
                roles.add(role);
            }
        }
        final boolean hasStrategy =
                roles.contains(Role.STRATEGY) && in.strategyId() != AttachDecoder.strategyIdNullValue();
        return new Attachment(
                in.protocol(),
                roles,
                bits,
                in.road(),
                in.takeOver() == io.sluice.codec.Bool.TRUE,
                hasStrategy ? in.strategyId() : NO_STRATEGY,
                roles.contains(Role.BROKER) ? in.tradingMode() : TradingMode.NULL_VAL,
                in.name(),
                in.principal());
    }

    Attachment as(final String operator) {
        return new Attachment(protocol, roles, roleBits, road, takeOver, strategyId, tradingMode, name, operator);
    }

    boolean hasStrategy() {
        return strategyId != NO_STRATEGY;
    }

    /** What it wanted, for a record. */
    String wanted() {
        final StringJoiner words = new StringJoiner(", ", "attach as ", "");
        final List<String> names = new ArrayList<>();
        roles.forEach(role -> names.add(role.name().toLowerCase(Locale.ROOT)));
        words.add(names.isEmpty() ? "reader" : String.join("+", names));
        if (hasStrategy()) {
            words.add("strategy " + strategyId);
        }
        return words.toString();
    }
}
