package io.sluice.client;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.EmergencyStopEncoder;
import io.sluice.codec.GuardianLockEncoder;
import io.sluice.codec.IntegrityViolationEncoder;

/** What a monitor reports: the health of components, and what its checks found. It may stop and lock. */
public final class MonitorDoor extends RoleDoor {
    private static final int HASH = 32;

    private final EmergencyStopEncoder stop = new EmergencyStopEncoder();
    private final GuardianLockEncoder lock = new GuardianLockEncoder();
    private final IntegrityViolationEncoder violation = new IntegrityViolationEncoder();

    /** For an engine, which hands it out. */
    public MonitorDoor(final Sender sender, final Answers answers) {
        super(sender, answers);
    }

    /** A component works. */
    public Offer heartbeat(final ComponentSource source) {
        return beat(source);
    }

    /**
     * A probe of a component came back, or did not.
     *
     * @param latencyMs below 0 if it was not measured.
     */
    public Offer probe(final ComponentSource source, final boolean ok, final long latencyMs) {
        return probed(source, ok, latencyMs);
    }

    /** Stops everything (SPEC E-1); the reason is 1 to 256 bytes. Gets through a full ring. */
    public Sent emergencyStop(final CharSequence reason) {
        return send(sender.begin(stop), reason);
    }

    /**
     * Locks: held orders are rejected, new ones blocked (SPEC H-8). Gets through a full ring.
     *
     * @param source what found the reason, at most 32 bytes; null is empty.
     */
    public Sent guardianLock(final CharSequence reason, final CharSequence source) {
        return send(sender.begin(lock), reason, source, null);
    }

    /**
     * A stored approval is not what was recorded.
     *
     * @param expected SHA-256 on record, 32 bytes.
     * @param found    SHA-256 of what is stored, 32 bytes.
     * @param store    where, 1 to 32 bytes.
     */
    public Sent integrityViolation(
            final long tradeId, final byte[] expected, final byte[] found, final CharSequence store) {
        if (!isHash(expected) || !isHash(found)) {
            return malformed(violation, isHash(expected) ? "foundHash" : "expectedHash");
        }
        sender.begin(violation)
                .tradeId(tradeId)
                .putExpectedHash(expected, 0, HASH)
                .putFoundHash(found, 0, HASH);
        return send(violation, store);
    }

    private static boolean isHash(final byte[] bytes) {
        return bytes != null && bytes.length == HASH;
    }
}
