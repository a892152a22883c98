package io.sluice.tools.command;

import io.sluice.json.JsonText;
import io.sluice.sim.SimOptions;
import io.sluice.sim.SimReport;
import io.sluice.sim.Simulations;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice sim}: the deterministic simulator. */
@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        header = "Simulates an engine and its world with faults, and holds every record against the rules.",
        description = {
            "Runs strategies, brokers, feeds, operators, crashes and mishaps around one machine. All of them are drawn "
                    + "from one number: the same seed and steps give the same run anywhere. An independent model "
                    + "checks each record. A run that breaks a rule is told with seed and step, shrunk, and written "
                    + "as a file for sluice play."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice sim --seed 7 --steps 200000",
            "  sluice sim --seed 1000 --seeds 500 --dir failures",
            "",
            "Exit codes: 0 every invariant held, 1 one broke, 2 bad usage."
        })
public final class SimCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the first run. Default: 1")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "1",
            description = "How many runs, each with a seed one higher. Default: 1")
    private int seeds;

    @Option(
            names = "--steps",
            paramLabel = "M",
            defaultValue = "" + SimOptions.STEPS,
            description = "Inputs of a run before all faults end. Default: ${DEFAULT-VALUE}")
    private int steps;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where the play files of failures go. Default: the present folder")
    private Path directory;

    @Option(names = "--json", description = "As one JSON object, without the counts by kind.")
    private boolean json;

    /** @param console to speak to. */
    public SimCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (seeds < 1 || steps < 1) {
            throw CommandException.usage("--seeds and --steps must be at least 1");
        }
        final SimReport report;
        try (Progress progress = new Progress(console, "steps", (long) seeds * steps)) {
            report = Simulations.run(new SimOptions(seed, seeds, steps, directory), progress::done);
        }
        console.out().print(json ? json(report) : text(report));
        console.out().flush();
        return report.isGood() ? Exit.GOOD : Exit.BAD;
    }

    /** What matters comes first: whether the rules held, then what broke them, then how much was tried. */
    private static String text(final SimReport report) {
        final StringBuilder out = new StringBuilder();
        out.append(report.isGood() ? "Every invariant held." : report.failures().size() + " broken.");
        report.failures().forEach(failure -> out.append('\n').append(failure));
        return out.append('\n').append(report.counts()).append(speed(report)).toString();
    }

    private static String speed(final SimReport report) {
        return String.format(
                Locale.ROOT,
                "%,.0f steps/s; %,.0f records/s, replayed ones among them%n",
                report.steps() / report.seconds(),
                (report.records() + report.replayed()) / report.seconds());
    }

    private String json(final SimReport report) {
        final StringBuilder out = new StringBuilder();
        final JsonText text = new JsonText(out).open('{').key("good").bool(report.isGood());
        text.key("seed").number(seed).key("seeds").number(seeds).key("steps").number(report.steps());
        text.key("records").number(report.records()).key("replayed").number(report.replayed());
        text.key("seconds").number(Math.round(report.seconds())).key("failures").open('[');
        report.failures().forEach(text::string);
        text.close(']').close('}');
        return out.append('\n').toString();
    }
}
