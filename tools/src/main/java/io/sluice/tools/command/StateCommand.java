package io.sluice.tools.command;

import io.sluice.control.view.View;
import io.sluice.engine.Replay;
import io.sluice.engine.Snapshots;
import io.sluice.journal.JournalReader;
import io.sluice.journal.ReadAhead;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice state}: the views of MESSAGES as of a record. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        header = "Shows the state behind a record: mode, permissions, positions, requests, ...",
        description = {
            "Executes the journal again up to that record, from the last snapshot before it on, so any moment can be "
                    + "looked at, also beside a running engine. Without VIEW a page of what matters most.",
            "",
            "Views: status, permissions, components, recovery, pending, history, trades, positions, quotes, commands, "
                    + "requests, lockouts, policy, models, strategies. Ages are as of the record's time; the "
                    + "safeguard event_buffer is that of now."
        },
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice state",
            "  sluice state trades --at 1204",
            "  sluice state status --json | jq .mode",
            "",
            "Exit codes: 0 well, 1 the journal is damaged, 2 bad usage."
        })
public final class StateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "VIEW", description = "One view, in full.")
    private String viewName;

    @Option(names = "--at", paramLabel = "SEQ", description = "As of this record. Without it the last one.")
    private Long at;

    @Option(
            names = "--json",
            description = "As JSON: an array for a view of many rows, an object (or null) for any other; without VIEW "
                    + "an object of all views.")
    private boolean json;

    @Mixin
    private JournalOptions options;

    /** @param console to speak to. */
    public StateCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final View view = viewName == null ? null : view(viewName);
        final Path directory = options.directory(console);
        final ConfirmedReplay state = replay(directory);
        final StateViews views = new StateViews(state.machine(), directory);
        if (json) {
            console.out().print(new StateJson(views).render(view));
        } else {
            console.out().print(new StatePage(views, console.paint()).render(view, state.title(directory)));
        }
        console.out().flush();
        return Exit.GOOD;
    }

    /** From the newest snapshot that reflects nothing later. */
    private ConfirmedReplay replay(final Path directory) {
        final long last = JournalWalk.lastSequence(directory);
        if (at != null && (at < 1 || at > last)) {
            throw CommandException.usage("there is no record " + at + "; the last one is " + last);
        }
        final Replay begin = Snapshots.newest(
                directory, at == null ? last : at, notice -> console.err().println("sluice state: " + notice));
        final long from = begin.lastSequence() + 1;
        final ConfirmedReplay state = new ConfirmedReplay(console, "state", begin);
        try (JournalReader reader = new JournalReader(directory).seek(from)) {
            ReadAhead.run(
                    ahead -> {
                        if (at == null) {
                            JournalWalk.toEnd(reader, directory, from, ahead);
                        } else {
                            JournalWalk.to(reader, from, at, ahead);
                        }
                    },
                    state);
        }
        if (state.machine() == null) {
            throw CommandException.usage(directory + " holds no record yet");
        }
        return state;
    }

    private static View view(final String name) {
        return Stream.of(View.values())
                .filter(view -> view.spelling().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("no view " + name + "; there are "
                        + Stream.of(View.values()).map(View::spelling).collect(Collectors.joining(", "))));
    }
}
