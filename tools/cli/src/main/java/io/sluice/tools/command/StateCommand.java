package io.sluice.tools.command;

import io.sluice.control.view.View;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.JournalReader;
import io.sluice.journal.ReadAhead;
import io.sluice.replay.Replay;
import io.sluice.replay.Snapshots;
import io.sluice.tools.audit.JournalWalk;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.cli.JournalOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
        header = "Shows the state after a record: mode, permissions, positions, requests, ...",
        description = {
            "Reads the state map of a running engine, however long the journal; the title names the record that it "
                    + "reflects. Otherwise, or with --at, it executes the journal again up to the record, from the "
                    + "last snapshot before it. So you can look at any moment. Without VIEW it shows a page of what "
                    + "matters most.",
            "",
            "Views: status, permissions, components, recovery, pending, history, trades, positions, quotes, commands, "
                    + "requests, lockouts, policy, models, strategies, clients. Ages are as of the record's time; the "
                    + "safeguard event_buffer is that of now."
        },
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice state",
            "  sluice state trades --at 1204",
            "  sluice state status --json | jq .mode",
            "  sluice state positions --watch",
            "",
            "Exit codes: 0 shown, 1 the journal is damaged, 2 bad usage."
        })
public final class StateCommand implements Callable<Integer> {
    private static final double MIN_WATCH_S = 0.01;
    private static final double MAX_WATCH_S = 3600;

    private final Console console;
    private final View only;
    private final Selection selection;
    private boolean isMissing;

    @Parameters(arity = "0..1", paramLabel = "VIEW", description = "One view, in full.")
    private String viewName;

    @Option(names = "--at", paramLabel = "SEQ", description = "As of this record. Without it the last one.")
    private Long at;

    @Option(
            names = "--json",
            description =
                    "As JSON: an array for a view of many rows, an object (or null) for any other. Without VIEW an "
                            + "object of all views.")
    private boolean json;

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "1",
            paramLabel = "SECONDS",
            description =
                    "Looks again every so many seconds (1) and shows what has changed, until interrupted. A user who "
                            + "may only read the directory sees it too, from the image beside the map.")
    private Double watch;

    @Mixin
    private JournalOptions options;

    /** @param console to speak to. */
    public StateCommand(final Console console) {
        this(console, null, Selection.ALL);
    }

    /**
     * As the other.
     *
     * @param only      view that it shows; null for the one that is named.
     * @param selection rows of the view that it shows.
     */
    public StateCommand(final Console console, final View only, final Selection selection) {
        this.console = console;
        this.only = only;
        this.selection = selection;
    }

    @Override
    public Integer call() {
        final View view = only != null ? only : viewName == null ? null : view(viewName);
        final Path directory = options.directory(console);
        if (watch != null && (at != null || !(watch >= MIN_WATCH_S && watch <= MAX_WATCH_S))) {
            throw CommandException.usage("--watch takes 0.01 to 3600 seconds, and no --at");
        }
        final StateRunning running = new StateRunning(
                console,
                directory,
                (source, title) -> show(view, source, directory, title),
                each -> execute(each, directory));
        if (watch != null) {
            running.watch(view, (long) (watch * TimeUnit.SECONDS.toNanos(1)));
        } else if (at != null || DirectoryLock.holder(directory) == null || !running.show(view)) {
            execute(view, directory);
        }
        console.out().flush();
        if (isMissing) {
            throw new CommandException(Exit.BAD, "there is no " + selection.sought());
        }
        return Exit.GOOD;
    }

    private void execute(final View view, final Path directory) {
        final ConfirmedReplay state = replay(directory);
        show(view, state.machine()::view, directory, state.title(directory));
    }

    private void show(final View view, final ViewSource source, final Path directory, final String title) {
        final StateViews views = new StateViews(source, directory, selection);
        if (!selection.places().isEmpty()) {
            one(views, title);
        } else if (json) {
            console.out().print(new StateJson(views).render(view));
        } else {
            console.out().print(new StatePage(views, console.paint(), console.columns()).render(view, title));
        }
    }

    /** The one row that is looked for, with all its fields. */
    private void one(final StateViews views, final String title) {
        final View place =
                selection.places().stream().filter(views::hasRows).findFirst().orElse(null);
        isMissing = place == null;
        if (json) {
            console.out().print(place == null ? "null\n" : new StateJson(views).first(place));
        } else if (place != null) {
            console.out().print(new StatePage(views, console.paint(), console.columns()).first(place, title));
        }
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
