package io.sluice.sim;

import io.sluice.codec.BreachLevel;
import io.sluice.codec.CashFlowDecoder;
import io.sluice.codec.CashFlowedDecoder;
import io.sluice.codec.Code;
import io.sluice.codec.MessageType;
import io.sluice.codec.StatusViewDecoder;
import io.sluice.control.config.ControlConfig.Drawdown;
import io.sluice.control.config.ControlConfig.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Drawdown as a BigDecimal reference says (D-1 to D-3). Breaches seen in ticks are held against the next input. */
final class DrawdownInvariant extends Invariant {
    private static final String EXACT = "SOFT, HARD and SUSPECT exactly as the reference says (D-1, D-2)";
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int LOOK_EVERY = 8;

    private record Breach(BreachLevel level, long equityE8, long peakE8) {}

    private final Facts facts;
    private final List<Breach> seenBreaches = new ArrayList<>();
    private final List<Breach> expected = new ArrayList<>();
    private BigDecimal value;
    private BigDecimal peak = BigDecimal.ZERO;
    private BigDecimal suspect;
    private long suspectUntilNs = Long.MAX_VALUE;
    private long dayStartNs = Long.MAX_VALUE;
    private boolean beyondSoft;
    private boolean emergency;
    private boolean flowed;
    private long lastTickNs = Long.MIN_VALUE + 1;

    DrawdownInvariant(final Facts facts) {
        this.facts = facts;
    }

    boolean isSuspect() {
        return suspect != null;
    }

    boolean isBeyondSoft() {
        return beyondSoft;
    }

    @Override
    void input(final Seen seen) {
        flowed = false;
        if (seen.isTick()) {
            lastTickNs = seen.timeNs;
            return;
        }
        if (seen.inputType != 180) {
            elapse(seen.timeNs);
        } else {
            // no timer fires before a start, but one may have fired last before the engine died
            elapse(lastTickNs - 1);
            if (!expected.equals(seenBreaches)) {
                elapse(lastTickNs);
            }
        }
        settle(seen);
        emergency = facts.emergency;
    }

    @Override
    void outcome(final Seen seen) {
        if (seen.type == 226) {
            flowed(seen.flowed);
        }
        if (seen.type != 211) {
            return;
        }
        final long equity = seen.breach.equity();
        final long top = seen.breach.peak();
        seenBreaches.add(new Breach(seen.breach.level(), equity, top));
        if (top > 0) {
            final BigDecimal pct = BigDecimal.valueOf(equity - top)
                    .multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(top), 8, RoundingMode.HALF_EVEN);
            hold(
                    pct.unscaledValue().bitLength() > 60
                            || pct.unscaledValue().longValue() == seen.breach.drawdownPct(),
                    "The shown percentage is rounded half-even (W-1)",
                    "%d, is %s",
                    seen.breach.drawdownPct(),
                    pct);
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        if (seen.isTick()) {
            if (seen.timeNs >= suspectUntilNs || seen.timeNs >= dayStartNs) {
                return;
            }
        } else if (seen.inputType == 180) {
            if (dayStartNs <= seen.timeNs) {
                beginDay();
            }
            dayStartNs = nextDay(seen.timeNs);
        } else if (seen.inputType == 104 && facts.answer == Code.OK) {
            updated(BigDecimal.valueOf(seen.equity.equity()), seen.timeNs);
        } else if (flowed && seen.inputType == 121) {
            final long after = seen.flow.equityAfter();
            if (after != CashFlowDecoder.equityAfterNullValue()) {
                updated(BigDecimal.valueOf(after), seen.timeNs);
            } else {
                explained();
            }
        } else if (facts.command == MessageType.DRAWDOWN_RESET && facts.answer == Code.OK) {
            peak = value == null ? BigDecimal.ZERO : value.max(BigDecimal.ZERO);
            evaluate();
        }
        settle(seen);
        emergency = facts.emergency;
        if (seen.inputType == 104 || seen.sequence % LOOK_EVERY == 0) {
            compare(machine.status());
        }
    }

    /** Money came in or left: the peak moves in proportion (D-5). */
    private void flowed(final CashFlowedDecoder out) {
        flowed = true;
        if (value == null) {
            return;
        }
        final BigDecimal next = value.add(BigDecimal.valueOf(out.amount()));
        if (next.signum() <= 0) {
            value = null;
            peak = BigDecimal.ZERO;
            clearSuspect();
            beyondSoft = false;
            return;
        }
        final BigDecimal said = BigDecimal.valueOf(out.peak());
        final BigDecimal exact = value.signum() > 0
                ? peak.multiply(next).divide(value, 4, RoundingMode.HALF_EVEN)
                : peak.add(BigDecimal.valueOf(out.amount())).max(BigDecimal.ZERO);
        hold(
                exact.subtract(said).abs().compareTo(BigDecimal.ONE) < 0,
                "A cash flow leaves the drawdown as it was (D-5)",
                "peak %s, should be %s",
                said,
                exact);
        value = next;
        peak = said;
    }

    /** What was suspect may be explained by a flow. */
    private void explained() {
        if (suspect != null && value != null && isWithinStep(suspect, value)) {
            final BigDecimal was = suspect;
            clearSuspect();
            judge(was);
        }
    }

    /** Timers that are due by then, the suspect first where both are. */
    private void elapse(final long timeNs) {
        while (Math.min(suspectUntilNs, dayStartNs) <= timeNs) {
            if (suspectUntilNs <= dayStartNs) {
                final BigDecimal was = suspect;
                clearSuspect();
                if (value != null && was.compareTo(value) < 0) {
                    judge(was);
                }
            } else {
                final long began = dayStartNs;
                beginDay();
                dayStartNs = nextDay(began);
            }
        }
    }

    private void beginDay() {
        if (config().window() == Window.DAILY) {
            peak = value == null ? BigDecimal.ZERO : value.max(BigDecimal.ZERO);
            evaluate();
        }
    }

    private void updated(final BigDecimal equity, final long nowNs) {
        if (suspect != null) {
            final BigDecimal was = suspect;
            clearSuspect();
            if (isWithinStep(equity, was)) {
                judge(was);
                judge(equity);
                return;
            }
        }
        if (equity.signum() > 0 && (peak.signum() == 0 || isWithinStep(equity, value))) {
            judge(equity);
            return;
        }
        suspect = equity;
        suspectUntilNs = nowNs + config().suspectConfirmNs();
        expect(BreachLevel.SUSPECT, equity);
    }

    private void clearSuspect() {
        suspect = null;
        suspectUntilNs = Long.MAX_VALUE;
    }

    private boolean isWithinStep(final BigDecimal equity, final BigDecimal from) {
        final BigDecimal step = percent(config().suspectStepPercentE8());
        final BigDecimal base = value == null ? BigDecimal.ZERO : value.abs();
        return equity.subtract(from).abs().multiply(HUNDRED).compareTo(step.multiply(base)) <= 0;
    }

    private void judge(final BigDecimal equity) {
        value = equity;
        peak = peak.max(equity);
        evaluate();
    }

    private void evaluate() {
        final boolean beyond = isAtOrBeyond(config().softPercentE8());
        if (beyond && !beyondSoft) {
            expect(BreachLevel.SOFT, value);
        }
        beyondSoft = beyond;
        if (isAtOrBeyond(config().hardPercentE8()) && !emergency) {
            expect(BreachLevel.HARD, value);
            emergency = true;
        }
    }

    private boolean isAtOrBeyond(final long limitE8) {
        return peak.signum() > 0
                && peak.subtract(value)
                                .multiply(HUNDRED)
                                .compareTo(percent(limitE8).multiply(peak))
                        >= 0;
    }

    private void expect(final BreachLevel level, final BigDecimal equity) {
        expected.add(new Breach(level, equity.longValueExact(), peak.longValueExact()));
    }

    private void settle(final Seen seen) {
        hold(
                expected.equals(seenBreaches),
                EXACT,
                "saw %s, expected %s by record %d",
                seenBreaches,
                expected,
                seen.sequence);
        expected.clear();
        seenBreaches.clear();
    }

    private void compare(final StatusViewDecoder status) {
        final long equity = status.equity() == StatusViewDecoder.equityNullValue() ? 0 : status.equity();
        final long top = status.peak() == StatusViewDecoder.peakNullValue() ? 0 : status.peak();
        final long mine = value == null ? 0 : value.longValueExact();
        hold(
                equity == mine && top == peak.longValueExact(),
                "Equity and peak are the reference's (D-1)",
                "equity %d peak %d, should be %d and %s",
                equity,
                top,
                mine,
                peak);
    }

    private long nextDay(final long nowNs) {
        final long offset = config().dayStartNs();
        return Math.floorDiv(nowNs - offset, DAY_NS) * DAY_NS + DAY_NS + offset;
    }

    private static BigDecimal percent(final long percentE8) {
        return BigDecimal.valueOf(percentE8, 8);
    }

    private Drawdown config() {
        return facts.config.drawdown();
    }
}
