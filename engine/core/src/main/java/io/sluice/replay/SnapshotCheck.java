package io.sluice.replay;

import io.sluice.codec.SnapshotTakenDecoder;
import io.sluice.journal.JournalException;
import io.sluice.journal.Snapshot;
import io.sluice.journal.SnapshotFiles;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Checks stored states while a journal is executed again (SPEC J-3): whole, of the hash that the journal names, and the
 * state that re-execution gives. Not thread safe.
 */
public final class SnapshotCheck {
    private final TreeMap<Long, byte[]> open = new TreeMap<>();
    private final TreeMap<Long, byte[]> unsaid = new TreeMap<>();
    private String problem;
    private int good;

    /**
     * @param directory whose snapshots are checked, as they are there now.
     * @param from      last record of the snapshot that execution begins from; 0 if it begins with the first record.
     */
    public SnapshotCheck(final Path directory, final long from) {
        for (final long sequence : SnapshotFiles.sequences(directory)) {
            try {
                final Snapshot snapshot = SnapshotFiles.read(SnapshotFiles.file(directory, sequence));
                (sequence == from ? unsaid : open).put(sequence, snapshot.stateHash());
                if (snapshot.sequence() != sequence) {
                    object("the snapshot " + sequence + ".snap reflects record " + snapshot.sequence());
                }
            } catch (final JournalException e) {
                object(e.getMessage());
            }
        }
    }

    /** The next record was executed again and confirmed. */
    public void confirmed(final RecordDecoder record, final Replay replay) {
        final long sequence = replay.lastSequence();
        final byte[] stored = open.remove(sequence);
        if (stored != null) {
            if (Arrays.equals(stored, replay.snapshot().stateHash())) {
                unsaid.put(sequence, stored);
            } else {
                object("the snapshot " + sequence + ".snap is not the state that re-execution gives");
            }
        }
        final SnapshotTakenDecoder taken = Snapshots.taken(record);
        final byte[] said = taken == null ? null : unsaid.remove(taken.snapshotSequence());
        if (said != null && !Arrays.equals(said, Snapshots.hash(taken))) {
            object("record " + sequence + " says that " + taken.snapshotSequence() + ".snap has another hash");
        } else if (said != null) {
            good++;
        }
    }

    /** What was found when the last record was confirmed: a sentence for each that no start would use, a count. */
    public List<String> summary() {
        final List<String> summary = new ArrayList<>();
        unsaid.keySet()
                .forEach(sequence -> summary.add(
                        "the snapshot " + sequence + ".snap is not used: the journal does not say that it was taken"));
        open.keySet()
                .forEach(sequence -> summary.add(
                        "the snapshot " + sequence + ".snap is not used: the journal does not hold that record"));
        if (good > 0) {
            summary.add(good + (good == 1 ? " snapshot is" : " snapshots are") + " good");
        }
        return summary;
    }

    /** The first thing that is wrong; null if all is good. */
    public String problem() {
        return problem;
    }

    private void object(final String what) {
        problem = problem == null ? what : problem;
    }
}
