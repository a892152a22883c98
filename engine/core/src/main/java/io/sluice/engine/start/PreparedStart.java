package io.sluice.engine.start;

import io.sluice.client.Beacon;
import io.sluice.control.ControlMachine;
import io.sluice.engine.line.OwnBeacon;
import io.sluice.engine.shm.ShmDirectory;
import io.sluice.journal.Journal;
import io.sluice.seal.SealSigner;

/**
 * A start that nothing speaks against: the directory is locked, the journal is open, the machine has recovered.
 *
 * @param found   what the directory held.
 * @param message the first record of this start, not written yet.
 * @param signer  signs seals; null for seals without signature.
 * @param shm     memory that other processes share; null if it could not be made.
 */
public record PreparedStart(
        OwnBeacon beacon,
        Journal journal,
        ControlMachine machine,
        JournalReplay found,
        FirstRecord message,
        SealSigner signer,
        ShmDirectory shm) {
    /** The engine could not be made after all. */
    public void abandon() {
        try {
            if (shm != null) {
                shm.close();
            }
            journal.close(isWell -> beacon.close(Beacon.State.FAILED));
        } finally {
            beacon.close(Beacon.State.FAILED);
        }
    }
}
