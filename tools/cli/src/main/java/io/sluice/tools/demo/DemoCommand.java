package io.sluice.tools.demo;

import io.sluice.codec.JournalKind;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.Progress;
import io.sluice.tools.cli.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice demo}: a week of real trades through a running engine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Plays a week of real trades through a running engine, into a crash of the market.",
        description = {
            "Plays 100,000 trades of Bitstamp, BTC against USD, 25 November to 1 December 2013, at full speed. Engine "
                    + "time is the trades' time. Two strategies ask, two operators answer, two simulated brokers "
                    + "fill. The account follows the real price into the emergency stop.",
            "",
            "Writes a journal of kind demo into a directory of its own. Brings its own configuration. At the end it "
                    + "measures an idle engine too, in a temporary directory that it removes."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice demo",
            "  sluice demo --serve",
            "  sluice demo --fresh --crash-at 400000; sluice demo --resume",
            "",
            "Exit codes: 0 all that must hold at the end holds, 1 something does not, 2 bad usage,",
            "4 the directory is in use, 137 killed."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int CHART_COLUMNS = 84;
    /** Beside the curve. */
    private static final int CHART_MARGIN = 13;

    private static final int LEAST_CHART = 40;
    private static final int LEAST_TRADES = 100;
    private static final double MAX_SPEED = 100_000;

    private final Console console;
    private final Watched watched;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "demo-data",
            description =
                    "Where the journal goes: a new or empty directory, or an earlier demo's. Default: ${DEFAULT-VALUE}")
    private Path directory;

    @Option(names = "--fresh", description = "First removes the files of an earlier demo, and no others.")
    private boolean fresh;

    @Option(
            names = "--crash-at",
            paramLabel = "SEQ",
            description = "Kills its own process with SIGKILL once this record is in the journal.")
    private Long crashAt;

    @Option(names = "--resume", description = "Goes on from the journal of a demo that was killed.")
    private boolean resume;

    @Option(names = "--trades", paramLabel = "N", description = "Stops after N trades. Default: all.")
    private Integer trades;

    @Option(
            names = "--skip",
            paramLabel = "N",
            defaultValue = "0",
            description = "Leaves out the first N trades. To resume, give --trades and --skip again.")
    private int skip;

    @Option(names = "--no-color", description = "No colours.")
    private boolean noColor;

    @Option(
            names = "--serve",
            description = "Instead: plays the trades at a speed to follow, with API and console in a browser, and lets "
                    + "you approve. Ends with Ctrl-C.")
    private boolean serve;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "200",
            description = "With --serve: times as fast as the trades happened (${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a key of the configuration; may be repeated.")
    private List<String> settings = List.of();

    /** The demo with pages. */
    @FunctionalInterface
    public interface Watched {
        /** Runs it in a directory until it is interrupted; returns the exit code. */
        int run(Path directory, double speed, List<String> settings);
    }

    /**
     * @param console to speak to.
     * @param watched runs {@code --serve}.
     */
    public DemoCommand(final Console console, final Watched watched) {
        this.console = console;
        this.watched = watched;
    }

    @Override
    public Integer call() {
        final int count = trades == null ? TradeTape.ALL - skip : trades;
        if (serve && (resume || crashAt != null || skip != 0 || trades != null)) {
            throw CommandException.usage("--serve goes with --dir, --fresh, --speed and --set alone");
        }
        if (!(speed > 0 && speed <= MAX_SPEED)) {
            throw CommandException.usage("--speed must be above 0 and at most 100000");
        }
        if (skip < 0 || count < LEAST_TRADES || count > TradeTape.ALL - skip) {
            throw CommandException.usage("--skip and --trades must leave " + LEAST_TRADES + " of the "
                    + Words.count(TradeTape.ALL) + " trades");
        }
        final DemoOptions options =
                new DemoOptions(directory, skip, count, crashAt == null ? DemoOptions.NO_CRASH : crashAt, settings);
        prepare(options);
        return serve ? watched.run(directory, speed, settings) : show(options);
    }

    private int show(final DemoOptions options) {
        final Paint paint = noColor ? Paint.NONE : console.paint();
        final Screen screen = new Screen(console);
        final TradeTape tape = TradeTape.load(options.skip(), options.trades());
        final long endNs = Timeline.endNs(tape);
        final Equities equities = new Equities(tape.timeNs(0), endNs, chartColumns());
        final ViewerPage view = new ViewerPage(screen, paint, tape.size(), resumeCommand(), equities);
        final Demo demo = new Demo(options, tape, view);
        screen.line("");
        screen.line(" " + paint.bold("Sluice demo") + "  " + Words.count(tape.size())
                + " real trades, Bitstamp BTC/USD, from " + Words.moment(tape.timeNs(0)) + " 2013");
        screen.line(" " + paint.dim("journal in " + directory));
        screen.line("");
        try (Progress progress = new Progress(console, "records")) {
            demo.run(progress::done);
        }
        view.done();
        final SelfCheck check = SelfCheck.of(directory);
        final Report report = new Report(directory, console.launcher(), paint);
        final List<List<String>> parts = List.of(
                report.drawdown(equities, Words.moment(tape.timeNs(0)), Words.moment(endNs)),
                report.counts(view.tally()),
                report.times(demo.latency(), ClosedLoop.measure(Demo.config(settings))),
                report.journal(check.records(), view.elapsedNs()),
                report.check(check),
                report.next(equities));
        parts.forEach(part -> part.forEach(screen::line));
        return check.holds() ? Exit.GOOD : Exit.BAD;
    }

    private int chartColumns() {
        return Math.max(LEAST_CHART, Math.min(CHART_COLUMNS, console.columns() - CHART_MARGIN));
    }

    private String resumeCommand() {
        return console.launcher() + " demo --resume --dir " + Shell.quote(directory)
                + (skip == 0 ? "" : " --skip " + skip) + (trades == null ? "" : " --trades " + trades);
    }

    /** Sees to it that the directory holds what is to be gone on from, or nothing. */
    private void prepare(final DemoOptions options) {
        if (resume && fresh) {
            throw CommandException.usage("--resume goes on and --fresh starts over: give one of them");
        }
        if (options.crashAt() < 1) {
            throw CommandException.usage("--crash-at must be a record, from 1");
        }
        JournalOptions.refuseFile(directory);
        final boolean isThere = Files.isDirectory(directory) && JournalReader.hasJournal(directory);
        if (isThere) {
            final JournalInfo info = JournalInfo.read(directory);
            if (info == null || info.kind() != JournalKind.DEMO) {
                throw CommandException.usage(directory + " holds a journal that is no demo's; name another with --dir");
            }
        }
        if (resume) {
            prepareToResume(isThere, options);
        } else if (fresh && Files.isDirectory(directory)) {
            EarlierDemo.remove(directory, isThere);
        } else if (isThere) {
            throw CommandException.usage(
                    directory + " holds the journal of an earlier demo: --resume goes on from it if it was killed, "
                            + "--fresh removes it and starts over");
        } else {
            JournalOptions.refuseForeign(directory);
        }
    }

    private void prepareToResume(final boolean isThere, final DemoOptions options) {
        if (!isThere) {
            throw CommandException.usage("there is no demo to go on with in " + directory);
        }
        final long[] lastNs = new long[1];
        final long last;
        try (JournalReader reader = new JournalReader(directory)) {
            last = reader.lastSequence();
            if (last == 0) {
                throw CommandException.usage("the demo in " + directory + " has no record to go on from");
            }
            reader.seek(last);
            while (lastNs[0] == 0) {
                reader.poll((record, position) -> lastNs[0] = record.header().timeNs(), 1);
            }
        }
        if (crashAt != null && crashAt <= last) {
            throw CommandException.usage("--crash-at must be above " + last + ", the last record there is");
        }
        if (lastNs[0] + Timeline.BEAT_NS > Timeline.endNs(TradeTape.load(options.skip(), options.trades()))) {
            throw CommandException.usage(
                    "the demo in " + directory + " has run to its end; --fresh removes it and starts over");
        }
    }
}
