package io.sluice.tools.command;

import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalReader;
import io.sluice.journal.RecordListener;
import io.sluice.json.JsonRecord;
import io.sluice.record.RecordDecoder;
import io.sluice.tools.audit.JournalWalk;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice audit}: every record of one correlation id. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        header = "Shows what was asked and what came of it, by its correlation id.",
        description = {
            "Looks through the whole journal for the records of the id: what was sent, who sent it, and every outcome. "
                    + "A request and each answer to it have ids of their own; the trade is what they share."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice audit 6f1c0a52-8f0e-4b0c-9a56-0d4c1b1f7a11",
            "",
            "Exit codes: 0 shown, 1 no record has the id, or the journal is damaged, 2 bad usage."
        })
public final class AuditCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "CORRELATION-ID", description = "As a command or tail --json shows it.")
    private UUID id;

    @Option(names = "--json", description = "A JSON line for each input and outcome, as tail --json.")
    private boolean json;

    @Mixin
    private JournalOptions options;

    private long found;
    private boolean isDamaged;

    /** @param console to speak to. */
    public AuditCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Path directory = options.directory(console);
        final TypeFilter all = TypeFilter.of(List.of());
        final RecordLines lines = json
                ? new RecordLines(all, new JsonRecord())
                : new RecordLines(all, new RecordPrinter(console.paint(), console.columns()));
        try (JournalReader reader = new JournalReader(directory)) {
            JournalWalk.toEnd(reader, directory, 1, listener(lines));
        }
        console.out().flush();
        if (found == 0) {
            throw new CommandException(Exit.BAD, "no record has the correlation id " + id);
        }
        return isDamaged ? Exit.BAD : Exit.GOOD;
    }

    private RecordListener listener(final RecordLines lines) {
        return new RecordListener() {
            @Override
            public void onRecord(final RecordDecoder record, final long position) {
                final boolean isIt = record.header().correlationId().msb() == id.getMostSignificantBits()
                        && record.header().correlationId().lsb() == id.getLeastSignificantBits();
                if (isIt) {
                    found++;
                    console.out().print(lines.of(record));
                }
            }

            @Override
            public boolean onFault(final JournalFault fault) {
                console.err().println("sluice audit: " + fault.describe());
                isDamaged = isDamaged || fault.verdict() == JournalFault.Verdict.DAMAGE;
                return true;
            }
        };
    }
}
