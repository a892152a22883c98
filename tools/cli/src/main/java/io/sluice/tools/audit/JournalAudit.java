package io.sluice.tools.audit;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.control.ControlMachine;
import io.sluice.engine.start.EpochLinks;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalPosition;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.Divergence;
import io.sluice.replay.Replay;
import io.sluice.replay.SnapshotCheck;
import io.sluice.replay.Snapshots;
import io.sluice.seal.Beginning;
import io.sluice.seal.SealCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Checks the records of a journal as they are read, by executing them again (SPEC J-2), then its seals in a second pass
 * (SPEC J-8). Records before the oldest good snapshot that nobody can execute any more, because retention took what
 * came before them (J-11) or another version wrote them (J-9), are checked for all the rest.
 */
public final class JournalAudit implements RecordListener {
    private final Replay replay;
    private final long executedAfter;
    private final SnapshotCheck snapshots;
    private final SealCheck seals;
    private final LongConsumer progress;
    private final List<String> notices = new ArrayList<>();
    private final SortedSet<Integer> otherVersions = new TreeSet<>();
    private final Beginning beginning = new Beginning();
    private String missing;
    private String problem;
    private long records;
    private long firstTimeNs;
    private long lastTimeNs;
    private long firstSequence;
    private long lastSequence;
    private long lastStart;
    private long differs;
    private final EngineStartedDecoder started = new EngineStartedDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** @param progress is told how many records were read. */
    private JournalAudit(final Path directory, final SealCheck seals, final LongConsumer progress) {
        replay = Snapshots.oldest(directory);
        executedAfter = replay.lastSequence();
        snapshots = new SnapshotCheck(directory, executedAfter);
        this.seals = seals;
        this.progress = progress;
    }

    /**
     * Checks all of a journal, to its present end; an engine may go on writing it.
     *
     * @param seals takes the seals of the journal, with the keys and the hash that they are held against.
     */
    public static AuditResult run(final Path directory, final SealCheck seals, final AuditWatch watch) {
        // Asked first: the reading need not meet what an engine releases meanwhile.
        return run(directory, ReleasedEnd.look(directory), seals, watch);
    }

    /** As the other; the end of the journal is held against what an engine in another directory said of it. */
    static AuditResult run(final Path directory, final ReleasedEnd end, final SealCheck seals, final AuditWatch watch) {
        final long total = JournalWalk.lastSequence(directory);
        final JournalAudit audit = new JournalAudit(directory, seals, count -> watch.done("records", count, total));
        JournalWalk.all(directory, audit);
        final long sealedTo = seals.sealedTo();
        JournalWalk.upTo(directory, sealedTo, (record, position) -> {
            seals.confirm(record);
            watch.done("sealed records", record.header().sequence(), sealedTo);
        });
        audit.end();
        audit.sayWhatWasNotExecuted();
        audit.notices.addAll(audit.snapshots.summary());
        audit.lookAtWhatWasPutAside(directory);
        if (audit.problem == null) {
            audit.problem = end.missing(audit.lastSequence);
        }
        if (audit.replay.info() == null || audit.replay.info().kind() != JournalKind.PLAY) {
            end.sayWhatItCannotTell(audit.lastStart, audit.notices);
        }
        if (audit.problem == null) {
            audit.problem = Journal.objection(directory);
        }
        return audit.result(directory);
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        lastSequence = record.header().sequence();
        seals.collect(record);
        beginning.onRecord(record);
        if (problem != null) {
            return;
        }
        firstTimeNs = records == 0 ? record.header().timeNs() : firstTimeNs;
        firstSequence = records == 0 ? lastSequence : firstSequence;
        lastTimeNs = record.header().timeNs();
        records++;
        progress.accept(records);
        noteStart(record);
        final String what = lastSequence <= executedAfter ? null : execute(record);
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

    /** A start says which version of the machine wrote what follows, and how many records before it are lost. */
    private void noteStart(final RecordDecoder record) {
        record.input();
        if (record.header().role() == Role.ENGINE && record.templateId() == EngineStartedDecoder.TEMPLATE_ID) {
            started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            lastStart = lastSequence;
            if (started.behaviourVersion() != ControlMachine.BEHAVIOUR_VERSION) {
                otherVersions.add(started.behaviourVersion());
            }
            if (started.droppedRecords() > 0) {
                notices.add(String.format(
                        Locale.ROOT,
                        "the start in record %d found %,d record(s) before it lost",
                        lastSequence,
                        started.droppedRecords()));
            }
        }
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

    private void sayWhatWasNotExecuted() {
        if (beginning.removed() != null) {
            notices.add(beginning.removed());
        }
        if (executedAfter > 0) {
            final String why = otherVersions.isEmpty()
                    ? "what came before them is gone"
                    : "behaviour version "
                            + otherVersions.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + " wrote them, and this is version " + ControlMachine.BEHAVIOUR_VERSION;
            notices.add("records " + firstSequence + " to " + executedAfter + " were not executed again (" + why
                    + "), but had every other check; records after them were, from the snapshot " + executedAfter
                    + ".snap");
        }
        if (seals.unconfirmed() > 0) {
            notices.add("the seal of the first " + seals.unconfirmed() + " record(s) begins before them and cannot be "
                    + "computed again");
        }
    }

    private void lookAtWhatWasPutAside(final Path directory) {
        final EpochLinks links = EpochLinks.check(directory);
        notices.addAll(links.notices());
        problem = problem == null ? links.problem() : problem;
        missing = beginning.missing() == null ? links.missing() : beginning.missing();
    }

    private AuditResult result(final Path directory) {
        final boolean isSealed = seals.count() > 0;
        return new AuditResult(
                directory,
                replay.info(),
                records,
                firstSequence,
                lastSequence,
                firstTimeNs,
                lastTimeNs,
                executedAfter,
                new AuditResult.Seals(
                        seals.count(),
                        seals.sealedTo(),
                        seals.unsealed(),
                        seals.isSigned(),
                        isSealed ? seals.lastLink() : null),
                List.copyOf(notices),
                missing,
                problem == null ? snapshots.problem() : problem);
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
