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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice tail}: a journal for a person to read, or as JSON lines. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        header = "Shows what is in a journal, and what comes in.",
        description = {
            "Shows all of the journal without --last or --from. A line for each input: record, engine time, sender, "
                    + "type and content. Below it a line for each outcome: event and sentence. Reading costs a "
                    + "running engine nothing.",
            "",
            "Colours are for a terminal only, and only where NO_COLOR is not set. A narrow terminal gets the date "
                    + "once a day and longer outcomes on several lines."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice tail --last 20 --follow",
            "  sluice tail --type Decision --type ModeChanged --dir demo-data",
            "  sluice tail --json --type Decision | jq -r .code | sort | uniq -c",
            "",
            "Exit codes: 0 shown, 1 the journal is damaged (standard error says where; the rest is shown), 2 bad usage."
        })
public final class TailCommand implements Callable<Integer> {
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Console console;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on as records come, until interrupted.")
    private boolean follow;

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            description = "Begins with the last N records (of those shown).")
    private Integer last;

    @Option(names = "--from", paramLabel = "SEQ", description = "Begins with this record.")
    private long from = 1;

    @Option(names = "--json", description = "A JSON line for each input and outcome, in full.")
    private boolean json;

    @Option(
            names = "--type",
            paramLabel = "T",
            description = "Only inputs and outcomes of this type, as Decision or Quote; may be repeated. Without "
                    + "--json an input comes with its outcomes, an outcome with its input.")
    private List<String> types = List.of();

    @Mixin
    private JournalOptions options;

    private RecordLines lines;
    private boolean damaged;

    /** @param console to speak to. */
    public TailCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (from < 1 || last != null && last < 0) {
            throw CommandException.usage("--from must be at least 1, --last at least 0");
        }
        final Path directory = options.directory(console);
        final TypeFilter filter = TypeFilter.of(types);
        lines = json
                ? new RecordLines(filter, new JsonRecord())
                : new RecordLines(filter, new RecordPrinter(console.paint(), console.columns()));
        try (JournalReader reader = new JournalReader(directory)) {
            final long end = reader.lastSequence();
            if (from > end && !follow) {
                console.err().println("sluice tail: there is no record " + from + " yet; the last one is " + end);
            }
            if (last == null) {
                reader.seek(from);
                readOn(reader, directory, from);
            } else {
                readLast(reader, directory, filter.isAll());
            }
        }
        console.out().flush();
        return damaged ? Exit.BAD : Exit.GOOD;
    }

    /** Without a filter the reader finds the place; with one all must be read and the last ones kept. */
    private void readLast(final JournalReader reader, final Path directory, final boolean isAll) {
        final long end = reader.lastSequence();
        final long begin = isAll ? Math.max(from, end - last + 1) : from;
        reader.seek(begin);
        final Deque<String> kept = new ArrayDeque<>();
        JournalWalk.to(reader, begin, end, listener(shown -> {
            kept.add(shown);
            if (kept.size() > last) {
                kept.remove();
            }
        }));
        kept.forEach(console.out()::print);
        readOn(reader, directory, end + 1);
    }

    private void readOn(final JournalReader reader, final Path directory, final long begin) {
        final RecordListener listener = listener(console.out()::print);
        if (follow) {
            reader.follow(listener, this::waitForMore);
        } else {
            JournalWalk.toEnd(reader, directory, begin, listener);
        }
    }

    private boolean waitForMore() {
        console.out().flush();
        LockSupport.parkNanos(IDLE_NS);
        return !Thread.currentThread().isInterrupted();
    }

    private RecordListener listener(final java.util.function.Consumer<String> target) {
        return new RecordListener() {
            @Override
            public void onRecord(final RecordDecoder record, final long position) {
                final String shown = lines.of(record);
                if (!shown.isEmpty()) {
                    target.accept(shown);
                }
            }

            @Override
            public boolean onFault(final JournalFault fault) {
                console.out().flush();
                console.err().println("sluice tail: " + fault.describe());
                damaged = damaged || fault.verdict() == JournalFault.Verdict.DAMAGE;
                return true;
            }
        };
    }
}
