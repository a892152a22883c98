package io.sluice.tools.command;

import io.sluice.control.ControlMachine;
import io.sluice.engine.Divergence;
import io.sluice.engine.Replay;
import io.sluice.journal.JournalFault;
import io.sluice.journal.RecordListener;
import io.sluice.json.Times;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.Schema;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.nio.file.Path;

/** Brings a machine to where it was behind a record. A state that is not certain is not shown. */
final class StateReplay implements RecordListener {
    private final Replay replay;
    private final Console console;

    /** @param replay begins where its machine stands. */
    StateReplay(final Console console, final Replay replay) {
        this.console = console;
        this.replay = replay;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        final Divergence difference = replay.next(record);
        if (difference != null) {
            throw new CommandException(Exit.BAD, difference.describe());
        }
    }

    @Override
    public boolean onFault(final JournalFault fault) {
        switch (fault.verdict()) {
            case SKIPPED -> {
                // no record is missing
            }
            case TORN_TAIL -> console.err().println("sluice state: " + fault.describe());
            case DAMAGE -> throw new CommandException(Exit.BAD, fault.describe());
        }
        return true;
    }

    /** The machine; null if there was no record. */
    ControlMachine machine() {
        return replay.machine();
    }

    /** What the state is of. */
    String title(final Path directory) {
        return directory + " ("
                + Schema.values("JournalKind").spelling(replay.info().kind().value()) + " journal) as of record "
                + replay.lastSequence() + ", " + Times.toString(replay.lastTimeNs());
    }
}
