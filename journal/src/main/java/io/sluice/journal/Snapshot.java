package io.sluice.journal;

import io.sluice.codec.JournalKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The state behind a record, as it is stored (SPEC J-3). The arrays are not to be changed.
 *
 * @param behaviourVersion of the machine whose state it is (SPEC J-9).
 * @param journalId        of the journal that it belongs to.
 * @param kind             of that journal.
 * @param sequence         last record that the state reflects.
 * @param timeNs           engine time of that record.
 * @param lastStart        sequence of the last start at or before that record.
 * @param configHash       SHA-256 of the decision configuration in force.
 * @param configuration    that configuration as canonical text in UTF-8.
 * @param image            the machine's state; what is in it is the machine's business.
 */
public record Snapshot(
        int behaviourVersion,
        UUID journalId,
        JournalKind kind,
        long sequence,
        long timeNs,
        long lastStart,
        byte[] configHash,
        byte[] configuration,
        byte[] image) {

    /** SHA-256 over the fingerprint of the configuration and the image: what {@code SnapshotTaken} journals. */
    public byte[] stateHash() {
        final MessageDigest sha256 = sha256();
        sha256.update(configHash);
        return sha256.digest(image);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
