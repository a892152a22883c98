package io.sluice.tools.command;

import io.sluice.control.ControlMachine;
import io.sluice.journal.JournalFault;
import io.sluice.journal.RecordListener;
import io.sluice.json.Times;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.Divergence;
import io.sluice.replay.Replay;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Executes the records of a journal again, for whoever shows what comes of it: the machine behind the last one. What is
 * not certain is not shown.
 */
final class ConfirmedReplay implements RecordListener {
    private final Replay replay;
    private final Console console;
    private final String command;
    private final Consumer<RecordDecoder> next;

    /**
     * @param command in whose name trouble is told.
     * @param begin   goes on where its machine stands.
     */
    ConfirmedReplay(final Console console, final String command, final Replay begin) {
        this(console, command, begin, record -> {});
    }

    /** @param next takes each record that was confirmed. */
    ConfirmedReplay(
            final Console console, final String command, final Replay begin, final Consumer<RecordDecoder> next) {
        replay = begin;
        this.console = console;
        this.command = command;
        this.next = next;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        final Divergence difference = replay.next(record);
        if (difference != null) {
            throw new CommandException(Exit.BAD, difference.describe());
        }
        record.rewind();
        next.accept(record);
    }

    @Override
    public boolean onFault(final JournalFault fault) {
        switch (fault.verdict()) {
            case SKIPPED -> {
                // the sequence has no gap
            }
            case TORN_TAIL, UNSYNCED -> console.err().println("sluice " + command + ": " + fault.describe());
            case DAMAGE -> throw new CommandException(Exit.BAD, fault.describe());
        }
        return true;
    }

    /** The machine; null if there was no record. */
    ControlMachine machine() {
        return replay.machine();
    }

    /** Sequence of the last record. */
    long lastSequence() {
        return replay.lastSequence();
    }

    /** Engine time of the last record. */
    long lastTimeNs() {
        return replay.lastTimeNs();
    }

    /** Kind of the journal. */
    String kind() {
        return Schema.values("JournalKind").spelling(replay.info().kind().value());
    }

    /** What the state is of. */
    String title(final Path directory) {
        return directory + " (" + kind() + " journal) as of record " + replay.lastSequence() + ", "
                + Times.toString(replay.lastTimeNs());
    }
}
