package io.sluice.sim;

import io.sluice.codec.RequestState;
import io.sluice.control.view.View;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the views count is what the records said. */
final class ViewInvariant extends Invariant {
    private static final int LOOK_EVERY = 256;

    private final Facts facts;
    private final PositionInvariant positions;
    private final MessageReader reader = new MessageReader();
    private final Map<String, FieldSpec> fields = new HashMap<>();

    ViewInvariant(final Facts facts, final PositionInvariant positions) {
        this.facts = facts;
        this.positions = positions;
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        if (seen.sequence % LOOK_EVERY == 0 || seen.inputType == 180) {
            look(machine);
        }
    }

    /** Compares all of them now. */
    void look(final Glance machine) {
        same(
                "The pending view shows what is pending (H-10)",
                facts.pending.keySet(),
                ids(machine, View.PENDING, "tradeId"));
        same(
                "The lockouts view shows what is locked out (L-1)",
                facts.lockouts.keySet(),
                ids(machine, View.LOCKOUTS, "lockoutId"));
        requests(machine);
        trades(machine);
    }

    /** One that is void waits for nothing; ended ones are shown with how they ended. */
    private void requests(final Glance machine) {
        machine.machine().view(View.REQUESTS, (buffer, offset, length) -> {
            reader.wrap(buffer, offset, length);
            final long state = number("state");
            hold(
                    state != RequestState.WAITING.value() && state != RequestState.NULL_VAL.value()
                            || facts.requests.containsKey(number("requestId")),
                    "The requests view shows what waits (O-1)",
                    "%d, of %s",
                    number("requestId"),
                    facts.requests.keySet());
        });
    }

    private void trades(final Glance machine) {
        final Set<Long> unfinished = new HashSet<>();
        machine.machine().view(View.TRADES, (buffer, offset, length) -> {
            reader.wrap(buffer, offset, length);
            final long id = number("tradeId");
            final TradeModel trade = facts.trades.get(id);
            hold(trade != null, "The trades view shows trades that began (H-3)", "%d", id);
            hold(
                    trade.state.value() == number("state"),
                    "The trades view shows their state (H-3)",
                    "%d is %s, says %d",
                    id,
                    trade.state,
                    number("state"));
            hold(
                    trade.filledE8 == number("filledQuantity"),
                    "The trades view shows what is filled (H-3a)",
                    "%d has %d, says %d",
                    id,
                    trade.filledE8,
                    number("filledQuantity"));
            hold(
                    trade.averageE8 == number("averagePrice"),
                    "The trades view shows the average price of the fills (H-3a)",
                    "%d has %d, says %d",
                    id,
                    trade.averageE8,
                    number("averagePrice"));
            if (trade.isUnfinished()) {
                unfinished.add(id);
            }
        });
        same("The trades view has every unfinished trade (H-3)", facts.unfinished.keySet(), unfinished);
    }

    private Set<Long> ids(final Glance machine, final View view, final String field) {
        final Set<Long> ids = new TreeSet<>();
        machine.machine().view(view, (buffer, offset, length) -> {
            reader.wrap(buffer, offset, length);
            ids.add(number(field));
        });
        return ids;
    }

    private long number(final String name) {
        final FieldSpec field = fields.computeIfAbsent(
                reader.spec().name() + name, key -> reader.spec().field(name).orElseThrow());
        return reader.number(field);
    }

    private static void same(final String sentence, final Set<Long> expected, final Set<Long> actual) {
        hold(new HashSet<>(expected).equals(new HashSet<>(actual)), sentence, "%s, should be %s", actual, expected);
    }
}
