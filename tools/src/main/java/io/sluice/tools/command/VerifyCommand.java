package io.sluice.tools.command;

import io.sluice.engine.SnapshotCheck;
import io.sluice.journal.DirectoryLock;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import io.sluice.tools.cli.Output;
import io.sluice.tools.cli.Paint;
import io.sluice.tools.cli.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice verify}: checksums, sequence, re-execution with comparison. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Checks a journal: checksums, sequence, and every record executed again.",
        description = {
            "Executes every input again under the configuration that was recorded and compares each outcome with "
                    + "what was written. Names the first bad record: number, place, and what is wrong.",
            "",
            "Snapshots are checked along with it: each is whole, has the hash that the journal names, and is the state "
                    + "that execution gives.",
            "",
            "A write that was under way when its process died is no damage: nobody was told of it. It is said, and the "
                    + "journal is good. Anything else that is lost is damage, at the end of the journal too."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice verify",
            "  sluice verify --dir demo-data && echo good",
            "",
            "Exit codes: 0 good, 1 bad, 2 bad usage."
        })
public final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private JournalOptions options;

    /** @param console to speak to. */
    public VerifyCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Path directory = options.directory(console);
        final JournalCheck check = check(directory);
        final Output out = console.out();
        out.println(directory + ": " + check.summary());
        check.notices().forEach(out::println);
        final String holder = DirectoryLock.holder(directory);
        if (holder != null) {
            out.println("an engine is running (" + holder + "): what it writes from now on was not looked at");
        }
        final Paint paint = console.paint();
        final boolean good = check.problem() == null;
        out.println(good ? paint.good("good") : paint.critical("BAD: " + check.problem()));
        out.flush();
        return good ? Exit.GOOD : Exit.BAD;
    }

    private JournalCheck check(final Path directory) {
        try (Progress progress = new Progress(console, "records", JournalWalk.lastSequence(directory))) {
            final JournalCheck check = new JournalCheck(new SnapshotCheck(directory), progress::done);
            JournalWalk.all(directory, check);
            return check;
        }
    }
}
