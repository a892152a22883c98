package io.sluice.replay;

import static io.sluice.record.RecordLayout.PREFIX_LENGTH;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.StartKind;
import io.sluice.codec.TickDecoder;
import io.sluice.config.CanonicalConfig;
import io.sluice.config.ConfigRefusedException;
import io.sluice.config.RecordSize;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.image.ImageWriter;
import io.sluice.control.intent.Fences;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.Snapshot;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import io.sluice.schema.FrameCheck;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Re-executes the records of a journal, from the first on, and compares each with what was written (SPEC J-2, W-3,
 * W-5). Recovery, {@code verify} and {@code state --at} are this with different endings: afterwards {@link #machine()}
 * is as it was after the last record. Not thread safe.
 *
 * <pre>{@code
 *  Replay replay = new Replay();
 *  ScanResult end = JournalScan.run(directory, (record, position) -> replay.next(record));
 *  if (replay.divergence() != null) { ... }
 * }</pre>
 */
public final class Replay {
    private final EngineStartedDecoder started = new EngineStartedDecoder();
    private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
    private final RecordDecoder again = new RecordDecoder();
    /** All of a record but its prefix: of two that agree in this, length and checksum agree. */
    private final UnsafeBuffer recorded = new UnsafeBuffer(0, 0);

    private final UnsafeBuffer executed = new UnsafeBuffer(0, 0);
    private final RecordDifference difference = new RecordDifference();
    private final ImageWriter image = new ImageWriter();
    private final int behaviourVersion;
    private ControlMachine machine;
    private RecordEncoder scratch;
    /** Behaviour version that wrote the records that are read. */
    private int writtenBy;

    private ControlConfig config;
    private byte[] fingerprint;
    private JournalInfo info;
    private long lastSequence;
    private long lastTimeNs = Long.MIN_VALUE;
    private long lastStart;
    private Divergence divergence;

    /** Begins with the first record of a journal. */
    public Replay() {
        this(ControlMachine.BEHAVIOUR_VERSION);
    }

    /** @param behaviourVersion that this program takes itself for. */
    public Replay(final int behaviourVersion) {
        this.behaviourVersion = behaviourVersion;
    }

    /**
     * Goes on after a snapshot.
     *
     * @throws io.sluice.control.image.ImageException if its state cannot be read.
     * @throws ConfigRefusedException                 if its configuration cannot be.
     */
    static Replay from(final Snapshot snapshot, final int behaviourVersion) {
        final Replay replay = new Replay(behaviourVersion);
        replay.use(CanonicalConfig.parse(new String(snapshot.configuration(), StandardCharsets.UTF_8)));
        if (!Arrays.equals(replay.fingerprint, snapshot.configHash())) {
            throw new JournalException(
                    JournalException.Code.DAMAGED, "its configuration is not the one that its fingerprint names");
        }
        final UnsafeBuffer bytes = new UnsafeBuffer(snapshot.image());
        replay.machine = ControlMachine.restore(replay.config, bytes, 0, bytes.capacity());
        replay.writtenBy = snapshot.behaviourVersion();
        replay.info = new JournalInfo(snapshot.journalId(), snapshot.kind());
        replay.lastSequence = snapshot.sequence();
        replay.lastTimeNs = snapshot.timeNs();
        replay.lastStart = snapshot.lastStart();
        return replay;
    }

    /** The state after the last record that was confirmed; there must be one. It shares nothing with this. */
    public Snapshot snapshot() {
        final byte[] bytes = new byte[machine.image(image)];
        image.buffer().getBytes(0, bytes);
        return new Snapshot(
                writtenBy,
                info.journalId(),
                info.kind(),
                lastSequence,
                lastTimeNs,
                lastStart,
                fingerprint,
                CanonicalConfig.bytes(config),
                bytes);
    }

    /** Makes another one that goes on where this one stands now. It shares nothing with this. */
    public Supplier<Replay> copy() {
        if (machine == null) {
            return () -> new Replay(behaviourVersion);
        }
        final Snapshot now = snapshot();
        return () -> from(now, behaviourVersion);
    }

    /** Behaviour version that this program takes itself for (J-9). */
    public int behaviourVersion() {
        return behaviourVersion;
    }

    /**
     * Executes the next record and compares.
     *
     * @return null if it is what re-execution gives; else the difference, and then nothing more is executed.
     */
    public Divergence next(final RecordDecoder record) {
        if (divergence == null) {
            final String what = objection(record);
            if (what != null) {
                divergence = new Divergence(record.header().sequence(), what);
            } else {
                lastSequence = record.header().sequence();
                lastTimeNs = record.header().timeNs();
            }
        }
        return divergence;
    }

    /** The first difference; null if there was none. */
    public Divergence divergence() {
        return divergence;
    }

    /** The machine after the last record that was confirmed; null before the first. */
    public ControlMachine machine() {
        return machine;
    }

    /** What the first record says of the journal; null before it. */
    public JournalInfo info() {
        return info;
    }

    /** The configuration in force; null before the first record. */
    public ControlConfig config() {
        return config;
    }

    /** SHA-256 of the configuration in force; null before the first record; not to be changed. */
    public byte[] fingerprint() {
        return fingerprint;
    }

    /** Sequence of the last record that was confirmed, 0 if there was none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Engine time of that record, Long.MIN_VALUE if there was none. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Sequence of the last start, 0 if there was none. */
    public long lastStart() {
        return lastStart;
    }

    private String objection(final RecordDecoder record) {
        final long sequence = record.header().sequence();
        record.input();
        if (sequence != lastSequence + 1 && !(lastSequence == 0 && beginsEpoch(record))) {
            return lastSequence == 0
                    ? "the journal does not begin with record 1"
                    : "it does not follow record " + lastSequence;
        }
        final boolean isStart = isOwn(record, EngineStartedDecoder.TEMPLATE_ID);
        if (machine != null && !isStart && writtenBy != behaviourVersion) {
            return Snapshots.isWithoutEffect(record) ? null : foreign(writtenBy);
        }
        final String what = isStart ? start(record) : machine == null ? "the first record is no start" : input(record);
        if (what != null) {
            return what;
        }
        if (record.header().timeNs() < lastTimeNs) {
            return "its time is before that of record " + lastSequence;
        }
        return execute(record);
    }

    /** Takes over the configuration of a start. */
    private String start(final RecordDecoder record) {
        started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), messageHeader);
        if (started.behaviourVersion() != behaviourVersion) {
            return foreign(started.behaviourVersion());
        }
        final JournalInfo here = JournalInfo.of(record);
        if (info != null && !info.equals(here)) {
            return "journal id or kind is not that of the first record";
        }
        final String what = configure(started.configuration(), Snapshots.hash(started));
        if (what == null && !Fences.read(started.fences(), (id, highest) -> {})) {
            return "its fences cannot be read";
        }
        if (what == null) {
            info = here;
            lastStart = record.header().sequence();
            writtenBy = behaviourVersion;
        }
        return what;
    }

    /** The first record of a new epoch goes on after the journal before (J-2). */
    private boolean beginsEpoch(final RecordDecoder record) {
        return isOwn(record, EngineStartedDecoder.TEMPLATE_ID)
                && started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), messageHeader)
                                .startKind()
                        == StartKind.EPOCH;
    }

    /** Another version goes on only from the state that a clean stop has left (J-9). */
    private String foreign(final int version) {
        return "behaviour version " + version + " wrote it, this is version " + behaviourVersion
                + ", and only the version that wrote a record can re-execute it: ask a program of version " + version
                + "; this one goes on from the snapshot of a clean stop of version " + version
                + " if it can read its form, else from a new epoch: sluice salvage --force-halt";
    }

    private void use(final ControlConfig next) {
        config = next;
        fingerprint = CanonicalConfig.fingerprint(config);
        scratch = new RecordEncoder(Math.toIntExact(RecordSize.largest(config)));
    }

    private String configure(final String text, final byte[] recordedFingerprint) {
        if (!text.isEmpty()) {
            try {
                use(CanonicalConfig.parse(text));
            } catch (final ConfigRefusedException e) {
                return "its configuration cannot be read: " + e.getMessage();
            }
        }
        if (config == null || !Arrays.equals(fingerprint, recordedFingerprint)) {
            return "its configuration is not the one that its fingerprint names";
        }
        if (machine == null) {
            machine = new ControlMachine(config);
        } else if (!text.isEmpty()) {
            machine.configure(config);
        }
        return null;
    }

    /** Whether the engine itself sent this; what another sends under that name is refused and no more (W-8). */
    private static boolean isOwn(final RecordDecoder record, final int templateId) {
        return record.templateId() == templateId && record.header().role() == Role.ENGINE;
    }

    private String input(final RecordDecoder record) {
        final String what = FrameCheck.checkRecorded(record.buffer(), record.messageOffset(), record.messageLength());
        return what == null ? due(record) : "its input cannot be read: " + what;
    }

    /** Whether the timers that fired before a record are the ones that were due (W-6). */
    private String due(final RecordDecoder record) {
        final long timeNs = record.header().timeNs();
        final long dueNs = machine.nextDeadlineNs();
        if (!isOwn(record, TickDecoder.TEMPLATE_ID)) {
            return dueNs > timeNs ? null : "a timer was due before it at " + dueNs + " and has no record";
        }
        return dueNs != Long.MAX_VALUE && Math.max(dueNs, lastTimeNs) == timeNs
                ? null
                : "no timer fires at " + timeNs + "; the next is due at " + dueNs;
    }

    private String execute(final RecordDecoder record) {
        scratch.begin(
                record.buffer(),
                record.envelopeOffset(),
                record.envelopeLength(),
                record.header().sequence(),
                record.header().timeNs(),
                record.header().wallTimeNs());
        if (!executeMachine(record)) {
            return "re-execution finds nothing to write";
        }
        executed.wrap(scratch.buffer(), PREFIX_LENGTH, scratch.finishFrames() - PREFIX_LENGTH);
        recorded.wrap(record.buffer(), record.envelopeOffset(), record.length() - PREFIX_LENGTH);
        return recorded.equals(executed) ? null : describe(record);
    }

    private String describe(final RecordDecoder record) {
        executed.wrap(scratch.buffer(), 0, scratch.finish());
        if (!again.wrap(executed, 0, executed.capacity())) {
            throw new IllegalStateException("record " + record.header().sequence() + " was made wrong");
        }
        return difference.describe(record, again);
    }

    private boolean executeMachine(final RecordDecoder record) {
        try {
            return machine.execute(scratch);
        } catch (final RuntimeException e) {
            throw new IllegalStateException(
                    "re-execution of record " + record.header().sequence() + " failed", e);
        }
    }
}
