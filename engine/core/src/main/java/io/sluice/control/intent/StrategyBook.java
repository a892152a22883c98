package io.sluice.control.intent;

import io.sluice.codec.Code;
import io.sluice.codec.StrategyChangedEncoder;
import io.sluice.codec.StrategyEnableDecoder;
import io.sluice.codec.StrategyHeartbeatDecoder;
import io.sluice.codec.StrategyPhase;
import io.sluice.control.config.ControlConfig.Capacity;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.timer.TimerBook;
import java.util.Arrays;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Fixed table of strategies, in the order in which they were first heard. */
public final class StrategyBook {
    /**
     * So many strategies find their memory made: half a megabyte that an engine makes in the middle of an intent costs
     * it half a millisecond, on pages that the process never touched.
     */
    private static final int MADE_AHEAD = 4;

    private final Strategy[] strategies;
    private final Int2ObjectHashMap<Strategy> byId;
    private final int remembered;
    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final StrategyChangedEncoder changed = new StrategyChangedEncoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final Text words = new Text(256);
    private final DecisionMemory[] madeAhead;
    private int size;
    /** The one asked for last, which most often is the one asked for next. */
    private Strategy last;

    /** @param capacity sizes (G-5). */
    public StrategyBook(final Capacity capacity, final Settings settings, final Step step, final TimerBook timers) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        strategies = new Strategy[capacity.strategies()];
        remembered = capacity.decisionsPerStrategy();
        madeAhead = new DecisionMemory[Math.min(MADE_AHEAD, strategies.length)];
        Arrays.setAll(madeAhead, i -> new DecisionMemory(remembered));
        byId = new Int2ObjectHashMap<>(2 * capacity.strategies(), 0.65f, true);
    }

    /** A strategy by its number, or null. */
    public Strategy find(final int id) {
        return byId.get(id);
    }

    /** A strategy by its number, added if need be; null if there is no room. */
    public Strategy findOrAdd(final int id) {
        if (last != null && last.id() == id) {
            return last;
        }
        final Strategy found = byId.get(id);
        if (found == null && size == strategies.length) {
            return null;
        }
        last = found == null ? add(id) : found;
        return last;
    }

    private Strategy add(final int id) {
        final boolean isMade = size < madeAhead.length;
        final Strategy added = new Strategy(id, isMade ? madeAhead[size] : new DecisionMemory(remembered));
        strategies[size++] = added;
        byId.put(id, added);
        return added;
    }

    /** A sign of life of a strategy; one not known yet is added. */
    public Code onHeartbeat(final StrategyHeartbeatDecoder in, final long nowNs) {
        final Strategy strategy = findOrAdd(in.strategyId());
        if (strategy == null) {
            return Code.CAPACITY;
        }
        seen(strategy, nowNs);
        return Code.OK;
    }

    /** A sign of life: its silence is counted from now. */
    public void seen(final Strategy strategy, final long nowNs) {
        strategy.seen(nowNs);
        if (strategy.isSilent()) {
            strategy.silent(false);
            say(strategy, StrategyPhase.HEARD);
        }
        final long timeoutNs = settings.get().strategyHeartbeatTimeoutNs();
        if (timeoutNs > 0) {
            timers.set(strategy.silence(), nowNs + timeoutNs);
        }
    }

    /** A new epoch begins: ids that an earlier journal may have answered are not new (J-2). */
    public void onEpoch(final CharSequence fences) {
        final boolean isSound = Fences.read(fences, (id, highest) -> {
            final Strategy strategy = findOrAdd(id);
            if (strategy == null) {
                throw new IllegalStateException("more strategies are fenced than there is room for");
            }
            strategy.fence(highest);
        });
        if (!isSound) {
            throw new IllegalStateException("fences cannot be read: " + fences);
        }
    }

    /** A start: silence is counted anew (W-6). */
    public void onStarted() {
        final long timeoutNs = settings.get().strategyHeartbeatTimeoutNs();
        for (int i = 0; i < size; i++) {
            timers.cancel(strategies[i].silence());
            if (timeoutNs > 0 && strategies[i].lastSeenNs() != Long.MIN_VALUE) {
                timers.set(strategies[i].silence(), step.nowNs() + timeoutNs);
            }
        }
    }

    /** An operator enables a strategy again (B-2). */
    public Code onEnable(final StrategyEnableDecoder in, final Text operator) {
        final Strategy strategy = find(in.strategyId());
        if (strategy == null) {
            return Code.NOT_FOUND;
        }
        if (!strategy.isEnabled()) {
            strategy.enabled(true);
            strategy.repeats().clear();
            in.skipOperatorId();
            in.wrapReason(view);
            words.set(view);
            say(strategy, StrategyPhase.ENABLED, Code.OK, words, operator);
        }
        return Code.OK;
    }

    /** A strategy may not trade any more (B-3). */
    public void disable(final Strategy strategy, final Code code, final Text reason, final Text operator) {
        if (strategy.isEnabled()) {
            strategy.enabled(false);
            say(strategy, StrategyPhase.DISABLED, code, reason, operator);
        }
    }

    /** A strategy gave no sign of life for too long. */
    public void silent(final Strategy strategy) {
        if (!strategy.isSilent()) {
            strategy.silent(true);
            say(strategy, StrategyPhase.SILENT);
        }
    }

    private void say(final Strategy strategy, final StrategyPhase phase) {
        say(strategy, phase, Code.OK, Strategy.NO_WORDS, Strategy.NO_WORDS);
    }

    private void say(
            final Strategy strategy,
            final StrategyPhase phase,
            final Code code,
            final Text reason,
            final Text operator) {
        step.end(step.next(changed)
                .phase(phase)
                .strategyId(strategy.id())
                .code(code)
                .putReason(reason.bytes(), 0, reason.length())
                .putOperatorId(operator.bytes(), 0, operator.length()));
    }

    /** Strategies so far. */
    public int size() {
        return size;
    }

    /** A strategy by its place. */
    public Strategy at(final int index) {
        return strategies[index];
    }

    /** Images every strategy that was ever heard. */
    public void image(final Image image) {
        for (int i = 0, count = image.count(size, strategies.length); i < count; i++) {
            final int id = image.int32(image.isReading() ? 0 : strategies[i].id());
            final Strategy strategy = image.isReading() ? add(id) : strategies[i];
            strategy.image(image, timers);
        }
    }
}
