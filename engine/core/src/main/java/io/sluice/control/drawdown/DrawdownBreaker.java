package io.sluice.control.drawdown;

import static io.sluice.control.mode.CauseBook.CONDITION;
import static io.sluice.control.mode.CauseBook.SILENCE;

import io.sluice.codec.BreachLevel;
import io.sluice.codec.Code;
import io.sluice.codec.DrawdownBreachEncoder;
import io.sluice.codec.ReasonCode;
import io.sluice.control.config.ControlConfig.Drawdown;
import io.sluice.control.config.ControlConfig.SoftAction;
import io.sluice.control.config.ControlConfig.Window;
import io.sluice.control.config.Settings;
import io.sluice.control.emergency.EmergencyStop;
import io.sluice.control.equity.Equity;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.num.Wide;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;

/** Trips on drawdown, in the input that shows it (D-1), unless the equity looks like a glitch (D-2). */
public final class DrawdownBreaker {
    private static final long DAY_NS = 86_400_000_000_000L;

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final Equity equity;
    private final EmergencyStop emergency;
    private final DrawdownBreachEncoder breach = new DrawdownBreachEncoder();
    private final Timer confirm = new Timer(TimerKind.EQUITY_SUSPECT, 0);
    private final Timer dayStart = new Timer(TimerKind.DAY_START, 0);
    private final Timer silence = new Timer(TimerKind.EQUITY_SILENT, 0);
    private final Text nothing = new Text(0);
    private long startedNs;
    private boolean heard;
    private boolean livePosition;

    /** @param equity what is known of the account's equity. */
    public DrawdownBreaker(
            final Settings settings,
            final Step step,
            final TimerBook timers,
            final CauseBook causes,
            final Equity equity,
            final EmergencyStop emergency) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.causes = causes;
        this.equity = equity;
        this.emergency = emergency;
    }

    /** A start: the wait for equity begins anew, and so does the day if it is another one (W-6). */
    public void onStarted() {
        startedNs = step.nowNs();
        heard = false;
        if (dayStart.isSet() && dayStart.deadlineNs() <= step.nowNs()) {
            onDayStart();
        } else {
            timers.set(dayStart, nextDayStartNs());
        }
        await();
    }

    /** An equity (D-1, D-2). */
    public Code onEquity(final long equityE8) {
        equity.updated(step.nowNs());
        heard = true;
        causes.resolve(ReasonCode.EQUITY_STALE, SILENCE);
        await();
        if (equity.isSuspect()) {
            final long suspect = equity.suspectE8();
            endSuspicion();
            if (isWithinStep(equityE8, suspect)) {
                judge(suspect);
                judge(equityE8);
                return Code.OK;
            }
        }
        final boolean plausible = equityE8 > 0 && (equity.peakE8() == 0 || isWithinStep(equityE8, equity.valueE8()));
        if (plausible) {
            judge(equityE8);
            return Code.OK;
        }
        equity.suspect(equityE8);
        timers.set(confirm, step.nowNs() + config().suspectConfirmNs());
        say(BreachLevel.SUSPECT, equityE8);
        return Code.OK;
    }

    /**
     * Money came in or left (D-5); false if the equity would leave its range. What was suspect may be explained by it.
     */
    public boolean onFlow(final long amountE8) {
        if (!equity.isKnown()) {
            return true;
        }
        if (equity.valueE8() + amountE8 <= 0) {
            endSuspicion();
            equity.forget();
            evaluate();
            return true;
        }
        return equity.flow(amountE8);
    }

    /** An equity that was suspect counts if a flow has explained it. */
    public void reconsider() {
        if (equity.isSuspect() && equity.isKnown() && isWithinStep(equity.suspectE8(), equity.valueE8())) {
            final long explained = equity.suspectE8();
            endSuspicion();
            judge(explained);
        }
    }

    /** A suspect equity was not followed by another: a fall counts as it stands, a rise is dropped (D-2). */
    public void onSuspectConfirmed() {
        final long suspect = equity.suspectE8();
        endSuspicion();
        if (equity.isKnown() && suspect < equity.valueE8()) {
            judge(suspect);
        }
    }

    /** A day begins: the daily loss counts anew, and so does a daily peak, from the last accepted equity (D-1). */
    public void onDayStart() {
        timers.set(dayStart, nextDayStartNs());
        equity.beginDay();
        if (config().window() == Window.DAILY) {
            equity.resetPeak();
            evaluate();
        }
    }

    /** An operator makes the present equity the peak (D-3). */
    public Code onReset() {
        equity.resetPeak();
        evaluate();
        return Code.OK;
    }

    /** Whether the drawdown is at or beyond the hard limit. */
    public boolean isAtHardLimit() {
        return equity.isAtOrBeyond(config().hardPercentE8());
    }

    /** Whether the last equity is young enough to go by. */
    public boolean isFresh() {
        return heard && step.nowNs() - equity.updatedNs() <= config().equityStaleNs();
    }

    /** A live position was opened, or the last one closed (D-4). */
    public void livePosition(final boolean open) {
        if (open != livePosition) {
            livePosition = open;
            await();
        }
    }

    /** Equity is too old with a live position open (D-4). */
    public void onSilent() {
        causes.raise(ReasonCode.EQUITY_STALE, SILENCE);
    }

    /** Equity is awaited anew: risk has said that it works again (M-4). */
    public void awaitAnew() {
        causes.resolve(ReasonCode.EQUITY_STALE, SILENCE);
        if (silence.isSet() || livePosition && equity.updatedNs() != Long.MIN_VALUE) {
            timers.set(silence, step.nowNs() + config().equityStaleNs());
        }
    }

    private void await() {
        if (livePosition && equity.updatedNs() != Long.MIN_VALUE) {
            timers.set(silence, Math.max(equity.updatedNs(), startedNs) + config().equityStaleNs());
        } else {
            timers.cancel(silence);
            causes.resolve(ReasonCode.EQUITY_STALE, SILENCE);
        }
    }

    private void judge(final long equityE8) {
        equity.accept(equityE8);
        evaluate();
    }

    private void evaluate() {
        final boolean beyond = equity.isAtOrBeyond(config().softPercentE8());
        if (beyond && !equity.isBeyondSoft()) {
            say(BreachLevel.SOFT, equity.valueE8());
        }
        equity.beyondSoft(beyond);
        if (config().softAction() == SoftAction.DEGRADE && beyond) {
            causes.raise(ReasonCode.RISK_BREACH_SOFT, CONDITION);
        } else {
            causes.resolve(ReasonCode.RISK_BREACH_SOFT, CONDITION);
        }
        if (isAtHardLimit() && !causes.isEmergency()) {
            say(BreachLevel.HARD, equity.valueE8());
            emergency.trigger(ReasonCode.RISK_BREACH_HARD, nothing, equity.drawdownPctE8(), nothing);
            causes.raise(ReasonCode.RISK_BREACH_HARD, 0);
        }
    }

    private void endSuspicion() {
        timers.cancel(confirm);
        equity.clearSuspect();
    }

    /** The step is a percentage of the last accepted equity, whatever it is measured from. */
    private boolean isWithinStep(final long equityE8, final long fromE8) {
        return Wide.compareProducts(
                        Math.abs(equityE8 - fromE8),
                        Wide.HUNDRED,
                        config().suspectStepPercentE8(),
                        Math.abs(equity.valueE8()))
                <= 0;
    }

    private long nextDayStartNs() {
        final long offsetNs = config().dayStartNs();
        return Math.floorDiv(step.nowNs() - offsetNs, DAY_NS) * DAY_NS + DAY_NS + offsetNs;
    }

    private void say(final BreachLevel level, final long equityE8) {
        final long peak = equity.peakE8();
        step.end(step.next(breach).level(level).equity(equityE8).peak(peak).drawdownPct(shownPct(equityE8, peak)));
    }

    /** What no decimal can hold is shown as the largest fall there is. */
    private static long shownPct(final long equityE8, final long peakE8) {
        final long pct = peakE8 == 0 ? 0 : Wide.multiplyDivide(equityE8 - peakE8, Wide.HUNDRED, peakE8);
        return pct == Wide.OUT_OF_RANGE ? 1 - Wide.LIMIT : pct;
    }

    private Drawdown config() {
        return settings.get().drawdown();
    }

    /** Images what is awaited; the equity itself is imaged by itself. */
    public void image(final Image image) {
        timers.image(image, confirm);
        timers.image(image, dayStart);
        timers.image(image, silence);
        startedNs = image.int64(startedNs);
        heard = image.bool(heard);
        livePosition = image.bool(livePosition);
    }
}
