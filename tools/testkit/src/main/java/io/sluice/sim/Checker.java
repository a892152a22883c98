package io.sluice.sim;

import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import java.util.List;
import java.util.Locale;

/** Holds every record against every invariant, by a model made of records alone. */
final class Checker {
    private final Facts facts = new Facts();
    private final Glance glance = new Glance();
    private final PositionInvariant positions = new PositionInvariant(facts, glance);
    private final ViewInvariant views = new ViewInvariant(facts, positions);
    private final List<Invariant> invariants;

    Checker() {
        final DrawdownInvariant drawdown = new DrawdownInvariant(facts);
        invariants = List.of(
                facts,
                new OrderInvariant(),
                new TimerInvariant(facts),
                new PolicyInvariant(facts),
                new IntentInvariant(facts),
                new AllowInvariant(facts, positions, drawdown),
                positions,
                new AverageInvariant(positions),
                drawdown,
                new ModeInvariant(facts),
                new CauseInvariant(facts, positions, drawdown),
                new EmergencyInvariant(facts, positions),
                new ApprovalInvariant(facts),
                new FourEyesInvariant(facts),
                new RequestInvariant(facts),
                new PartInvariant(facts, positions),
                views);
    }

    /** What is held against every record, by concern. */
    static List<String> names() {
        return new Checker()
                .invariants.stream()
                        .map(invariant -> invariant.getClass().getSimpleName())
                        .filter(name -> name.endsWith("Invariant"))
                        .map(name -> name.replace("Invariant", "").toLowerCase(Locale.ROOT))
                        .toList();
    }

    Facts facts() {
        return facts;
    }

    PositionInvariant positions() {
        return positions;
    }

    Glance glance() {
        return glance;
    }

    /** The configuration of the start that comes next. */
    void configured(final ControlConfig config) {
        invariants.forEach(invariant -> invariant.configured(config));
    }

    /** A record, with the machine that has just made it. */
    void record(final Seen seen, final ControlMachine machine) {
        glance.on(machine);
        for (final Invariant invariant : invariants) {
            invariant.input(seen);
        }
        seen.rewind();
        while (seen.next()) {
            for (final Invariant invariant : invariants) {
                invariant.outcome(seen);
            }
        }
        for (final Invariant invariant : invariants) {
            invariant.after(seen, glance);
        }
    }

    /** Compares all views once more. */
    void finish(final Glance present) {
        views.look(present);
    }
}
