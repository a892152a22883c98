package io.sluice.tools.command;

import io.sluice.client.Beacon;
import io.sluice.codec.JournalKind;
import io.sluice.control.view.View;
import io.sluice.engine.StateSnapshot;
import io.sluice.engine.StateView;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.JournalInfo;
import io.sluice.json.Times;
import io.sluice.schema.Schema;
import io.sluice.state.StateMapException;
import io.sluice.tools.audit.JournalWalk;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The state of a running engine, from its state map (SPEC J-6). */
final class StateRunning {
    private static final String CLEAR = "\u001b[H\u001b[2J";

    private final Console console;
    private final Path directory;
    private final BiConsumer<ViewSource, String> shown;
    private final Consumer<View> executed;
    private long executedTo;

    /**
     * @param shown    takes what was read, and a title for it.
     * @param executed shows a view by executing the journal again.
     */
    StateRunning(
            final Console console,
            final Path directory,
            final BiConsumer<ViewSource, String> shown,
            final Consumer<View> executed) {
        this.executed = executed;
        this.console = console;
        this.directory = directory;
        this.shown = shown;
    }

    /**
     * Shows it once; false if the map cannot be read, which is told.
     *
     * @param view null for all.
     */
    boolean show(final View view) {
        try (StateView state = StateView.open(directory)) {
            show(view, read(state, view));
            return true;
        } catch (final StateMapException e) {
            console.err().println("sluice state: " + e.getMessage() + "; executing the journal again");
            return false;
        }
    }

    /** Shows it whenever it has changed, until interrupted. Trouble that stays is told once. */
    void watch(final View view, final long intervalNs) {
        long last = 0;
        long oldest = 0;
        String told = null;
        try (StateView state = StateView.open(directory)) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    // A view that lagged behind catches up without a new record.
                    if (last == 0 || oldest < last || state.sequence() != last) {
                        final StateSnapshot now = read(state, view);
                        if (now.sequence() != last || oldest(now, view) != oldest) {
                            console.out().raw(console.isTerminal() ? CLEAR : "");
                            show(view, now);
                        }
                        last = now.sequence();
                        oldest = oldest(now, view);
                    }
                    told = null;
                } catch (final StateMapException e) {
                    refuseWhereNoneIs(e);
                    final boolean isClosed = e.code() == StateMapException.Code.IO;
                    if (!e.getMessage().equals(told)) {
                        told = e.getMessage();
                        console.err()
                                .println("sluice state: " + told + (isClosed ? "; executing the journal again" : ""));
                    }
                    if (isClosed) {
                        execute(view);
                    }
                }
                LockSupport.parkNanos(intervalNs);
            }
        }
    }

    /** Where neither map nor image can be read the journal can be executed again. */
    private void execute(final View view) {
        final long last = JournalWalk.lastSequence(directory);
        if (last != executedTo) {
            executedTo = last;
            console.out().raw(console.isTerminal() ? CLEAR : "");
            executed.accept(view);
            console.out().flush();
        }
    }

    /** An engine that has only just started has one soon. One that stopped, and {@code play}, never will. */
    private void refuseWhereNoneIs(final StateMapException e) {
        final boolean hasEngine =
                Files.exists(directory.resolve(Beacon.FILE)) && DirectoryLock.holder(directory) != null;
        if (e.code() == StateMapException.Code.NO_MAP && !hasEngine) {
            throw CommandException.usage(
                    e.getMessage() + ", so there is nothing to watch; without --watch the journal is executed again");
        }
    }

    /** Record that is reflected by the one of the views shown that lags behind most. */
    private static long oldest(final StateSnapshot now, final View view) {
        return Stream.of(view == null ? View.values() : new View[] {view})
                .mapToLong(now::sequence)
                .min()
                .orElseThrow();
    }

    private static StateSnapshot read(final StateView state, final View view) {
        return view == null ? state.read() : state.read(view);
    }

    private void show(final View view, final StateSnapshot now) {
        shown.accept(now::view, title(view, now));
        console.out().flush();
    }

    private String title(final View view, final StateSnapshot now) {
        final JournalInfo info = JournalInfo.read(directory);
        final JournalKind kind = info == null ? JournalKind.LIVE : info.kind();
        final long sequence = view == null ? now.sequence() : now.sequence(view);
        final String time = sequence == now.sequence() ? ", " + Times.toString(now.timeNs()) : "";
        return String.format(
                Locale.ROOT,
                "%s (%s journal) as of record %d%s; %,d records to catch up, as it was %,d ms ago",
                directory,
                Schema.values("JournalKind").spelling(kind.value()),
                sequence,
                time,
                now.lag() + now.sequence() - sequence,
                TimeUnit.NANOSECONDS.toMillis(now.ageNs()));
    }
}
