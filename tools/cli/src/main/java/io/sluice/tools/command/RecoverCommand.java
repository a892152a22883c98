package io.sluice.tools.command;

import io.sluice.client.Beacon;
import io.sluice.codec.JournalKind;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.engine.start.EpochPlan;
import io.sluice.journal.DirectoryLock;
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

/** {@code sluice recover}: a new epoch where a journal refuses the start (SPEC J-2). */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        header = "Begins a new epoch where a journal refuses the start.",
        description = {
            "Says what is wrong with a journal and what would be lost. With --force-halt --yes the journal is put "
                    + "aside whole, as DIR/epochs/N, and a new one is begun that names it. Nothing trades: the new "
                    + "journal begins in halt, its book is empty, and it stays so until an operator starts a recovery "
                    + "with the broker's reports.",
            "",
            "No number comes twice: records, trades and commands go on behind every number that may have been used, "
                    + "and what a strategy may have been answered is fenced: such intent ids get DUPLICATE_INTENT. "
                    + "Each record that cannot be read moves the fences by 1,000,000; 'sluice state strategies' "
                    + "shows them, and strategies go on above.",
            "",
            "The configuration is that of the engine to come."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice recover --dir DIR                      what is wrong, what would be lost",
            "  sluice recover --dir DIR --force-halt --yes   do it",
            "",
            "Exit codes: 0 the journal is good, or the new epoch is begun; 1 the journal is bad, or records are "
                    + "lost, and nothing was done; "
                    + "2 bad usage or configuration."
        })
public final class RecoverCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private JournalOptions journal;

    @Option(names = "--force-halt", description = "Begin a new epoch, in halt.")
    private boolean forceHalt;

    @Option(names = "--yes", description = "Do it; without this it is only said what would be done.")
    private boolean yes;

    /** @param console to speak to. */
    public RecoverCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Path directory = journal.directoryOfEpochs(console);
        final String holder = DirectoryLock.holder(directory);
        if (holder != null) {
            throw CommandException.usage("an engine is running in " + directory + " (" + holder + ")");
        }
        final EpochPlan plan = EpochPlan.of(directory);
        final boolean isUnfinished = !plan.directory().equals(directory);
        final Output out = console.out();
        if (Beacon.lastReleased(directory).isEmpty()) {
            out.println(directory.resolve(Beacon.FILE)
                    + " cannot be read: whether records are missing at the end cannot be said");
        }
        if (plan.reason() == null && !isUnfinished) {
            return startable(plan, out);
        }
        say(plan, out);
        out.flush();
        if (!forceHalt || !yes) {
            console.err()
                    .println("sluice recover: nothing was done; to begin a new epoch add"
                            + (forceHalt ? "" : " --force-halt") + (yes ? "" : " --yes"));
            return Exit.BAD;
        }
        begin(directory, plan);
        return Exit.GOOD;
    }

    /** Nothing stands in the way of a start, which is not to say that nothing is lost. */
    private static int startable(final EpochPlan plan, final Output out) {
        final long lost = plan.dropped();
        final String what = lost == 0
                ? "good; an engine starts from it"
                : lost == 1
                        ? "the last record is lost; an engine starts from it"
                        : lost + " record(s) behind record " + plan.lastGood()
                                + " are lost; an engine would start in halt";
        out.println(plan.directory() + ": " + what);
        out.flush();
        return lost > 1 ? Exit.BAD : Exit.GOOD;
    }

    private void begin(final Path directory, final EpochPlan plan) {
        final JournalKind kind =
                plan.info() == null ? JournalKind.LIVE : plan.info().kind();
        final EngineOptions options = EngineOptions.of(journal.config().load(console, console.environment()))
                .in(directory)
                .kind(kind)
                .forceHalt(true);
        final Output out = console.out();
        try (Engine engine = Engine.open(options)) {
            out.println("a new epoch has begun at record " + engine.startSequence() + ", in halt");
        }
        out.println("an operator starts a recovery (StartRecovery) once the broker's reports can be had");
        out.flush();
    }

    private static void say(final EpochPlan plan, final Output out) {
        out.println(plan.directory() + ": "
                + (plan.reason() == null ? "was put aside for a new epoch that was not begun" : plan.reason()));
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
