package io.sluice.tools.command;

import io.sluice.config.ConfigLoader;
import io.sluice.control.image.ImageException;
import io.sluice.journal.JournalReader;
import io.sluice.replay.Replay;
import io.sluice.replay.Snapshots;
import io.sluice.replay.whatif.WhatIf;
import io.sluice.tools.audit.JournalWalk;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import io.sluice.tools.cli.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice whatif}: a journal under another configuration (SPEC J-10). */
@Command(
        name = "whatif",
        mixinStandardHelpOptions = true,
        header = "Shows what a journal's intents would have been told under another configuration.",
        description = {
            "Executes every recorded input twice: as recorded, which must give what was recorded, and with the other "
                    + "configuration. Timers fire when the other configuration has them fire. What people, brokers "
                    + "and markets did stays as it was recorded, even where another answer would have changed it.",
            "",
            "Reads only, also beside a running engine. It does not read the HITL_... variables."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice whatif --set sluice.drawdown.hard-percent=8",
            "  sluice whatif --dir demo-data --set sluice.hitl.timeout=60s --limit 100",
            "  sluice whatif --config tighter.conf --json | jq .drawdown",
            "",
            "Exit codes: 0 whether or not anything differs, 1 the journal is damaged, 2 bad usage or configuration."
        })
public final class WhatIfCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    private final Console console;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory. Without it sluice.journal.dir of the configuration.")
    private Path directory;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Tries this configuration; if it names no operators, with the recorded ones. Without it the "
                    + "recorded configuration, as changed by --set.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes one key, as sluice.hitl.timeout=60s; may be repeated, wins over the file.")
    private final List<String> overrides = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Lists at most N of the intents that differ. Default: " + SHOWN + ", with --json all.")
    private Integer limit;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    /** @param console to speak to. */
    public WhatIfCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (file == null && overrides.isEmpty()) {
            throw CommandException.usage("say what would be different, with --set or --config");
        }
        if (limit != null && limit < 0) {
            throw CommandException.usage("--limit must be at least 0");
        }
        final Path journal = JournalOptions.holding(directory == null ? configured() : directory);
        final OtherConfig other = new OtherConfig(file, overrides);
        final WhatIf whatIf = new WhatIf(other::of);
        final ConfirmedReplay replay = replay(journal, whatIf);
        if (json) {
            console.out().print(new WhatIfJson(whatIf, other, replay).render(journal, limit(Integer.MAX_VALUE)));
        } else {
            console.out()
                    .print(new WhatIfPage(whatIf, other, console.paint(), console.columns())
                            .render(replay.title(journal), limit(SHOWN)));
        }
        console.out().flush();
        return Exit.GOOD;
    }

    private int limit(final int standard) {
        return limit == null ? standard : limit;
    }

    private Path configured() {
        return JournalOptions.configured(
                ConfigLoader.read(file == null ? console.defaultConfigFile() : file, console.environment(), overrides));
    }

    private static void begin(final WhatIf whatIf, final Replay begin) {
        try {
            whatIf.begin(begin.snapshot());
        } catch (final ImageException e) {
            throw CommandException.usage("the state after record " + begin.lastSequence()
                    + " does not fit into the changed configuration: " + e.getMessage());
        }
    }

    private ConfirmedReplay replay(final Path journal, final WhatIf whatIf) {
        try (Progress progress = new Progress(console, "records", JournalWalk.lastSequence(journal))) {
            final Replay begin = Snapshots.oldest(journal);
            final long from = begin.lastSequence();
            if (from > 0) {
                begin(whatIf, begin);
                console.err()
                        .println("sluice whatif: begins after record " + from
                                + ": what came before cannot be executed again");
            }
            final ConfirmedReplay replay = new ConfirmedReplay(console, "whatif", begin, record -> {
                whatIf.onRecord(record);
                progress.done(record.header().sequence());
            });
            try (JournalReader reader = new JournalReader(journal).seek(from + 1)) {
                JournalWalk.toEnd(reader, journal, from + 1, replay);
            }
            if (replay.machine() == null) {
                throw CommandException.usage(journal + " holds no record yet");
            }
            return replay;
        }
    }
}
