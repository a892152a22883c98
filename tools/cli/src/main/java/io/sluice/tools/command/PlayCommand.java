package io.sluice.tools.command;

import io.sluice.config.LoadedConfig;
import io.sluice.json.JsonRecord;
import io.sluice.json.MalformedException;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import io.sluice.replay.Player;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.ConfigOptions;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.PlainFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice play}, exactly as in MESSAGES.md. */
@Command(
        name = "play",
        mixinStandardHelpOptions = true,
        header = "Runs inputs from a file through the machine and prints what it says.",
        description = {
            "Each line of FILE is one input as a JSON object; blank lines are skipped. The machine is the one that "
                    + "runs live, with the clock of the file: a line without \"time\" has the time of the line before, "
                    + "and a Tick line only moves the time. Each outcome is one JSON line on standard output. A line "
                    + "that cannot be read is skipped; standard error says why, as file:line: key: message.",
            "",
            "What tail --json prints is a play file too: its outcomes are passed over, and of what the engine itself "
                    + "wrote only the time counts.",
            "",
            "The same file and configuration give the same bytes anywhere, so the HITL_... variables are not read here."
        },
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice play day.jsonl --set sluice.hitl.allowed-operators=alice",
            "  sluice play --start normal --dir /tmp/day day.jsonl > outcomes.jsonl",
            "  sluice play --types",
            "  echo '{\"type\":\"Tick\",\"time\":\"2026-01-05T09:00:00Z\"}' | sluice play -",
            "",
            "Exit codes: 0 all lines were applied, 1 a line was malformed, 2 bad usage or configuration."
        })
public final class PlayCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    /** How the played engine begins. */
    enum Start {
        /** Recovery owed, as after any start. */
        cold,
        /** Nothing owed or required. */
        normal
    }

    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Play file, a plain file; - for standard input, also for a pipe.")
    private String file;

    @Option(names = "--types", description = "Plays nothing: prints every input with its senders and keys.")
    private boolean types;

    @Option(names = "--json", description = "With --types: a JSON object for each input.")
    private boolean asJson;

    @Option(
            names = "--start",
            paramLabel = "HOW",
            defaultValue = "cold",
            description = "cold (default): a recovery is owed, as after any start. normal: nothing is owed or "
                    + "required, and the book is empty and reconciled.")
    private Start start;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Also writes a real journal (kind play) there; refused where a journal is.")
    private Path directory;

    @Option(names = "--strict", description = "Stops at the first malformed line.")
    private boolean strict;

    @Mixin
    private ConfigOptions options;

    private final RecordDecoder decoder = new RecordDecoder();
    private final JsonRecord json = new JsonRecord();
    private final StringBuilder lines = new StringBuilder();
    private PlayedJournal journal;

    /** @param console to speak to. */
    public PlayCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (types) {
            console.out().print(asJson ? InputTypes.json() : InputTypes.text());
            console.out().flush();
            return Exit.GOOD;
        }
        if (asJson) {
            throw CommandException.usage("--json goes with --types alone: what is played is JSON always");
        }
        if (file == null) {
            throw CommandException.usage("Missing required parameter: FILE, a play file, or - for standard input");
        }
        final LoadedConfig config = options.load(console, Map.of());
        try (InputStream in = open()) {
            if (directory == null) {
                return play(config, in);
            }
            try (PlayedJournal opened = PlayedJournal.open(directory, config.engine())) {
                journal = opened;
                return play(config, in);
            }
        } catch (final IOException e) {
            throw CommandException.usage(CommandException.describe(Path.of(sourceName()), e));
        }
    }

    private int play(final LoadedConfig config, final InputStream in) throws IOException {
        final Player player = new Player(config.control(), start == Start.normal, this::onRecord);
        final LineReader reader = new LineReader(in);
        int malformed = 0;
        while (reader.next() && !(strict && malformed > 0)) {
            if (!reader.isBlank() && !line(player, reader)) {
                malformed++;
            }
            if (reader.wouldWait()) {
                console.out().flush();
            }
        }
        console.out().flush();
        return malformed == 0 ? Exit.GOOD : Exit.BAD;
    }

    private boolean line(final Player player, final LineReader reader) {
        try {
            if (reader.isTooLong()) {
                throw new MalformedException("longer than " + LineReader.MAX_LINE + " bytes");
            }
            player.line(reader.bytes(), 0, reader.length());
            return true;
        } catch (final MalformedException e) {
            console.err().println(sourceName() + ":" + reader.number() + ": " + e.getMessage());
            return false;
        }
    }

    /** Written before anyone sees an outcome of it (J-1). */
    private void onRecord(final RecordEncoder record, final int length) {
        if (journal != null) {
            journal.append(record, length);
        }
        decoder.wrap(record.buffer(), 0, length);
        lines.setLength(0);
        json.wrap(decoder).outcomes(lines);
        console.out().print(lines);
    }

    private InputStream open() {
        if (file.equals(STANDARD_INPUT)) {
            return console.in();
        }
        try {
            return Files.newInputStream(PlainFile.check("FILE", Path.of(file), Long.MAX_VALUE));
        } catch (final IOException e) {
            throw CommandException.usage(CommandException.describe(Path.of(file), e));
        }
    }

    private String sourceName() {
        return file.equals(STANDARD_INPUT) ? "<stdin>" : file;
    }
}
