package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.LockoutPhase;
import io.sluice.codec.MessageType;
import io.sluice.codec.Role;
import io.sluice.control.gate.Senders;
import java.util.HashSet;
import java.util.Set;

/** Who may do what (W-8, O-0), and what needs two (O-1). */
final class FourEyesInvariant extends Invariant {
    private static final Set<Integer> HARMLESS = Set.of(223, 200);

    private final Facts facts;
    private final Set<Long> ended = new HashSet<>();
    private boolean effects;
    private boolean loosened;

    FourEyesInvariant(final Facts facts) {
        this.facts = facts;
    }

    @Override
    void input(final Seen seen) {
        effects = false;
        loosened = false;
    }

    @Override
    void outcome(final Seen seen) {
        effects |= !HARMLESS.contains(seen.type);
        loosened |= switch (seen.type) {
            case 212 -> seen.emergency.phase() == EmergencyPhase.CLEARED;
            case 217 -> seen.guardian.locked() == Bool.FALSE;
            case 218 -> seen.lockout.phase() == LockoutPhase.REMOVED;
            default -> false;
        };
        if (seen.type == 222) {
            hold(
                    facts.config.operators().fourEyes(),
                    "Only with four eyes does a command wait (O-1)",
                    "%s",
                    seen.requested.command());
            hold(
                    seen.requested.expiresAt()
                            == seen.timeNs + facts.config.operators().requestTtlNs(),
                    "A request lives for its TTL (O-1)",
                    "%d",
                    seen.requested.expiresAt());
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        if (!Senders.may(seen.inputType, seen.role.value())) {
            hold(!effects, "What its origin may not send has no effect (W-8)", "%s sent %d", seen.role, seen.inputType);
            hold(
                    seen.inputType == 100 || facts.answer == Code.SEC_001 || facts.answer == Code.SEC_090,
                    "What its origin may not send is refused (W-8)",
                    "%s",
                    facts.answer);
        }
        if (seen.role == Role.OPERATOR
                && seen.inputType != 100
                && !facts.config.hitl().allowedOperators().contains(seen.principal)) {
            hold(
                    !effects || seen.inputType == 112 || seen.inputType == 115,
                    "An operator who is not allowed does nothing (SEC-090)",
                    "%s sent %d",
                    seen.principal,
                    seen.inputType);
        }
        if (loosened && facts.config.operators().fourEyes()) {
            hold(
                    seen.inputType == MessageType.CONFIRM_COMMAND.value(),
                    "Four eyes to loosen (O-1)",
                    "%s",
                    facts.command);
        }
        if (seen.inputType == 150 && facts.confirmed != null && facts.answer == Code.OK) {
            hold(
                    !facts.confirmed.operator().equals(seen.principal),
                    "Nobody confirms his own request (O-1)",
                    "%s",
                    seen.principal);
            hold(
                    seen.timeNs < facts.confirmed.expiresNs(),
                    "No request is confirmed at or after its end (O-1)",
                    "%d",
                    seen.timeNs);
            hold(
                    ended.add(seen.confirm.requestId()),
                    "A request is confirmed once (O-1)",
                    "%d",
                    seen.confirm.requestId());
        }
    }
}
