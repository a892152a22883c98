package io.sluice.engine;

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
import io.sluice.control.intent.Fences;
import io.sluice.journal.JournalInfo;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import io.sluice.schema.FrameCheck;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Re-executes the records of a journal, from the first on, and compares each with what was written (SPEC J-2, W-3,
 * W-5). Recovery, {@code verify} and {@code state --at} are this with different endings: afterwards {@link #machine()}
 * is as it was behind the last record. Not thread safe.
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
    private ControlMachine machine;
    private RecordEncoder scratch;
    private ControlConfig config;
    private byte[] fingerprint;
    private JournalInfo info;
    private long lastSequence;
    private long lastTimeNs = Long.MIN_VALUE;
    private long lastStart;
    private Divergence divergence;

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

    /** The machine behind the last record that was confirmed; null before the first. */
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
    byte[] fingerprint() {
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
        if (started.behaviourVersion() != ControlMachine.BEHAVIOUR_VERSION) {
            return "behaviour version " + started.behaviourVersion() + " wrote it, this is version "
                    + ControlMachine.BEHAVIOUR_VERSION + ", and only the version that wrote a record can re-execute it";
        }
        final JournalInfo here = JournalInfo.of(record);
        if (info != null && !info.equals(here)) {
            return "journal id or kind is not that of the first record";
        }
        final byte[] recorded = new byte[EngineStartedDecoder.configHashLength()];
        for (int i = 0; i < recorded.length; i++) {
            recorded[i] = (byte) started.configHash(i);
        }
        final String what = configure(started.configuration(), recorded);
        if (what == null && !Fences.read(started.fences(), (id, highest) -> {})) {
            return "its fences cannot be read";
        }
        if (what == null) {
            info = here;
            lastStart = record.header().sequence();
        }
        return what;
    }

    /** The first record of a new epoch goes on behind the journal before (J-2). */
    private boolean beginsEpoch(final RecordDecoder record) {
        return isOwn(record, EngineStartedDecoder.TEMPLATE_ID)
                && started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), messageHeader)
                                .startKind()
                        == StartKind.EPOCH;
    }

    private String configure(final String text, final byte[] recordedFingerprint) {
        if (!text.isEmpty()) {
            try {
                config = CanonicalConfig.parse(text);
            } catch (final ConfigRefusedException e) {
                return "its configuration cannot be read: " + e.getMessage();
            }
            fingerprint = CanonicalConfig.fingerprint(config);
        }
        if (config == null || !Arrays.equals(fingerprint, recordedFingerprint)) {
            return "its configuration is not the one that its fingerprint names";
        }
        if (machine == null) {
            machine = new ControlMachine(config);
        } else if (!text.isEmpty()) {
            machine.configure(config);
        }
        if (!text.isEmpty()) {
            scratch = new RecordEncoder(Math.toIntExact(RecordSize.largest(config)));
        }
        return null;
    }

    /** Whether the engine itself sent this; what another sends under that name is refused and no more (W-8). */
    private static boolean isOwn(final RecordDecoder record, final int templateId) {
        return record.templateId() == templateId && record.header().role() == Role.ENGINE;
    }

    private String input(final RecordDecoder record) {
        final String what = FrameCheck.check(record.buffer(), record.messageOffset(), record.messageLength());
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
