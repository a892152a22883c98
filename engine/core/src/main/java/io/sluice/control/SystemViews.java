package io.sluice.control;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.ComponentViewEncoder;
import io.sluice.codec.PermissionsViewEncoder;
import io.sluice.codec.PolicyField;
import io.sluice.codec.PolicyViewEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryViewEncoder;
import io.sluice.codec.StatusViewEncoder;
import io.sluice.codec.StrategyViewEncoder;
import io.sluice.control.health.Component;
import io.sluice.control.intent.Strategy;
import io.sluice.control.policy.Policy;
import io.sluice.control.step.Text;

/** The views of the system as a whole: its status and permissions, what it depends on, and who trades. */
final class SystemViews {
    private static final Text NOTHING = new Text(0);

    private final Rooms rooms;
    private final ViewRow row;
    private final Safeguards safeguards;

    SystemViews(final Rooms rooms, final ViewRow row) {
        this.rooms = rooms;
        this.row = row;
        safeguards = new Safeguards(rooms);
    }

    void status() {
        final Policy policy = rooms.policy;
        final boolean emergency = rooms.causes.isEmergency();
        final boolean known = rooms.equity.isKnown();
        final boolean forced = rooms.causes.isForced();
        final boolean locked = rooms.guardian.isLocked();
        final StatusViewEncoder out = row.begin(new StatusViewEncoder())
                .seq(row.seq())
                .time(row.now())
                .mode(rooms.modes.mode())
                .stage(rooms.modes.stage())
                .level(rooms.health.level())
                .override(ViewRow.bool(forced))
                .overrideMode(rooms.causes.forced())
                .overrideExpiresAt(policy.get(PolicyField.OVERRIDE_EXPIRES_AT))
                .computedMode(rooms.causes.plainMode())
                .modeSince(rooms.modes.sinceNs())
                .lastTransition(rooms.modes.lastTransition())
                .emergencyMode(ViewRow.bool(emergency))
                .emergencyReasonCode(emergency ? policy.emergencyReason() : ReasonCode.NULL_VAL)
                .emergencyDrawdownPct(policy.get(PolicyField.EMERGENCY_REASON))
                .emergencyActivatedAt(policy.get(PolicyField.EMERGENCY_ACTIVATED_AT))
                .allowNewTrades(ViewRow.bool(policy.is(PolicyField.ALLOW_NEW_TRADES)))
                .tradingMode(policy.tradingMode())
                .guardianLocked(ViewRow.bool(locked))
                .guardianSince(locked ? rooms.guardian.sinceNs() : ViewRow.ABSENT)
                .drawdownPct(known ? rooms.equity.drawdownPctE8() : ViewRow.ABSENT)
                .peak(known ? rooms.equity.peakE8() : ViewRow.ABSENT)
                .equity(known ? rooms.equity.valueE8() : ViewRow.ABSENT)
                .equityAgeMs(known ? row.ageMs(rooms.equity.updatedNs()) : ViewRow.ABSENT)
                .hitlEnabled(ViewRow.bool(policy.is(PolicyField.HITL_ENABLED)));
        safeguards.write(out);
        row.buffer().putInt(out.offset() + StatusViewEncoder.causesEncodingOffset(), causes());
        final Text by = forced ? rooms.overrides.operator() : NOTHING;
        final Text why = forced ? rooms.overrides.reason() : NOTHING;
        final Text lock = locked ? rooms.guardian.reason() : NOTHING;
        out.putOverrideOperatorId(by.bytes(), 0, by.length())
                .putOverrideReason(why.bytes(), 0, why.length())
                .putEmergencyReason(
                        policy.emergencyText().bytes(),
                        0,
                        policy.emergencyText().length())
                .putGuardianReason(lock.bytes(), 0, lock.length());
        row.end(out);
    }

    /** What stands, an emergency and a recovery owed among it. */
    private int causes() {
        final int emergency =
                rooms.causes.isEmergency() ? 1 << rooms.policy.emergencyReason().value() : 0;
        final int standing = rooms.causes.standing() | emergency;
        if (!rooms.run.isOwed()) {
            return standing;
        }
        final ReasonCode owed =
                switch (rooms.run.trigger()) {
                    case COLD_START -> ReasonCode.COLD_START;
                    case MANUAL -> ReasonCode.RECOVERY_MANUAL;
                    case AUTO, NULL_VAL -> ReasonCode.RECOVERY_AUTO;
                };
        return standing | 1 << owed.value();
    }

    void permissions() {
        final PermissionsViewEncoder out = row.begin(new PermissionsViewEncoder())
                .seq(row.seq())
                .time(row.now())
                .mode(rooms.modes.mode())
                .stage(rooms.modes.stage())
                .emergency(ViewRow.bool(rooms.causes.isEmergency()));
        final int gate = rooms.modes.gateRow();
        row.buffer().putByte(out.offset() + PermissionsViewEncoder.allowedEncodingOffset(), (byte) gate);
        row.buffer().putByte(out.offset() + PermissionsViewEncoder.warnedEncodingOffset(), (byte) (gate >> 8));
        row.end(out);
    }

    void components() {
        for (final ComponentSource source : ComponentSource.values()) {
            if (source == ComponentSource.NULL_VAL) {
                continue;
            }
            final Component component = rooms.health.component(source);
            row.end(row.begin(new ComponentViewEncoder())
                    .seq(row.seq())
                    .time(row.now())
                    .source(source)
                    .level(component.level())
                    .consecutiveFailures(component.failures())
                    .lastReason(component.lastReason())
                    .lastSeenAt(component.lastSeenNs())
                    .unstableSince(component.failures() == 0 ? ViewRow.ABSENT : component.firstFailureNs())
                    .required(ViewRow.bool(rooms.health.isRequired(source))));
        }
    }

    void recovery() {
        if (!rooms.run.isOwed()) {
            return;
        }
        row.end(row.begin(new RecoveryViewEncoder())
                .seq(row.seq())
                .time(row.now())
                .trigger(rooms.run.trigger())
                .stage(rooms.run.stage())
                .attempt(rooms.run.attempt())
                .since(rooms.run.sinceNs())
                .brokerHealthy(ViewRow.bool(rooms.evidence.isBrokerUp()))
                .quotesFresh(ViewRow.bool(rooms.quotes.isCaughtUp()))
                .riskHealthy(ViewRow.bool(rooms.evidence.isRiskUp()))
                .bookReconciled(ViewRow.bool(rooms.book.isReconciled()))
                .equityFresh(ViewRow.bool(rooms.evidence.isEquityKnown()))
                .requiredHeard(ViewRow.bool(rooms.health.allRequiredHeard()))
                .putRunId(rooms.run.runId().bytes(), 0, rooms.run.runId().length()));
    }

    void policy() {
        final Policy policy = rooms.policy;
        row.end(row.begin(new PolicyViewEncoder())
                .seq(row.seq())
                .time(row.now())
                .version(policy.version())
                .emergencyMode(ViewRow.bool(policy.is(PolicyField.EMERGENCY_MODE)))
                .allowNewTrades(ViewRow.bool(policy.is(PolicyField.ALLOW_NEW_TRADES)))
                .emergencyActivatedAt(policy.get(PolicyField.EMERGENCY_ACTIVATED_AT))
                .tradingMode(policy.tradingMode())
                .hitlEnabled(ViewRow.bool(policy.is(PolicyField.HITL_ENABLED)))
                .autoApprovePaper(ViewRow.bool(policy.is(PolicyField.AUTO_APPROVE_PAPER)))
                .requireApprovalForLive(ViewRow.bool(policy.is(PolicyField.REQUIRE_APPROVAL_FOR_LIVE)))
                .approvalTimeoutSeconds((int) policy.get(PolicyField.APPROVAL_TIMEOUT_SECONDS))
                .slippageMaxPercent(policy.get(PolicyField.SLIPPAGE_MAX_PERCENT))
                .overrideMode(rooms.causes.forced())
                .guardianLocked(ViewRow.bool(policy.is(PolicyField.GUARDIAN_LOCKED)))
                .emergencyReasonCode(policy.emergencyReason())
                .emergencyDrawdownPct(policy.get(PolicyField.EMERGENCY_REASON))
                .overrideExpiresAt(policy.get(PolicyField.OVERRIDE_EXPIRES_AT))
                .putEmergencyReason(
                        policy.emergencyText().bytes(),
                        0,
                        policy.emergencyText().length()));
    }

    void strategies() {
        for (int i = 0; i < rooms.strategies.size(); i++) {
            final Strategy strategy = rooms.strategies.at(i);
            row.end(row.begin(new StrategyViewEncoder())
                    .seq(row.seq())
                    .time(row.now())
                    .strategyId(strategy.id())
                    .highestIntentId(strategy.highestIntentId())
                    .enabled(ViewRow.bool(strategy.isEnabled()))
                    .lastSeenAt(strategy.lastSeenNs()));
        }
    }
}
