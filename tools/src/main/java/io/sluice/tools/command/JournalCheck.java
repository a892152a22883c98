package io.sluice.tools.command;

import io.sluice.engine.Divergence;
import io.sluice.engine.Replay;
import io.sluice.engine.SnapshotCheck;
import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalPosition;
import io.sluice.journal.RecordListener;
import io.sluice.json.Times;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Checks the records of a journal as they are read, by executing them again (SPEC J-2). */
final class JournalCheck implements RecordListener {
    private final Replay replay = new Replay();
    private final SnapshotCheck snapshots;
    private final LongConsumer progress;
    private final List<String> notices = new ArrayList<>();
    private String problem;
    private long records;
    private long firstTimeNs;
    private long lastTimeNs;

    /** @param progress is told how many records were read. */
    JournalCheck(final SnapshotCheck snapshots, final LongConsumer progress) {
        this.snapshots = snapshots;
        this.progress = progress;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
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
        }
    }

    @Override
    public boolean onFault(final JournalFault fault) {
        final boolean underWay = fault.kind() == JournalFault.Kind.HOLE && fault.records() <= 1;
        switch (fault.verdict()) {
            case SKIPPED -> notices.add(fault.describe());
            case DAMAGE -> problem = problem == null ? fault.describe() : problem;
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

    /** The first thing that is wrong; null if all is good. */
    String problem() {
        return problem == null ? snapshots.problem() : problem;
    }

    /** What is worth saying and is not wrong. */
    List<String> notices() {
        final List<String> all = new ArrayList<>(notices);
        all.addAll(snapshots.summary());
        return all;
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
