package io.sluice.sim;

import io.sluice.codec.PolicyField;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** One life of an engine, drawn from a seed: storms and calm, then everybody gets well, and trading must go on. */
final class Simulation {
    private static final long S = 1_000_000_000L;
    private static final long HEALS_WITHIN_NS = 900 * S;

    private final long seed;
    private final int steps;
    private final Tamper tamper;
    private final Set<Fault> off;
    private final FaultTally tally = new FaultTally();
    private LongConsumer progress = steps -> {};
    private World world;

    /** @param steps inputs before everybody gets well. */
    Simulation(final long seed, final int steps) {
        this(seed, steps, Tamper.NONE, Set.of());
    }

    /** @param tamper changes records before they are checked. */
    Simulation(final long seed, final int steps, final Tamper tamper) {
        this(seed, steps, tamper, Set.of());
    }

    /** @param off faults that do not strike. */
    Simulation(final long seed, final int steps, final Tamper tamper, final Set<Fault> off) {
        this.seed = seed;
        this.steps = steps;
        this.tamper = tamper;
        this.off = off;
    }

    /** Lets someone know how many steps are done. */
    void progress(final LongConsumer newProgress) {
        progress = newProgress;
    }

    long seed() {
        return seed;
    }

    FaultTally tally() {
        return tally;
    }

    Host host() {
        return world.host;
    }

    /** Runs it; throws {@link Broken} if an invariant breaks. */
    void run() {
        world = new World(new Draw(seed), tally, off);
        world.host.tamper(tamper);
        world.begin();
        while (tally.steps() < steps || world.isStopped()) {
            world.agenda.next();
            progress.accept(tally.steps());
        }
        heal();
        if (world.draw.chance(0.25)) {
            world.host.down();
            world.host.recover(0);
        }
    }

    private void heal() {
        world.healing = true;
        final long untilNs = world.agenda.nowNs() + HEALS_WITHIN_NS;
        while (!isWell()) {
            if (world.agenda.nowNs() > untilNs) {
                throw new Broken(
                        "Once everybody is healthy and operators do what is needed, the system reaches normal "
                                + "with the broker's book (R-1, E-2)",
                        state());
            }
            world.agenda.next();
        }
        world.host.checker().finish(world.host.glance());
        tally.healed();
    }

    private boolean isWell() {
        final Facts facts = world.facts();
        return facts.mode == SystemMode.NORMAL
                && !facts.emergency
                && world.host.isUp()
                && facts.policy[PolicyField.OVERRIDE_MODE.value()] == Facts.NONE
                && held().equals(truth(world.live));
    }

    private static Map<String, Long> truth(final Adapter adapter) {
        final Map<String, Long> held = new HashMap<>(adapter.venue().positions());
        held.values().removeIf(quantity -> quantity == 0);
        return held;
    }

    private Map<String, Long> held() {
        final Map<String, Long> held = new HashMap<>();
        for (final String symbol : Market.TRADED) {
            final long quantity = world.host.checker().positions().of(symbol, TradingMode.LIVE);
            if (quantity != 0) {
                held.put(symbol, quantity);
            }
        }
        return held;
    }

    private String state() {
        return "mode " + world.facts().mode + ", emergency " + world.facts().emergency + ", book " + held()
                + ", broker " + truth(world.live) + ", paper "
                + truth(world.paper) + ", status " + world.host.status() + world.host.shown();
    }
}
