package io.sluice.sim;

import io.sluice.codec.BookAdjustedDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is true at the venue, held against what the engine says. It knows none of the book's rules: only what happened,
 * what the engine was told, and which faults excuse it.
 */
final class Truth {
    private static final long S = 1_000_000_000L;
    private static final long MINUTE = 60 * S;

    /** A move of the account that Sluice did not cause. */
    private record Others(long timeNs, String symbol, long signedE8) {}

    private final World world;
    private final Map<String, Long> changedNs = new HashMap<>();
    private final Set<String> untold = new HashSet<>();
    private final Set<String> everUntold = new HashSet<>();
    /** Symbols with more than one fill that was not told: notes of opposite sign cancel, and what comes late counts. */
    private final Set<String> unclear = new HashSet<>();

    private final List<Others> others = new ArrayList<>();
    private final Turns turns = new Turns();
    private long linkChangedNs;
    private long liedNs = Long.MIN_VALUE;
    private boolean assumptionBroken;
    private int underWay;
    private long positionsTakenNs;
    private long ordersTakenNs;
    private int causes;
    /** When the stop that stands was last heard of, or got on. */
    private long stopHeardNs;

    private boolean completed;

    Truth(final World world) {
        this.world = world;
    }

    // what the venue tells

    /** An order has moved the account. */
    void moved(final OrderAtVenue order, final long signedE8) {
        changedNs.put(order.symbol, world.agenda.nowNs());
        if (order.isByHand()) {
            others.add(new Others(world.agenda.nowNs(), order.symbol, signedE8));
        }
    }

    void filled(final VenueFill fill) {
        turns.put(fill);
    }

    /** Something happened to a symbol that the engine was not told, or not truly. */
    void untold(final String symbol) {
        untold.add(symbol);
        if (!everUntold.add(symbol)) {
            unclear.add(symbol);
        }
    }

    /** A fill of no order that Sluice gave is told; it can be taken for one that was lost before. */
    void toldByHand(final String symbol) {
        if (everUntold.contains(symbol)) {
            untold.add(symbol);
        }
    }

    /** The engine hears of it now. */
    void told(final String symbol) {
        changedNs.put(symbol, world.agenda.nowNs());
    }

    /** The link went up or down, or the engine began again. */
    void changed() {
        linkChangedNs = world.agenda.nowNs();
    }

    /** Records that the engine had taken are lost: nobody knows what they told. */
    void forgotten() {
        Market.TRADED.forEach(this::untold);
    }

    void struck(final Fault fault) {
        assumptionBroken = true;
        if (fault != Fault.FILL_OLD && fault != Fault.EXECUTION_ID_AGAIN && fault != Fault.REPLAYED_NEW_ID) {
            liedNs = world.agenda.nowNs();
        } else if (fault != Fault.FILL_OLD) {
            turns.giveUp();
        }
    }

    void sent(final Post.Kind kind) {
        underWay += kind == Post.Kind.FACT ? 1 : 0;
    }

    void over(final Post.Kind kind) {
        underWay -= kind == Post.Kind.FACT ? 1 : 0;
    }

    /** A report of positions sets out. */
    Parcel positions() {
        final long takenNs = world.agenda.nowNs();
        return new Parcel() {
            @Override
            public void arrives() {
                positionsTakenNs = Math.max(positionsTakenNs, takenNs);
            }

            @Override
            public void hasArrived() {
                quiet(takenNs);
            }
        };
    }

    /** A report of orders sets out. */
    Parcel orders() {
        final long takenNs = world.agenda.nowNs();
        return new Parcel() {
            @Override
            public void arrives() {
                ordersTakenNs = Math.max(ordersTakenNs, takenNs);
            }
        };
    }

    // what the engine says

    void adjusted(final BookAdjustedDecoder out) {
        turns.adjusted(out.symbol(), out.toQuantity() - out.fromQuantity());
    }

    /** A record that anyone may see. */
    void onRecord(final Seen seen, final Glance machine) {
        if (seen.inputType == 180) {
            stopHeardNs = seen.timeNs;
            causes = (int) machine.status().causes().getRaw();
        }
        if (world.lostMuch()) {
            return;
        }
        if (seen.inputType == 105 && seen.role == Role.BROKER || seen.inputType == 180) {
            turns.onRecord(seen, machine, world);
        }
        mismatch(machine);
        stop(seen);
    }

    void onEmergency(final Seen seen) {
        final EmergencyPhase phase = seen.emergency.phase();
        if (phase == EmergencyPhase.TRIGGERED || phase == EmergencyPhase.UNCONFIRMED) {
            stopHeardNs = seen.timeNs;
            completed = false;
        } else if (phase == EmergencyPhase.COMPLETED) {
            completed = true;
            verified(seen);
        } else if (phase == EmergencyPhase.RETRY && completed) {
            stopHeardNs = seen.timeNs;
            completed = false;
        }
    }

    private void stop(final Seen seen) {
        if (!world.facts().emergency || completed) {
            return;
        }
        final long retries = (world.config().emergency().maxRetries() + 2L)
                * world.config().emergency().retryNs();
        if (turns.moves(seen)) {
            stopHeardNs = seen.timeNs;
        }
        Invariant.hold(
                seen.timeNs - stopHeardNs <= retries + MINUTE + 5 * S,
                "Every stop ends or says that it is not confirmed (E-2)",
                "silent since %d, at %d",
                stopHeardNs,
                seen.timeNs);
    }

    private void mismatch(final Glance machine) {
        final int now = (int) machine.status().causes().getRaw();
        final int bit = 1 << ReasonCode.BROKER_MISMATCH.value();
        final boolean comes = (now & bit) != 0 && (causes & bit) == 0;
        causes = now;
        Invariant.hold(
                !comes || assumptionBroken || !untold.isEmpty(),
                "No broker.mismatch for nothing (R-4)",
                "positions %s, venue %s",
                comes ? machine.positions() : "",
                world.live.venue().positions());
    }

    /**
     * A report has arrived that was taken when all had been quiet for long: the book is true, or says that it is not.
     */
    private void quiet(final long takenNs) {
        final long since = takenNs - 2 * world.graceNs() - 1;
        if (underWay > 0 || world.lostMuch() || linkChangedNs > since || recently(liedNs)) {
            return;
        }
        final Glance machine = world.host.glance();
        final Map<String, Long> book = Map.copyOf(machine.positions());
        for (final String symbol : Market.TRADED) {
            if (changedNs.getOrDefault(symbol, 0L) <= since) {
                final long is = book.getOrDefault(Glance.key(symbol, TradingMode.LIVE), 0L);
                final long should = world.live.venue().position(symbol);
                final boolean agrees =
                        Math.abs(is - should) <= world.config().reconcile().toleranceE8();
                Invariant.hold(
                        agrees || machine.differing().contains(symbol) || is == 0 && isUnknown(machine),
                        "After quiet the book is the true account, or the difference is shown (R-4)",
                        "%s is %d, should be %d",
                        symbol,
                        is,
                        should);
                if (agrees && !unclear.contains(symbol)) {
                    untold.remove(symbol);
                }
            }
        }
    }

    /** Whether the engine says that it holds a position that it cannot keep: its table of symbols is full. */
    private static boolean isUnknown(final Glance machine) {
        return (machine.status().causes().getRaw() & 1 << ReasonCode.POSITION_UNKNOWN.value()) != 0;
    }

    private boolean recently(final long timeNs) {
        return timeNs != Long.MIN_VALUE && world.agenda.nowNs() - timeNs < MINUTE;
    }

    /** What Sluice itself left open at the venue when the last reports were taken, as a text; null if nothing. */
    private String leftOpen(final long toleranceE8) {
        for (final Map.Entry<String, Long> held : world.live.venue().positions().entrySet()) {
            long quantity = held.getValue();
            for (final Others other : others) {
                quantity -= other.timeNs >= positionsTakenNs && other.symbol.equals(held.getKey()) ? other.signedE8 : 0;
            }
            if (Math.abs(quantity) > toleranceE8) {
                return held.getKey() + " " + quantity;
            }
        }
        for (final OrderAtVenue order : world.live.venue().working()) {
            if (!order.unlisted && !(order.isByHand() && order.openedNs >= ordersTakenNs)) {
                return "order " + order.ref + " of trade " + order.tradeId + ", command " + order.commandId;
            }
        }
        return null;
    }

    /** A stop says that it has completed, and perhaps that reports confirm it. */
    private void verified(final Seen seen) {
        if (seen.emergency.verified() != Bool.TRUE || world.lostMuch() || recently(liedNs)) {
            return;
        }
        final String open = leftOpen(world.config().reconcile().toleranceE8());
        Invariant.hold(
                open == null,
                "A stop that is completed and verified leaves nothing open (E-2)",
                "record %d: %s",
                seen.sequence,
                open);
    }
}
