package io.sluice.tools.command;

import io.sluice.engine.Beacon;
import io.sluice.engine.Divergence;
import io.sluice.engine.Replay;
import io.sluice.engine.SnapshotCheck;
import io.sluice.journal.DirectoryLock;
import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalPosition;
import io.sluice.journal.RecordListener;
import io.sluice.json.Times;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.Schema;
import io.sluice.seal.SealCheck;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Checks the records of a journal as they are read, by executing them again (SPEC J-2), then its seals in a second pass
 * (SPEC J-8).
 */
final class JournalCheck implements RecordListener {
    private final Replay replay = new Replay();
    private final SnapshotCheck snapshots;
    private final SealCheck seals;
    private final LongConsumer progress;
    private final List<String> notices = new ArrayList<>();
    private String problem;
    private long records;
    private long firstTimeNs;
    private long lastTimeNs;
    private long lastSequence;
    private long differs;

    /** @param progress is told how many records were read. */
    private JournalCheck(final SnapshotCheck snapshots, final SealCheck seals, final LongConsumer progress) {
        this.snapshots = snapshots;
        this.seals = seals;
        this.progress = progress;
    }

    /** Checks all of a journal, to its present end. */
    static JournalCheck of(final Path directory, final SealCheck seals, final Console console) {
        final JournalCheck check;
        try (Progress progress = new Progress(console, "records", JournalWalk.lastSequence(directory))) {
            check = new JournalCheck(new SnapshotCheck(directory), seals, progress::done);
            JournalWalk.all(directory, check);
        }
        try (Progress progress = new Progress(console, "sealed records", seals.sealedTo())) {
            JournalWalk.upTo(directory, seals.sealedTo(), (record, position) -> {
                seals.confirm(record);
                progress.done(record.header().sequence());
            });
        }
        check.end();
        check.notices.addAll(check.snapshots.summary());
        check.compareWithBeacon(directory);
        return check;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        lastSequence = record.header().sequence();
        seals.collect(record);
        if (problem != null) {
            return;
        }
        firstTimeNs = records == 0 ? record.header().timeNs() : firstTimeNs;
        lastTimeNs = record.header().timeNs();
        records++;
        progress.accept(records);
        final String what = execute(record);
        if (what != null) {
            problem = JournalPosition.describe(position) + ": " + what;
            differs = lastSequence;
        }
    }

    @Override
    public boolean onFault(final JournalFault fault) {
        final boolean underWay = fault.kind() == JournalFault.Kind.HOLE && fault.records() <= 1;
        switch (fault.verdict()) {
            case SKIPPED -> notices.add(fault.describe());
            case DAMAGE, UNSYNCED -> problem = problem == null ? fault.describe() : problem;
            case TORN_TAIL -> {
                if (underWay) {
                    notices.add(fault.describe());
                } else if (problem == null) {
                    problem = fault.describe();
                }
            }
        }
        return problem == null;
    }

    /** Where a record differs, its seal tells a changed journal from a machine that decides otherwise. */
    private void end() {
        final String broken = seals.end();
        if (problem == null) {
            problem = broken;
        } else if (broken != null) {
            notices.add("the seals say: " + broken);
        } else if (differs > 0 && seals.isConfirmed(differs)) {
            notices.add("the seals say that record " + differs + " and those before it are what was written");
        }
    }

    /** The engine's own file remembers the last record that was released: more than that may not be missing. */
    private void compareWithBeacon(final Path directory) {
        if (problem != null || DirectoryLock.holder(directory) != null) {
            return;
        }
        final Path file = directory.resolve(Beacon.FILE);
        final OptionalLong known = Beacon.lastReleased(directory);
        if (known.isEmpty()) {
            notices.add(file + " cannot be read: whether records are missing at the end cannot be said");
        }
        final long released = known.orElse(0);
        if (released > lastSequence) {
            problem = "records " + (lastSequence + 1) + " to " + released + " are missing: " + file + " has record "
                    + released + " for the last one released";
        }
    }

    /** Last good record. */
    long lastSequence() {
        return lastSequence;
    }

    /** The first thing that is wrong; null if all is good. */
    String problem() {
        return problem == null ? snapshots.problem() : problem;
    }

    /** What is worth saying and is not wrong. */
    List<String> notices() {
        return notices;
    }

    /** What was looked at. */
    String summary() {
        if (records == 0) {
            return "no record";
        }
        final String kind = replay.info() == null
                ? ""
                : Schema.values("JournalKind").spelling(replay.info().kind().value()) + " journal "
                        + replay.info().journalId() + ", ";
        return String.format(
                Locale.ROOT,
                "%s%,d records, %s to %s",
                kind,
                records,
                Times.toString(firstTimeNs),
                Times.toString(lastTimeNs));
    }

    /** A record whose checksum is right can still be nonsense that the machine never meets. */
    private String execute(final RecordDecoder record) {
        try {
            final Divergence difference = replay.next(record);
            if (difference != null) {
                return difference.describe();
            }
            snapshots.confirmed(record, replay);
            return null;
        } catch (final IllegalStateException e) {
            return e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause());
        }
    }
}
