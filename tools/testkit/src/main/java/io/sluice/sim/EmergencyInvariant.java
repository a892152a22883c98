package io.sluice.sim;

import io.sluice.codec.BreachLevel;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.MessageType;
import io.sluice.codec.PolicyField;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.util.HashMap;
import java.util.Map;

/** The emergency stop (E-1 to E-3): once, in order, never more than the book shows, done only when flat. */
final class EmergencyInvariant extends Invariant {
    private final Facts facts;
    private final PositionInvariant positions;
    private final Map<Long, String> commands = new HashMap<>();
    private boolean standing;
    private boolean hardBreach;
    private boolean triggered;
    private boolean disorder;
    private boolean completed;
    private boolean adjusted;
    private int phase;
    private int workingBefore;
    private int openBefore;

    EmergencyInvariant(final Facts facts, final PositionInvariant positions) {
        this.facts = facts;
        this.positions = positions;
    }

    @Override
    void input(final Seen seen) {
        standing = facts.emergency;
        hardBreach = false;
        triggered = false;
        disorder = false;
        completed = false;
        adjusted = false;
        phase = 0;
        if (!standing) {
            workingBefore = working();
            openBefore = positions.open(facts.config.reconcile().toleranceE8());
        }
    }

    @Override
    void outcome(final Seen seen) {
        switch (seen.type) {
            case 203 -> phase = Math.max(phase, 3);
            case 215 -> adjusted = true;
            case 211 -> hardBreach |= seen.breach.level() == BreachLevel.HARD;
            case 212 -> changed(seen);
            case 213 -> close(seen.close);
            case 214 -> cancel(seen.cancel);
            default -> {
                // no part of it
            }
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        hold(
                !hardBreach || triggered || standing,
                "A hard breach is an emergency stop in the same record (D-1)",
                "record %d",
                seen.sequence);
        if (facts.command == MessageType.EMERGENCY_STOP && facts.answer == Code.OK) {
            hold(facts.emergency, "A stop that was accepted stands (E-1)", "record %d", seen.sequence);
        }
        hold(
                facts.is(PolicyField.EMERGENCY_MODE) == facts.emergency,
                "The policy says whether an emergency stands (E-1)",
                "%s",
                facts.emergency);
        hold(
                !facts.emergency || !facts.is(PolicyField.ALLOW_NEW_TRADES),
                "No new trades in an emergency (E-1)",
                "%d",
                seen.sequence);
        if (completed) {
            final long open = positions.openCloses().values().stream()
                    .filter(close -> !close.lacked)
                    .count();
            hold(
                    working() == 0
                            && open == 0
                            && positions.isFlat(facts.config.reconcile().toleranceE8()),
                    "A stop is completed only when flat and nothing works (E-2)",
                    "%d orders, %d closes",
                    working(),
                    open);
        }
        if (triggered) {
            hold(!disorder, "A stop cancels, then closes, then rejects approvals (E-1)", "record %d", seen.sequence);
            hold(facts.pending.isEmpty(), "A stop rejects every pending approval (E-1)", "%s", facts.pending.keySet());
        }
    }

    private void changed(final Seen seen) {
        final EmergencyPhase next = seen.emergency.phase();
        switch (next) {
            case TRIGGERED -> {
                hold(
                        !standing && !triggered,
                        "An emergency is triggered once until it is cleared (E-3)",
                        "record %d",
                        seen.sequence);
                triggered = true;
                hold(
                        seen.emergency.ordersToCancel() >= workingBefore
                                && (adjusted || seen.emergency.positionsToClose() == openBefore),
                        "A stop counts what works and what is open (E-1)",
                        "%d orders, %d positions; says %d, %d",
                        workingBefore,
                        openBefore,
                        seen.emergency.ordersToCancel(),
                        seen.emergency.positionsToClose());
            }
            case COMPLETED -> {
                completed = true;
                hold(standing || triggered, "Only a stop that stands is completed (E-2)", "record %d", seen.sequence);
            }
            case CLEARED -> {
                hold(standing, "Only a stop that stands is cleared (E-3)", "record %d", seen.sequence);
                hold(
                        facts.command == MessageType.EMERGENCY_RESET,
                        "Only EmergencyReset clears a stop (E-3)",
                        "%s",
                        facts.command);
            }
            case RETRY, UNCONFIRMED -> hold(standing, "Only a stop that stands is pursued (E-2)", "%s", next);
            case NULL_VAL -> hold(false, "A phase has a value", "record %d", seen.sequence);
        }
    }

    private void close(final ClosePositionDecoder out) {
        final long id = out.commandId();
        final String symbol = out.symbol();
        if (!isNew(id, symbol + out.side() + out.quantity() + out.tradingMode(), out.attempt())) {
            return;
        }
        disorder |= phase > 2;
        phase = Math.max(phase, 2);
        final TradingMode mode = out.tradingMode();
        final long held = positions.of(symbol, mode);
        hold(
                Long.signum(held) == (out.side() == Side.BUY ? -1 : 1)
                        && out.quantity() <= Math.abs(held)
                        && out.quantity() > 0,
                "A close reduces, and by no more than the book shows (E-1, E-2)",
                "%s %d of %d",
                out.side(),
                out.quantity(),
                held);
        final long others = positions.openCloses().entrySet().stream()
                .filter(e -> e.getKey() != id && !e.getValue().lacked)
                .filter(e -> e.getValue().symbol.equals(symbol) && e.getValue().mode == mode)
                .count();
        hold(others == 0, "At most one close a symbol is open (E-2)", "%s: %d others", symbol, others);
    }

    private void cancel(final CancelOrderDecoder out) {
        final String content = out.symbol() + out.tradeId() + out.tradingMode();
        if (isNew(out.commandId(), content + out.orderRef(), out.attempt())) {
            disorder |= phase > 1;
            phase = Math.max(phase, 1);
        }
    }

    /** A command is sent again unchanged; attempts are those of the position or order. */
    private boolean isNew(final long id, final String content, final int attempt) {
        final String before = commands.putIfAbsent(id, content);
        hold(
                before == null || before.equals(content),
                "A command is sent again unchanged (E-2)",
                "%s, was %s",
                content,
                before);
        hold(attempt >= 1, "Attempts count up from one (E-2)", "%d", attempt);
        return before == null;
    }

    private int working() {
        int count = 0;
        for (final TradeModel trade : facts.unfinished.values()) {
            count += trade.works() ? 1 : 0;
        }
        return count;
    }
}
