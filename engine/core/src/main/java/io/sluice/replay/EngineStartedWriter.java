package io.sluice.replay;

import io.sluice.codec.Bool;
import io.sluice.codec.EngineStartedEncoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.Role;
import io.sluice.codec.StartKind;
import io.sluice.codec.SyncMode;
import io.sluice.config.CanonicalConfig;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.record.EnvelopeEncoder;
import java.util.UUID;
import org.agrona.MutableDirectBuffer;

/** Makes the input that every start journals first (SPEC W-5). */
public final class EngineStartedWriter {
    private final UUID instance;
    private final UUID journalId;
    private final JournalKind kind;
    private final StartKind how;
    private int behaviourVersion = ControlMachine.BEHAVIOUR_VERSION;
    private boolean startNormal;
    private int droppedRecords;
    private long droppedBytes;
    private long syncedSequence;
    private SyncMode syncMode = SyncMode.NONE;
    private UUID previousJournalId;
    private long previousSequence;
    private byte[] previousHash;
    private String fences = "";
    private byte[] configHash;
    private byte[] configText;

    /**
     * @param instance  this run of the process.
     * @param journalId of the journal that it begins or goes on with.
     */
    public EngineStartedWriter(final UUID instance, final UUID journalId, final JournalKind kind, final StartKind how) {
        this.instance = instance;
        this.journalId = journalId;
        this.kind = kind;
        this.how = how;
    }

    /** Begins in normal with nothing owed or required. */
    public EngineStartedWriter startNormal(final boolean normal) {
        startNormal = normal;
        return this;
    }

    /** Version that the machine takes itself for (J-9). */
    public EngineStartedWriter behaviourVersion(final int version) {
        behaviourVersion = version;
        return this;
    }

    /** What went with a torn tail. */
    public EngineStartedWriter dropped(final int records, final long bytes) {
        droppedRecords = records;
        droppedBytes = bytes;
        return this;
    }

    /**
     * @param sequence of the last record that was forced to the device.
     * @param mode     in which this run goes on.
     */
    public EngineStartedWriter synced(final long sequence, final SyncMode mode) {
        syncedSequence = sequence;
        syncMode = mode;
        return this;
    }

    /**
     * This journal follows another as a new epoch (SPEC J-2).
     *
     * @param journalId of the journal that is left.
     * @param lastGood  its last good record.
     * @param hash      SHA-256 of that record.
     * @param fenced    see {@link io.sluice.control.intent.Fences}.
     */
    public EngineStartedWriter previous(
            final UUID journalId, final long lastGood, final byte[] hash, final String fenced) {
        previousJournalId = journalId;
        previousSequence = lastGood;
        previousHash = hash;
        fences = fenced;
        return this;
    }

    /** @param withText whether it differs from the last recorded one. */
    public EngineStartedWriter configuration(final ControlConfig config, final boolean withText) {
        configHash = CanonicalConfig.fingerprint(config);
        configText = withText ? CanonicalConfig.bytes(config) : new byte[0];
        return this;
    }

    /** Writes the envelope at 0; returns its length. */
    public int encode(final MutableDirectBuffer target) {
        final EnvelopeEncoder envelope = new EnvelopeEncoder(Role.ENGINE, "");
        final EngineStartedEncoder out = envelope.begin(target, 0, new EngineStartedEncoder());
        out.instance().msb(instance.getMostSignificantBits()).lsb(instance.getLeastSignificantBits());
        out.journalId().msb(journalId.getMostSignificantBits()).lsb(journalId.getLeastSignificantBits());
        out.journalKind(kind)
                .startKind(how)
                .behaviourVersion(behaviourVersion)
                .startNormal(startNormal ? Bool.TRUE : Bool.FALSE)
                .droppedRecords(droppedRecords)
                .droppedBytes(droppedBytes)
                .syncedSequence(syncedSequence)
                .syncMode(syncMode)
                .putConfigHash(configHash, 0, configHash.length);
        if (previousJournalId != null) {
            out.previousJournalId()
                    .msb(previousJournalId.getMostSignificantBits())
                    .lsb(previousJournalId.getLeastSignificantBits());
            out.previousSequence(previousSequence);
            out.putPreviousHash(previousHash, 0, previousHash.length);
        }
        out.putConfiguration(configText, 0, configText.length).fences(fences);
        return envelope.end(out);
    }
}
