package io.sluice.tools.command;

import io.sluice.client.Beacon;
import io.sluice.codec.JournalKind;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.engine.start.EpochPlan;
import io.sluice.json.JsonText;
import io.sluice.json.Times;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import io.sluice.tools.cli.Output;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice salvage}: a new epoch where a journal refuses the start (SPEC J-2). */
@Command(
        name = "salvage",
        mixinStandardHelpOptions = true,
        header = "Begins a new epoch where a journal refuses the start.",
        description = {
            "Says what is wrong with a journal and what would be lost. With --force-halt --yes it moves the whole "
                    + "journal to DIR/epochs/N and begins a new one that names it. Nothing trades: the new journal "
                    + "begins in halt with an empty book. It stays in halt until an operator starts a recovery with "
                    + "the broker's reports.",
            "",
            "No number is used twice. Records, trades and commands go on after every number that may have been used. "
                    + "Intent ids that may have been answered are fenced: they get DUPLICATE_INTENT. Each record "
                    + "that cannot be read moves the fences by 1,000,000. 'sluice state strategies' shows the fences; "
                    + "strategies go on above them.",
            "",
            "The configuration is that of the engine to come."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice salvage --dir DIR                      what is wrong, what would be lost",
            "  sluice salvage --dir DIR --force-halt --yes   do it",
            "",
            "Exit codes: 0 the journal is good, or the new epoch has begun; 1 the journal is bad or records are lost, "
                    + "and nothing was done; 2 bad usage or configuration; 4 another process uses the directory."
        })
public final class SalvageCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private JournalOptions journal;

    @Option(names = "--force-halt", description = "Begin a new epoch, in halt.")
    private boolean forceHalt;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Option(names = "--yes", description = "Do it. Without this the command only says what it would do.")
    private boolean yes;

    /** @param console to speak to. */
    public SalvageCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Path directory = journal.directoryOfEpochs(console);
        final String use = DirectoryUse.words(directory);
        if (use != null) {
            throw new CommandException(Exit.NO_ENGINE, directory + ": " + use);
        }
        final EpochPlan plan = EpochPlan.of(directory);
        final boolean isUnfinished = !plan.directory().equals(directory);
        final boolean startsWell = plan.reason() == null && !isUnfinished;
        final boolean begins = !startsWell && forceHalt && yes;
        final long began = begins && json ? begin(directory, plan) : 0;
        if (json) {
            console.out().println(json(plan, startsWell, began));
        } else {
            say(directory, plan, startsWell);
        }
        console.out().flush();
        if (startsWell) {
            return plan.dropped() > 1 ? Exit.BAD : Exit.GOOD;
        }
        if (begins) {
            if (!json) {
                sayBegun(begin(directory, plan));
            }
            return Exit.GOOD;
        }
        console.err()
                .println("sluice salvage: nothing was done; to begin a new epoch add"
                        + (forceHalt ? "" : " --force-halt") + (yes ? "" : " --yes"));
        return Exit.BAD;
    }

    private void say(final Path directory, final EpochPlan plan, final boolean startsWell) {
        final Output out = console.out();
        if (Beacon.lastReleased(directory).isEmpty()) {
            out.println(directory.resolve(Beacon.FILE) + " cannot be read: records may be missing at the end");
        }
        if (startsWell) {
            out.println(plan.directory() + ": " + startable(plan));
        } else {
            say(plan, out);
        }
    }

    /** Nothing prevents a start; records may be lost all the same. */
    private static String startable(final EpochPlan plan) {
        final long lost = plan.dropped();
        return lost == 0
                ? "good; an engine starts from it"
                : lost == 1
                        ? "the last record is lost; an engine starts from it"
                        : lost + " record(s) after record " + plan.lastGood()
                                + " are lost; an engine would start in halt";
    }

    private static String json(final EpochPlan plan, final boolean startsWell, final long began) {
        final StringBuilder out = new StringBuilder();
        final JsonText text = new JsonText(out).open('{');
        text.key("dir").string(plan.directory().toString()).key("starts").bool(startsWell);
        if (plan.reason() != null) {
            text.key("reason").string(plan.reason());
        }
        if (plan.info() != null) {
            text.key("journalId").string(plan.info().journalId().toString());
            text.key("kind")
                    .string(Schema.values("JournalKind")
                            .spelling(plan.info().kind().value()));
        }
        text.key("lastGood").number(plan.lastGood());
        text.key("lost").number(startsWell ? plan.dropped() : plan.lost());
        text.key("unreadable").number(plan.unreadable());
        if (began > 0) {
            text.key("newEpochAt").number(began);
        }
        text.close('}');
        return out.toString();
    }

    /** Begins the epoch; returns its first record. */
    private long begin(final Path directory, final EpochPlan plan) {
        final JournalKind kind =
                plan.info() == null ? JournalKind.LIVE : plan.info().kind();
        final EngineOptions options = EngineOptions.of(journal.config().load(console, console.environment()))
                .in(directory)
                .kind(kind)
                .forceHalt(true);
        try (Engine engine = Engine.open(options)) {
            return engine.startSequence();
        }
    }

    private void sayBegun(final long sequence) {
        final Output out = console.out();
        out.println("a new epoch has begun at record " + sequence + ", in halt");
        out.println("an operator starts a recovery (StartRecovery) once the broker's reports can be had");
        out.flush();
    }

    private static void say(final EpochPlan plan, final Output out) {
        out.println(plan.directory() + ": "
                + (plan.reason() == null ? "was put aside for a new epoch that never began" : plan.reason()));
        if (plan.info() != null) {
            out.println("journal:        " + plan.info().journalId() + ", "
                    + Schema.values("JournalKind").spelling(plan.info().kind().value()));
        }
        out.println("last good:      record " + plan.lastGood());
        out.println("lost:           " + plan.lost() + " record(s), of which " + plan.unreadable()
                + " cannot be read; they stay where they are, for tail and state to look at");
        if (plan.lastTimeNs() != Long.MIN_VALUE) {
            out.println("last time seen: " + Times.toString(plan.lastTimeNs()));
        }
        out.println("goes on at:     record " + (plan.goesOnBehind() + 1));
        out.println("fences:         "
                + (plan.fences().isEmpty() ? "none: no strategy was ever heard" : plan.fences())
                + " (strategy:highest intent id)");
    }
}
