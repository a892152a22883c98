package io.sluice.engine.start;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.journal.JournalException;
import io.sluice.journal.ProcessMark;
import io.sluice.journal.Threads;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Finds the engine that still lives in a directory whose lock is free: somebody removed the lock's file (SPEC J-4). Two
 * engines in one directory destroy the journal, so the beacon is asked, too.
 */
final class LivingEngine {
    /** A process that showed nothing for so long is not waited for. */
    private static final long RECENT_NS = TimeUnit.SECONDS.toNanos(10);
    /** A living process writes its beacon every millisecond. */
    private static final long WAIT_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private LivingEngine() {}

    /** @throws JournalException LOCKED if there is one. */
    static void refuse(final Path directory) {
        final Beacon beacon;
        try {
            beacon = Beacon.look(directory);
        } catch (final EngineException e) {
            // There never was one, or what it showed is gone: nothing speaks against this start.
            return;
        }
        final long pid = beacon.pid();
        // In another container another process may bear this one's number.
        final boolean isOwn = pid == ProcessHandle.current().pid() && beacon.processStart() == ProcessMark.own();
        if (beacon.processStart() == 0 || isOwn) {
            return;
        }
        if (ProcessMark.isAlive(pid, beacon.processStart()) || isSeenAlive(beacon)) {
            throw new JournalException(
                    JournalException.Code.LOCKED,
                    directory + " is in use by another engine (pid " + pid + "): " + directory.resolve(Beacon.FILE)
                            + " shows that it lives, though its lock is free; end that process first");
        }
    }

    /** One in another container: its number says nothing here. */
    private static boolean isSeenAlive(final Beacon beacon) {
        final long seenNs = beacon.aliveNs();
        final long silenceNs = System.nanoTime() - seenNs;
        return silenceNs >= 0
                && silenceNs < RECENT_NS
                && Threads.await(() -> beacon.aliveNs() != seenNs, WAIT_NS, PAUSE_NS);
    }
}
