package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.MessageType;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The life of a command that waits for a second operator (O-1): one end, and nothing loosened that it never saw. */
final class RequestInvariant extends Invariant {
    private static final long NEVER = Long.MIN_VALUE;

    private record Waits(MessageType command, long askedNs, long expiresNs) {}

    private final Facts facts;
    private final Map<Long, Waits> waiting = new HashMap<>();
    private long emergencySinceNs = NEVER;
    private long lockedSinceNs = NEVER;
    private long emergencyBeforeNs;
    private long lockedBeforeNs;
    private int ends;

    RequestInvariant(final Facts facts) {
        this.facts = facts;
    }

    @Override
    void input(final Seen seen) {
        ends = 0;
        emergencyBeforeNs = emergencySinceNs;
        lockedBeforeNs = lockedSinceNs;
    }

    @Override
    void outcome(final Seen seen) {
        switch (seen.type) {
            case 212 -> {
                if (seen.emergency.phase() == EmergencyPhase.TRIGGERED) {
                    emergencySinceNs = seen.timeNs;
                } else if (seen.emergency.phase() == EmergencyPhase.CLEARED) {
                    emergencySinceNs = NEVER;
                }
            }
            case 217 -> {
                if (seen.guardian.locked() == Bool.FALSE) {
                    lockedSinceNs = NEVER;
                } else if (lockedSinceNs == NEVER) {
                    lockedSinceNs = seen.timeNs;
                }
            }
            case 222 -> {
                final MessageType command = seen.requested.command();
                final Waits before = waiting.put(
                        seen.requested.requestId(), new Waits(command, seen.timeNs, seen.requested.expiresAt()));
                hold(before == null, "A request is made once (O-1)", "%d", seen.requested.requestId());
            }
            case 223 -> {
                final Code code = seen.result.code();
                if ((seen.isTick() || seen.inputType == 180) && (code == Code.EXPIRED || code == Code.VOID)) {
                    ended(seen);
                }
            }
            default -> {
                // no part of it
            }
        }
    }

    private void ended(final Seen seen) {
        ends++;
        final Iterator<Waits> all = waiting.values().iterator();
        boolean found = false;
        while (!found && all.hasNext()) {
            final Waits waits = all.next();
            found = waits.command == seen.result.command()
                    && (seen.isTick() ? waits.expiresNs == seen.timeNs : waits.expiresNs <= seen.timeNs);
            if (found) {
                all.remove();
            }
        }
        hold(found, "A request ends exactly at its end (O-1)", "%s at %d", seen.result.command(), seen.timeNs);
        hold(!seen.isTick() || ends == 1, "A tick ends one request (W-6)", "%d", ends);
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        final boolean confirms = seen.inputType == 150;
        if (!confirms && seen.inputType != 151) {
            return;
        }
        final Code code = facts.answer;
        if (code == Code.SEC_001 || code == Code.SEC_090 || code == Code.MALFORMED) {
            return;
        }
        final long id = confirms ? seen.confirm.requestId() : seen.withdraw.requestId();
        final Waits waits = waiting.get(id);
        hold(
                waits != null || code == Code.NOT_FOUND,
                "What ended, or never was, is neither confirmed nor withdrawn (O-1)",
                "%d: %s",
                id,
                code);
        if (waits == null || code == Code.SAME_OPERATOR) {
            return;
        }
        waiting.remove(id);
        if (confirms && code == Code.OK) {
            loosened(waits);
        }
    }

    /** It was asked about the emergency, or the lock, that it ended. */
    private void loosened(final Waits waits) {
        if (waits.command == MessageType.EMERGENCY_RESET) {
            since("An emergency", emergencyBeforeNs, waits);
        } else if (waits.command == MessageType.GUARDIAN_UNLOCK) {
            since("A lock", lockedBeforeNs, waits);
        }
    }

    private static void since(final String what, final long sinceNs, final Waits waits) {
        hold(
                sinceNs != NEVER && sinceNs <= waits.askedNs,
                "A request is bound to what it would loosen (O-1)",
                "%s since %d, asked at %d",
                what,
                sinceNs,
                waits.askedNs);
    }
}
