package io.sluice.sim;

import io.sluice.sim.Rerun.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Many runs, as many at a time as there are cores; what breaks is shrunk and written down. */
public final class Simulations {
    private static final int MOST_FAILURES = 10;
    private static final int MOST_TEXT = 6000;

    private final SimOptions options;
    private final LongConsumer progress;
    private final Tamper tamper;
    private final FaultTally all = new FaultTally();
    /** By seed. */
    private final Map<Long, String> failures = new TreeMap<>();

    private long steps;

    private Simulations(final SimOptions options, final LongConsumer progress, final Tamper tamper) {
        this.options = options;
        this.progress = progress;
        this.tamper = tamper;
    }

    /** Runs them all, or until ten have broken something. */
    public static SimReport run(final SimOptions options) {
        return run(options, steps -> {});
    }

    /** @param progress is told now and then, by one thread at a time, how many steps are done. */
    public static SimReport run(final SimOptions options, final LongConsumer progress) {
        return run(options, progress, Tamper.NONE);
    }

    /** @param tamper changes records before they are checked. */
    static SimReport run(final SimOptions options, final LongConsumer progress, final Tamper tamper) {
        return new Simulations(options, progress, tamper).run();
    }

    private SimReport run() {
        final long beganNs = System.nanoTime();
        LongStream.range(options.seed(), options.seed() + options.seeds())
                .parallel()
                .forEach(this::simulate);
        final double seconds = (System.nanoTime() - beganNs) / 1e9;
        return new SimReport(
                all.steps(), all.records(), all.replays(), seconds, List.copyOf(failures.values()), all.text());
    }

    private void simulate(final long seed) {
        if (isEnough()) {
            return;
        }
        final Simulation simulation = new Simulation(seed, options.steps(), tamper);
        final long[] told = new long[1];
        simulation.progress(steps -> {
            progressed(steps - told[0]);
            told[0] = steps;
        });
        String failure = null;
        try {
            simulation.run();
        } catch (final Broken broken) {
            failure = tell(simulation, broken);
        }
        progressed(simulation.tally().steps() - told[0]);
        done(simulation, failure);
    }

    private synchronized boolean isEnough() {
        return failures.size() >= MOST_FAILURES;
    }

    private synchronized void progressed(final long more) {
        steps += more;
        progress.accept(steps);
    }

    private synchronized void done(final Simulation simulation, final String failure) {
        all.add(simulation.tally());
        if (failure != null) {
            failures.put(simulation.seed(), failure);
        }
    }

    private String tell(final Simulation simulation, final Broken broken) {
        final String what = broken.getMessage();
        return "BROKEN: " + broken.sentence() + "\n  seed " + simulation.seed() + ", step "
                + simulation.tally().steps() + ": " + what.substring(0, Math.min(MOST_TEXT, what.length()))
                + "\n  last record:\n" + Shown.of(simulation.host().lastRecord()) + "  again: sluice sim --seed "
                + simulation.seed() + " --steps " + options.steps() + shrink(simulation, broken);
    }

    private String shrink(final Simulation simulation, final Broken broken) {
        if (options.directory() == null) {
            return "";
        }
        final Shrinker shrinker = new Shrinker(simulation.host().script(), broken.sentence(), tamper);
        if (!shrinker.breaks()) {
            return "\n  no scenario: it takes the world around the engine to see it";
        }
        final List<Input> inputs = shrinker.shrink();
        final Path file = options.directory().resolve("sim-" + simulation.seed() + ".jsonl");
        try {
            Files.createDirectories(options.directory());
            Files.writeString(file, Scenario.lines(inputs));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final String restarts = shrinker.restarts() == 0
                ? ""
                : "\n  (it also takes " + shrinker.restarts() + " restarts, which no play file can hold)";
        return "\n  shrunk to " + inputs.size() + " inputs: "
                + Scenario.command(
                        file.toString(),
                        shrinker.first().config(),
                        shrinker.first().normal()) + restarts;
    }
}
