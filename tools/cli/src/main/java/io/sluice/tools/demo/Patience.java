package io.sluice.tools.demo;

import io.sluice.client.EngineException;
import io.sluice.engine.Engine;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalReader;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Exit;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Waits for an engine of this process and its journal, and says why where neither gets on any more: the engine has
 * stopped, somebody removed its files, or nothing came for half a minute.
 */
final class Patience {
    private static final int SPINS = 100;
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_AT_FILES_NS = TimeUnit.SECONDS.toNanos(1);
    /** More than this between two looks is time in which the process itself stood still. */
    private static final long LONGEST_STEP_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Engine engine;
    private final Path directory;
    private int spins;
    private long seen = -1;
    private long lookedNs;
    private long waitedNs;

    Patience(final Engine engine, final Path directory) {
        this.engine = engine;
        this.directory = directory;
    }

    /**
     * Waits a moment.
     *
     * @param progress a number that rises as what is waited for gets on.
     * @return whether it is time to look at other things meanwhile.
     * @throws CommandException if it is no use to wait any longer.
     */
    boolean pause(final long progress) {
        if (++spins % SPINS != 0) {
            Thread.onSpinWait();
            return false;
        }
        Thread.yield();
        if (engine.failure() != null) {
            throw stopped(engine.failure());
        }
        final long nowNs = System.nanoTime();
        final long beforeNs = waitedNs;
        waitedNs = progress == seen ? waitedNs + Math.min(nowNs - lookedNs, LONGEST_STEP_NS) : 0;
        lookedNs = nowNs;
        seen = progress;
        final boolean areFilesDue = waitedNs / LOOK_AT_FILES_NS > beforeNs / LOOK_AT_FILES_NS;
        if (areFilesDue && !JournalReader.hasJournal(directory)) {
            throw CommandException.usage("the journal in " + directory + " was removed while the demo ran");
        }
        if (waitedNs > LIMIT_NS) {
            throw CommandException.usage("the journal in " + directory + " has come to a standstill: nothing came for "
                    + TimeUnit.NANOSECONDS.toSeconds(LIMIT_NS) + " s after record "
                    + engine.beacon().lastSequence());
        }
        return true;
    }

    /** What to throw of an engine that has stopped: what it refused is said in a line, anything else is a fault. */
    RuntimeException stopped(final Throwable failure) {
        final String what = "the engine in " + directory + " has stopped: " + failure.getMessage();
        return failure instanceof EngineException || failure instanceof JournalException
                ? new CommandException(Exit.BAD, what)
                : new IllegalStateException(what, failure);
    }
}
