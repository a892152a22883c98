package io.sluice.tools.command;

import io.sluice.json.JsonText;
import io.sluice.tools.audit.Backup;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.JournalOptions;
import io.sluice.tools.cli.Output;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice backup}: a consistent copy of a data directory that was executed again. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        header = "Copies a data directory, also of a running engine, and verifies the copy.",
        description = {
            "Copies the snapshots, the journal up to its last complete record, and what was ever put aside (epochs, "
                    + "dropped). It forces the copy to the device and executes every record of it again. A running "
                    + "engine is not disturbed. Reserved space is not copied, nor is what an engine makes again.",
            "",
            "Until the copy is whole and verified it is called DIR2.partial. An engine that opens the copy goes on "
                    + "after its last record. Never let two engines trade from one history."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice backup /backup/monday --dir sluice-data",
            "  sluice backup /backup/monday --json | jq .bytes",
            "",
            "Exit codes: 0 copied and good; 1 the journal is damaged and there is no copy; 2 bad usage or no space; "
                    + "8 copied, and the beginning is missing, of which no record says that retention removed it."
        })
public final class BackupCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR2", description = "Where the copy goes: a new directory, or an empty one.")
    private Path target;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Mixin
    private JournalOptions options;

    /** @param console to speak to. */
    public BackupCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Path source = options.directory(console);
        final Backup.Copy copy;
        try (AuditProgress progress = new AuditProgress(console)) {
            copy = Backup.run(source, target, progress);
        }
        final Output out = console.out();
        if (json) {
            final StringBuilder text = new StringBuilder();
            final JsonText object = new JsonText(text).open('{').key("copy").string(target.toString());
            object.key("bytes").number(copy.bytes()).key("source").string(source.toString());
            AuditPage.json(object.key("audit").open('{'), copy.audit());
            object.close('}').close('}');
            out.println(text);
        } else {
            out.println(String.format(
                    Locale.ROOT, "%s: %s, %,d bytes", target, copy.audit().summary(), copy.bytes()));
            copy.audit().notices().forEach(out::println);
            out.println(
                    copy.audit().isGood()
                            ? console.paint().good("good")
                            : console.paint()
                                    .critical("copied as it is, and BAD: "
                                            + copy.audit().missing()));
        }
        out.flush();
        return AuditPage.exit(copy.audit());
    }
}
