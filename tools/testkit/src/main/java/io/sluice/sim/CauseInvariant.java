package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.CashFlowDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.MessageType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.StatusViewDecoder;
import io.sluice.control.config.ControlConfig.SoftAction;
import java.util.Arrays;

/** What stands (M-3, M-4): silence raises in time, nothing goes too soon, a halt goes with a StartRecovery alone. */
final class CauseInvariant extends Invariant {
    private static final int LATCHED = bits(
            ReasonCode.BROKER_MISMATCH,
            ReasonCode.RISK_BREACH_HARD,
            ReasonCode.POSITION_UNKNOWN,
            ReasonCode.RECOVERY_FAILED);
    private static final int MISMATCH = bits(ReasonCode.BROKER_MISMATCH);
    private static final int DISCONNECTED = bits(ReasonCode.BROKER_DISCONNECT);
    private static final int SAFE = bits(
            ReasonCode.MARKET_DATA_STALE,
            ReasonCode.RISK_TIMEOUT,
            ReasonCode.DB_BUFFER_OVERFLOW,
            ReasonCode.EQUITY_STALE);
    private static final int DEGRADED = bits(
            ReasonCode.MARKET_DATA_QUALITY_LOW,
            ReasonCode.DB_WRITE_FAIL_BUFFERED,
            ReasonCode.ALERTS_CHANNEL_DOWN,
            ReasonCode.SYSTEM_UNKNOWN,
            ReasonCode.RISK_BREACH_SOFT);
    private static final long NEVER = Long.MAX_VALUE;

    private final Facts facts;
    private final PositionInvariant positions;
    private final DrawdownInvariant drawdown;
    private final long[] stoodSinceNs = new long[32];
    private int causes;
    private long brokerDueNs = NEVER;
    private long quoteDueNs = NEVER;
    private long equityDueNs = NEVER;
    private long equityNs = NEVER;
    private boolean wasLive;

    CauseInvariant(final Facts facts, final PositionInvariant positions, final DrawdownInvariant drawdown) {
        this.facts = facts;
        this.positions = positions;
        this.drawdown = drawdown;
    }

    private static int bits(final ReasonCode... reasons) {
        return Arrays.stream(reasons).mapToInt(reason -> 1 << reason.value()).sum();
    }

    @Override
    void input(final Seen seen) {
        if (seen.isTick() || seen.inputType == 180) {
            return;
        }
        silence(seen, brokerDueNs, ReasonCode.BROKER_DISCONNECT, "A broker without life is a broker.disconnect (C-3)");
        silence(seen, quoteDueNs, ReasonCode.MARKET_DATA_STALE, "No quote at all is market_data.stale (C-3)");
        silence(seen, equityDueNs, ReasonCode.EQUITY_STALE, "Old equity with a live position is equity.stale (D-4)");
    }

    private void silence(final Seen seen, final long dueNs, final ReasonCode reason, final String sentence) {
        hold(dueNs > seen.timeNs || (causes >> reason.value() & 1) != 0, sentence, "due %d, at %d", dueNs, seen.timeNs);
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        if (seen.inputType == 180) {
            started(seen);
        } else {
            heard(seen);
        }
        final StatusViewDecoder status = machine.status();
        final int now = (int) status.causes().getRaw();
        changed(seen, status, now);
        causes = now;
        final boolean live = positions.isLive();
        if (live && !wasLive && equityNs != NEVER) {
            equityDueNs = Math.max(equityNs, facts.startedNs)
                    + facts.config.drawdown().equityStaleNs();
        } else if (!live) {
            equityDueNs = NEVER;
        }
        wasLive = live;
        if (seen.inputType == 104 && facts.answer == Code.OK) {
            hold(
                    !drawdown.isBeyondSoft()
                            || drawdown.isSuspect()
                            || facts.config.drawdown().softAction() != SoftAction.DEGRADE
                            || (now >> ReasonCode.RISK_BREACH_SOFT.value() & 1) != 0,
                    "At the soft limit risk.breach_soft stands, if soft-action is degrade (D-1)",
                    "%x",
                    now);
        }
    }

    private void started(final Seen seen) {
        brokerDueNs = NEVER;
        quoteDueNs = NEVER;
        equityDueNs = equityNs == NEVER || !wasLive
                ? NEVER
                : seen.timeNs + facts.config.drawdown().equityStaleNs();
        Arrays.fill(stoodSinceNs, Long.MIN_VALUE);
    }

    /** A sign of life puts silence off; where it may be none, it is taken for one. */
    private void heard(final Seen seen) {
        final long brokerNs = seen.timeNs + facts.config.health().brokerTimeoutNs();
        final long quoteNs = seen.timeNs + facts.config.health().marketDataStaleNs();
        final long equityAgainNs = seen.timeNs + facts.config.drawdown().equityStaleNs();
        switch (seen.inputType) {
            case 103 -> {
                if (facts.isValid(seen.quote)) {
                    quoteDueNs = quoteNs;
                }
            }
            case 104 -> {
                if (facts.answer == Code.OK) {
                    equityNs = seen.timeNs;
                    equityDueNs = wasLive ? equityAgainNs : NEVER;
                }
            }
            case 121 -> {
                if (facts.answer == Code.OK && seen.flow.equityAfter() != CashFlowDecoder.equityAfterNullValue()) {
                    equityNs = seen.timeNs;
                    equityDueNs = wasLive ? equityAgainNs : NEVER;
                }
            }
            case 110 -> {
                if (facts.answer == Code.OK && seen.heartbeat.source() == ComponentSource.BROKER) {
                    brokerDueNs = brokerNs;
                }
            }
            case 111 -> {
                if (seen.probe.source() == ComponentSource.BROKER && seen.probe.ok() == Bool.TRUE) {
                    brokerDueNs = brokerDueNs == NEVER ? NEVER : brokerNs;
                }
            }
            case 112 -> {
                final ComponentSource source = seen.event.reasonCode() == ReasonCode.BROKER_RECONNECTED
                        ? ComponentSource.BROKER
                        : seen.event.source();
                final EventType type = seen.event.eventType();
                if (type == EventType.HEARTBEAT || type == EventType.RECOVERED) {
                    brokerDueNs = source != ComponentSource.BROKER || brokerDueNs == NEVER ? brokerDueNs : brokerNs;
                    quoteDueNs = source != ComponentSource.MARKET_DATA || quoteDueNs == NEVER ? quoteDueNs : quoteNs;
                    equityDueNs = source != ComponentSource.RISK || equityDueNs == NEVER ? equityDueNs : equityAgainNs;
                }
            }
            default -> {
                // no sign of life of these three
            }
        }
    }

    private void changed(final Seen seen, final StatusViewDecoder status, final int now) {
        final int gone = causes & ~now;
        final int come = now & ~causes;
        final boolean owed = status.stage() != RecoveryStage.NULL_VAL;
        final boolean started = facts.command == MessageType.START_RECOVERY && facts.answer == Code.OK;
        hold(
                (gone & LATCHED) == 0 || started || (gone & LATCHED) == MISMATCH && facts.emergency,
                "Only StartRecovery takes latched halts, but for a mismatch that a stop has taken over (M-3)",
                "%s took %x",
                facts.command,
                gone);
        hold(
                (gone & LATCHED) == 0 || !started || (now & LATCHED & causes) == 0,
                "Latched halts go all at once (M-3)",
                "%x stays",
                now & LATCHED);
        hold(
                (gone & (SAFE | DISCONNECTED | LATCHED)) == 0 || owed || gone == MISMATCH && facts.emergency,
                "A safe_mode, disconnected or halt cause that goes leaves a recovery owed (M-3)",
                "%x",
                gone);
        hold(
                (come & (SAFE | DISCONNECTED | LATCHED)) == 0
                        || !owed
                        || status.stage() == RecoveryStage.CONNECT_BROKER,
                "A failure that asks for safe_mode or worse puts a recovery back to connect_broker (M-3)",
                "%x in %s",
                come,
                status.stage());
        for (int bit = 0; bit < stoodSinceNs.length; bit++) {
            if ((come >> bit & 1) != 0) {
                stoodSinceNs[bit] = seen.timeNs;
            } else if ((gone >> bit & 1) != 0) {
                final long leastNs = (SAFE >> bit & 1) != 0
                        ? facts.config.recovery().minSafeModeNs()
                        : (DEGRADED >> bit & 1) != 0 ? facts.config.recovery().stableNs() : 0;
                hold(
                        stoodSinceNs[bit] == Long.MIN_VALUE || seen.timeNs - stoodSinceNs[bit] >= leastNs,
                        "A cause lingers after its last failure (M-3)",
                        "%s stood from %d to %d",
                        ReasonCode.get((short) bit),
                        stoodSinceNs[bit],
                        seen.timeNs);
            }
        }
    }
}
