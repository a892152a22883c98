package io.sluice.sim;

import io.sluice.codec.MessageType;
import io.sluice.codec.PolicyField;
import java.util.EnumSet;
import java.util.Set;

/** The policy record (P-1): versions without gaps, true old values, emergency fields touched by E-1 and E-3 alone. */
final class PolicyInvariant extends Invariant {
    private static final Set<PolicyField> OF_EMERGENCY =
            EnumSet.of(PolicyField.EMERGENCY_MODE, PolicyField.EMERGENCY_REASON, PolicyField.EMERGENCY_ACTIVATED_AT);

    private final Facts facts;
    private final long[] values;
    private long version = 1;
    private boolean ofEmergency;
    private boolean moved;

    PolicyInvariant(final Facts facts) {
        this.facts = facts;
        values = facts.policy.clone();
    }

    @Override
    void input(final Seen seen) {
        System.arraycopy(facts.policy, 0, values, 0, values.length);
        ofEmergency = false;
        moved = false;
    }

    @Override
    void outcome(final Seen seen) {
        if (seen.type == 212) {
            moved = true;
        }
        if (seen.type != 216) {
            return;
        }
        final PolicyField field = seen.policy.field();
        hold(
                seen.policy.version() == version + 1,
                "Each change is one version up (P-1)",
                "%d after %d",
                seen.policy.version(),
                version);
        version = seen.policy.version();
        if (field != PolicyField.EMERGENCY_REASON) {
            hold(
                    seen.policy.oldValue() == values[field.value()],
                    "The old value was the value (P-1)",
                    "%s was %d, says %d",
                    field,
                    values[field.value()],
                    seen.policy.oldValue());
        }
        values[field.value()] = seen.policy.newValue();
        ofEmergency |= OF_EMERGENCY.contains(field);
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        hold(
                !ofEmergency || moved,
                "Only a stop and its reset touch the emergency fields (P-1)",
                "input %d",
                seen.inputType);
        if (facts.command == MessageType.APPROVAL_DECISION || seen.inputType == 100) {
            hold(
                    java.util.Arrays.equals(values, facts.policy),
                    "No decision changes the policy (P-2)",
                    "input %d",
                    seen.inputType);
        }
    }
}
