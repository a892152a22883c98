package io.sluice.sim;

import io.sluice.codec.TradingMode;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.ControlConfig.Capacity;
import io.sluice.control.config.ControlConfig.SoftAction;
import io.sluice.control.config.ControlConfig.SymbolLimits;
import io.sluice.control.config.ControlConfig.Window;
import java.util.List;

/** Draws sound configurations: short times, small tables, every switch in every position. */
final class ConfigDraw {
    static final List<String> OPERATORS = List.of("alice", "bob", "carol");

    private static final long S = 1_000_000_000L;
    private static final long E8 = 100_000_000L;
    private static final int BROKER_FEED_RISK = 0b111;

    private final Draw draw;

    ConfigDraw(final Draw draw) {
        this.draw = draw;
    }

    /** @param before of the first start, whose tables and instruments stay; null for that one itself. */
    ControlConfig any(final ControlConfig before) {
        final long minTtl = seconds(1, 60);
        final long maxTtl = minTtl + seconds(0, 600);
        return new ControlConfig(
                hitl(),
                new ControlConfig.Operators(draw.chance(0.3), seconds(5, 300)),
                new ControlConfig.Override(minTtl, maxTtl, maxTtl, draw.chance(0.7)),
                draw.chance(0.85) ? TradingMode.LIVE : draw.of(TradingMode.PAPER, TradingMode.DISABLED),
                draw.ms(200, 5000),
                health(),
                recovery(),
                drawdown(),
                new ControlConfig.Emergency(draw.ms(500, 3000), draw.between(1, 6), seconds(5, 60)),
                sizing(),
                draw.chance(0.7),
                draw.chance(0.4) ? seconds(3, 20) : 0,
                new ControlConfig.Lockout(seconds(5, 600), draw.chance(0.5) ? draw.between(1, 3) : 0, seconds(2, 60)),
                limits(),
                new ControlConfig.Reconcile(draw.chance(0.3) ? draw.between(1L, E8 / 50) : 0, List.of()),
                draw.chance(0.3),
                new ControlConfig.Instruments(draw.chance(0.15), Market.TRADED, signed(before)),
                new ControlConfig.Outlets(List.of(), false),
                before == null ? capacity() : before.capacity());
    }

    private ControlConfig.Hitl hitl() {
        return new ControlConfig.Hitl(
                draw.chance(0.85),
                seconds(2, 60),
                draw.between(E8 / 10, 5 * E8),
                draw.chance(0.2) ? OPERATORS.subList(0, 2) : OPERATORS,
                draw.chance(0.7),
                draw.chance(0.6));
    }

    private ControlConfig.Health health() {
        return new ControlConfig.Health(
                draw.chance(0.8) ? BROKER_FEED_RISK : draw.between(0, 63),
                seconds(4, 30),
                draw.between(1, 4),
                seconds(1, 6),
                draw.chance(0.8),
                draw.chance(0.8),
                seconds(2, 6),
                seconds(2, 10),
                seconds(2, 10),
                seconds(1, 2),
                draw.between(1, 4),
                seconds(5, 30));
    }

    private ControlConfig.Recovery recovery() {
        return new ControlConfig.Recovery(
                draw.ms(100, 4000),
                draw.ms(100, 6000),
                draw.between(1, 4),
                draw.ms(50, 2000),
                draw.chance(0.85),
                seconds(4, 60),
                draw.ms(200, 3000));
    }

    private ControlConfig.Drawdown drawdown() {
        final long soft = draw.between(2 * E8, 8 * E8);
        return new ControlConfig.Drawdown(
                soft,
                soft + draw.between(E8, 15 * E8),
                draw.of(SoftAction.values()),
                draw.of(Window.values()),
                draw.between(0L, 1439L) * 60 * S,
                draw.between(30 * E8, 80 * E8),
                draw.ms(300, 3000),
                seconds(3, 15));
    }

    private ControlConfig.Sizing sizing() {
        final long fallback = draw.between(E8 / 2, 2 * E8);
        final long high = fallback + draw.between(0, 2 * E8);
        return new ControlConfig.Sizing(
                draw.between(0L, E8 / 100), draw.between(E8 / 10, E8), fallback, high, high + draw.between(0, 5 * E8));
    }

    private ControlConfig.Limits limits() {
        final boolean repeats = draw.chance(0.2);
        return new ControlConfig.Limits(
                symbolLimits(0.35),
                draw.chance(0.3)
                        ? List.of(new ControlConfig.OwnLimits(Market.TRADED.get(0), symbolLimits(0.6)))
                        : List.of(),
                draw.chance(0.2) ? draw.between(1, 5) : 0,
                draw.chance(0.2) ? draw.between(2, 8) : 0,
                draw.chance(0.3) ? draw.between(1, 10) : 0,
                repeats ? draw.between(2, 4) : 0,
                repeats ? seconds(1, 30) : 0,
                draw.chance(0.2) ? draw.between(1_000, 40_000) * E8 : 0);
    }

    private SymbolLimits symbolLimits(final double share) {
        return new SymbolLimits(
                draw.chance(share) ? draw.between(2, 12) * E8 : 0,
                draw.chance(share) ? draw.between(200, 4_000) * E8 : 0,
                draw.chance(share) ? draw.between(E8 / 2, 20 * E8) : 0,
                draw.chance(share) ? draw.between(3, 60) * E8 : 0,
                draw.chance(share) ? draw.between(1, 12) : 0,
                draw.chance(share) ? draw.between(2, 12) * E8 : 0);
    }

    private Capacity capacity() {
        final int trades = draw.between(4, 48);
        return new Capacity(
                draw.between(Market.TRADED.size(), Market.ALL.size() + 2),
                trades,
                draw.between(1, Math.min(trades, 12)),
                draw.between(1, 6),
                draw.between(2, 5),
                draw.between(4, 64),
                1024);
    }

    /** Symbols whose prices may be negative. */
    private List<String> signed(final ControlConfig before) {
        if (before != null) {
            return before.instruments().signed();
        }
        return draw.chance(0.3) ? List.of(draw.from(Market.TRADED)) : List.of();
    }

    private long seconds(final int low, final int high) {
        return draw.between(low, high) * S;
    }
}
