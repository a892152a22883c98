package io.sluice.tools.demo;

import io.sluice.client.Door;
import io.sluice.codec.ConfirmCommandEncoder;
import io.sluice.codec.ForceModeEncoder;
import io.sluice.codec.GuardianLockEncoder;
import io.sluice.codec.GuardianUnlockEncoder;
import io.sluice.codec.LockoutCreateEncoder;
import io.sluice.codec.LockoutDeleteEncoder;
import io.sluice.codec.LockoutType;
import io.sluice.codec.ModelAckEncoder;
import io.sluice.codec.ModelPromotedEncoder;
import io.sluice.codec.SystemMode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * What happens besides trading, on the first day, by script: a lockout, the guardian, a forced mode, a new model. The
 * step that comes next is the number of steps on record, so that after a crash it goes on where it stood.
 */
final class Incidents {
    /** Inputs that nobody else sends: each on record is a step done. */
    static final Set<Integer> STEPS = Set.of(
            LockoutCreateEncoder.TEMPLATE_ID,
            LockoutDeleteEncoder.TEMPLATE_ID,
            ConfirmCommandEncoder.TEMPLATE_ID,
            GuardianLockEncoder.TEMPLATE_ID,
            GuardianUnlockEncoder.TEMPLATE_ID,
            ForceModeEncoder.TEMPLATE_ID,
            ModelPromotedEncoder.TEMPLATE_ID,
            ModelAckEncoder.TEMPLATE_ID);

    private static final String ALICE = "alice";
    private static final String BOB = "bob";
    private static final int LOCKED_SECONDS = 3600;
    private static final int FORCED_SECONDS = 120;

    private final Doors doors;
    private final Ledger ledger;
    private final long originNs;
    private final List<Step> steps;

    /**
     * @param after       the first trade of all.
     * @param gap         since the step before.
     * @param needsPending whether a request for approval must wait.
     */
    private record Step(Duration after, Duration gap, boolean needsPending, Runnable act) {}

    /** @param originNs time of the first trade of all. */
    Incidents(final Doors doors, final Ledger ledger, final long originNs) {
        this.doors = doors;
        this.ledger = ledger;
        this.originNs = originNs;
        steps = List.of(
                at("PT10H20M", this::lockOut),
                then("PT20M", this::endLockout),
                then("PT30S", () -> confirm(BOB)),
                new Step(Duration.parse("PT11H30M"), Duration.ZERO, true, this::lockGuardian),
                then("PT15M", this::unlockGuardian),
                then("PT20S", () -> confirm(ALICE)),
                then("PT20S", () -> confirm(BOB)),
                at("PT14H30M", this::force),
                at("PT15H10M", this::promote),
                then("PT40S", this::acknowledge));
    }

    private static Step at(final String after, final Runnable act) {
        return new Step(Duration.parse(after), Duration.ZERO, false, act);
    }

    private static Step then(final String gap, final Runnable act) {
        return new Step(Duration.ZERO, Duration.parse(gap), false, act);
    }

    /** Whether the next step is due. */
    boolean isDue(final long nowNs) {
        if (ledger.stepsDone() >= steps.size()) {
            return false;
        }
        final Step next = steps.get(ledger.stepsDone());
        return nowNs >= originNs + next.after.toNanos()
                && nowNs - ledger.lastStepNs() >= next.gap.toNanos()
                && !(next.needsPending && ledger.requests().isEmpty());
    }

    /** Takes the next step if it is due; what came before is on record. */
    void onMoment(final long nowNs) {
        if (isDue(nowNs)) {
            steps.get(ledger.stepsDone()).act.run();
        }
    }

    private void lockOut() {
        send(
                ALICE,
                door(ALICE)
                        .begin(new LockoutCreateEncoder())
                        .durationSeconds(LOCKED_SECONDS)
                        .lockoutType(LockoutType.MANUAL)
                        .symbol(Doors.SYMBOL)
                        .reason("maintenance at the exchange")
                        .operatorId(ALICE));
    }

    private void endLockout() {
        send(
                ALICE,
                door(ALICE)
                        .begin(new LockoutDeleteEncoder())
                        .lockoutId(ledger.lockoutId())
                        .operatorId(ALICE));
    }

    private void lockGuardian() {
        send(
                BOB,
                door(BOB)
                        .begin(new GuardianLockEncoder())
                        .reason("something looks wrong")
                        .source(BOB));
    }

    private void unlockGuardian() {
        send(
                ALICE,
                door(ALICE).begin(new GuardianUnlockEncoder()).operatorId(ALICE).reason("it was nothing"));
    }

    private void confirm(final String operator) {
        send(
                operator,
                door(operator)
                        .begin(new ConfirmCommandEncoder())
                        .requestId(ledger.requestId())
                        .operatorId(operator));
    }

    private void force() {
        send(
                ALICE,
                door(ALICE)
                        .begin(new ForceModeEncoder())
                        .mode(SystemMode.SAFE_MODE)
                        .ttlSeconds(FORCED_SECONDS)
                        .operatorId(ALICE)
                        .reason("the risk service is looked at"));
    }

    private void promote() {
        send(
                ALICE,
                door(ALICE)
                        .begin(new ModelPromotedEncoder())
                        .modelName(Style.paper().name())
                        .newVersion("2")
                        .oldVersion(Ledger.FIRST_VERSION)
                        .operatorId(ALICE));
    }

    private void acknowledge() {
        doors.sent(doors.risk()
                .offer(doors.risk()
                        .begin(new ModelAckEncoder())
                        .consumer("risk")
                        .modelName(Style.paper().name())
                        .modelVersion("2")));
    }

    private Door door(final String operator) {
        return doors.operator(operator);
    }

    private void send(final String operator, final MessageEncoderFlyweight command) {
        doors.sent(door(operator).offer(command));
    }
}
