package io.sluice.engine;

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
final class EngineStart {
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
    private EpochPlan previous;
    private byte[] configHash;
    private byte[] configText;

    /**
     * @param instance  this run of the process.
     * @param journalId of the journal that it begins or goes on with.
     */
    EngineStart(final UUID instance, final UUID journalId, final JournalKind kind, final StartKind how) {
        this.instance = instance;
        this.journalId = journalId;
        this.kind = kind;
        this.how = how;
    }

    /** Begins in normal with nothing owed or required. */
    EngineStart startNormal(final boolean normal) {
        startNormal = normal;
        return this;
    }

    /** Version that the machine takes itself for (J-9). */
    EngineStart behaviourVersion(final int version) {
        behaviourVersion = version;
        return this;
    }

    /** What went with a torn tail. */
    EngineStart dropped(final int records, final long bytes) {
        droppedRecords = records;
        droppedBytes = bytes;
        return this;
    }

    /**
     * @param sequence of the last record that was forced to the device.
     * @param mode     in which this run goes on.
     */
    EngineStart synced(final long sequence, final SyncMode mode) {
        syncedSequence = sequence;
        syncMode = mode;
        return this;
    }

    /** @param left journal that this one follows as a new epoch; null for none. */
    EngineStart previous(final EpochPlan left) {
        previous = left;
        return this;
    }

    /** @param withText whether it differs from the last recorded one. */
    EngineStart configuration(final ControlConfig config, final boolean withText) {
        configHash = CanonicalConfig.fingerprint(config);
        configText = withText ? CanonicalConfig.bytes(config) : new byte[0];
        return this;
    }

    /** Writes the envelope at 0; returns its length. */
    int encode(final MutableDirectBuffer target) {
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
        if (previous != null) {
            out.previousJournalId()
                    .msb(previous.journalId().getMostSignificantBits())
                    .lsb(previous.journalId().getLeastSignificantBits());
            out.previousSequence(previous.lastGood());
            out.putPreviousHash(previous.lastGoodHash(), 0, previous.lastGoodHash().length);
        }
        out.putConfiguration(configText, 0, configText.length).fences(previous == null ? "" : previous.fences());
        return envelope.end(out);
    }
}
