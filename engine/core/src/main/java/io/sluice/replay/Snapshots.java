package io.sluice.replay;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.SnapshotTakenDecoder;
import io.sluice.codec.StartKind;
import io.sluice.config.ConfigRefusedException;
import io.sluice.control.ControlMachine;
import io.sluice.control.image.ImageException;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.journal.Snapshot;
import io.sluice.journal.SnapshotFiles;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.MessageIds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From which stored state a journal may be re-executed (SPEC J-3). A snapshot counts only if the journal says after
 * it, with {@code SnapshotTaken}, that it was taken and which hash it has: what nobody can vouch for is passed over,
 * for another one, and at last for the whole journal.
 */
public final class Snapshots {
    private static final int BATCH = 256;
    private static final int PATIENCE = 5;
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private Snapshots() {}

    /**
     * A replay that goes on from the newest good snapshot, or begins with record 1 where there is none.
     *
     * @param upTo    last record that the snapshot may reflect.
     * @param notices is told, in words, which snapshot was not used and why.
     */
    public static Replay newest(final Path directory, final long upTo, final Consumer<String> notices) {
        return newest(directory, upTo, ControlMachine.BEHAVIOUR_VERSION, notices);
    }

    public static Replay newest(
            final Path directory, final long upTo, final int behaviourVersion, final Consumer<String> notices) {
        final Stream<Long> candidates =
                SnapshotFiles.sequences(directory).stream().filter(sequence -> sequence <= upTo);
        return firstGood(directory, candidates, behaviourVersion, notices);
    }

    /**
     * A replay of as much of a journal as can be executed again: of all of it, or where retention took its beginning
     * (J-11), of what is after the oldest good snapshot. Where another version of the machine wrote the beginning
     * (J-9) that is the last one that version left: after older ones stand records that only it executes.
     */
    public static Replay oldest(final Path directory) {
        return oldest(directory, ControlMachine.BEHAVIOUR_VERSION);
    }

    public static Replay oldest(final Path directory, final int behaviourVersion) {
        if (beginsWithAStartOf(directory, behaviourVersion)) {
            return new Replay(behaviourVersion);
        }
        final Map<Boolean, List<Long>> byOwn = SnapshotFiles.sequences(directory).stream()
                .sorted()
                .collect(Collectors.partitioningBy(sequence -> isOf(directory, sequence, behaviourVersion)));
        final List<Long> others = byOwn.get(false);
        final Stream<Long> candidates =
                Stream.concat(others.stream().skip(Math.max(0, others.size() - 1)), byOwn.get(true).stream());
        return firstGood(directory, candidates, behaviourVersion, notice -> {});
    }

    /** One that cannot be read is nobody's and not used. */
    private static boolean isOf(final Path directory, final long sequence, final int behaviourVersion) {
        try {
            return SnapshotFiles.read(SnapshotFiles.file(directory, sequence)).behaviourVersion() == behaviourVersion;
        } catch (final JournalException e) {
            return true;
        }
    }

    private static Replay firstGood(
            final Path directory,
            final Stream<Long> candidates,
            final int behaviourVersion,
            final Consumer<String> notices) {
        return candidates
                .map(sequence -> good(directory, sequence, behaviourVersion, notices))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> new Replay(behaviourVersion));
    }

    private static Replay good(
            final Path directory, final long sequence, final int behaviourVersion, final Consumer<String> notices) {
        String what;
        try {
            final Snapshot snapshot = SnapshotFiles.read(SnapshotFiles.file(directory, sequence));
            what = objection(directory, snapshot, sequence);
            if (what == null) {
                return Replay.from(snapshot, behaviourVersion);
            }
        } catch (final JournalException | ImageException | ConfigRefusedException e) {
            what = e.getMessage();
        }
        notices.accept("the snapshot " + sequence + ".snap is not used: " + what);
        return null;
    }

    private static boolean beginsWithAStartOf(final Path directory, final int behaviourVersion) {
        final boolean[] begins = {true};
        try (JournalReader reader = new JournalReader(directory)) {
            reader.poll(
                    (record, position) -> {
                        record.input();
                        begins[0] = record.templateId() == EngineStartedDecoder.TEMPLATE_ID
                                && startsAfresh(record, behaviourVersion);
                    },
                    1);
        }
        return begins[0];
    }

    private static boolean startsAfresh(final RecordDecoder record, final int behaviourVersion) {
        final EngineStartedDecoder started = new EngineStartedDecoder()
                .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
        final boolean isFirst = record.header().sequence() == 1 || started.startKind() == StartKind.EPOCH;
        return isFirst && started.behaviourVersion() == behaviourVersion;
    }

    /** Whether a record is the engine's own word that changes no state, whichever version of the machine wrote it. */
    public static boolean isWithoutEffect(final RecordDecoder record) {
        return MessageIds.isBookkeeping(record.templateId()) && record.header().role() == Role.ENGINE;
    }

    /** What a record says was stored; null if it is no {@code SnapshotTaken} of the engine. */
    public static SnapshotTakenDecoder taken(final RecordDecoder record) {
        record.input();
        return record.templateId() == SnapshotTakenDecoder.TEMPLATE_ID
                        && record.header().role() == Role.ENGINE
                ? new SnapshotTakenDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder())
                : null;
    }

    private static String objection(final Path directory, final Snapshot snapshot, final long sequence) {
        final JournalInfo info = JournalInfo.read(directory);
        if (snapshot.sequence() != sequence) {
            return "it reflects record " + snapshot.sequence();
        }
        if (info != null && !info.equals(new JournalInfo(snapshot.journalId(), snapshot.kind()))) {
            return "it belongs to journal " + snapshot.journalId();
        }
        return witness(directory, snapshot);
    }

    /** Looks for the journal's word after the snapshot, which as a rule comes soon. */
    private static String witness(final Path directory, final Snapshot snapshot) {
        final String[] found = {"the journal does not say that it was taken"};
        final boolean[] said = new boolean[1];
        try (JournalReader reader = new JournalReader(directory).seek(snapshot.sequence() + 1)) {
            for (int waits = 0; !said[0] && waits < PATIENCE; ) {
                final int count = reader.poll(
                        (record, position) -> {
                            final SnapshotTakenDecoder taken = said[0] ? null : taken(record);
                            if (taken != null && taken.snapshotSequence() == snapshot.sequence()) {
                                said[0] = true;
                                found[0] = Arrays.equals(hash(taken), snapshot.stateHash())
                                        ? null
                                        : "record " + record.header().sequence() + " says that it has another hash";
                            }
                        },
                        BATCH);
                waits = count > 0 ? 0 : waits + 1;
                if (count == 0) {
                    // the reader looks for a later segment only so often
                    LockSupport.parkNanos(LOOK_AGAIN_NS);
                }
            }
        }
        return found[0];
    }

    /** Hash of the state that a record names. */
    static byte[] hash(final SnapshotTakenDecoder taken) {
        final byte[] hash = new byte[SnapshotTakenDecoder.stateHashLength()];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) taken.stateHash(i);
        }
        return hash;
    }

    /** Hash of the configuration that a start names. */
    static byte[] hash(final EngineStartedDecoder started) {
        final byte[] hash = new byte[EngineStartedDecoder.configHashLength()];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) started.configHash(i);
        }
        return hash;
    }
}
