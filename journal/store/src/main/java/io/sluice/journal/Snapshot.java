package io.sluice.journal;

import io.sluice.codec.JournalKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The state behind a record, as it is stored (SPEC J-3). The arrays are not to be changed. */
public final class Snapshot {
    private final int behaviourVersion;
    private final UUID journalId;
    private final JournalKind kind;
    private final long sequence;
    private final long timeNs;
    private final long lastStart;
    private final byte[] configHash;
    private final byte[] configuration;
    private final byte[] image;
    /** Megabytes go into it, so it is reckoned once, and only if somebody asks. */
    private volatile byte[] stateHash;

    /** Takes the parts as they are; see the accessors. */
    public Snapshot(
            final int behaviourVersion,
            final UUID journalId,
            final JournalKind kind,
            final long sequence,
            final long timeNs,
            final long lastStart,
            final byte[] configHash,
            final byte[] configuration,
            final byte[] image) {
        this.behaviourVersion = behaviourVersion;
        this.journalId = journalId;
        this.kind = kind;
        this.sequence = sequence;
        this.timeNs = timeNs;
        this.lastStart = lastStart;
        this.configHash = configHash;
        this.configuration = configuration;
        this.image = image;
    }

    /** Version of the machine whose state it is (SPEC J-9). */
    public int behaviourVersion() {
        return behaviourVersion;
    }

    /** Id of the journal that it belongs to. */
    public UUID journalId() {
        return journalId;
    }

    /** Kind of that journal. */
    public JournalKind kind() {
        return kind;
    }

    /** Last record that the state reflects. */
    public long sequence() {
        return sequence;
    }

    /** Engine time of that record. */
    public long timeNs() {
        return timeNs;
    }

    /** Sequence of the last start at or before that record. */
    public long lastStart() {
        return lastStart;
    }

    /** SHA-256 of the decision configuration in force. */
    public byte[] configHash() {
        return configHash;
    }

    /** That configuration as canonical text in UTF-8. */
    public byte[] configuration() {
        return configuration;
    }

    /** The machine's state; what is in it is the machine's business. */
    public byte[] image() {
        return image;
    }

    /** SHA-256 over the fingerprint of the configuration and the image: what {@code SnapshotTaken} journals. */
    public byte[] stateHash() {
        byte[] known = stateHash;
        if (known == null) {
            final MessageDigest sha256 = sha256();
            sha256.update(configHash);
            known = sha256.digest(image);
            stateHash = known;
        }
        return known;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
