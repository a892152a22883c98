package io.sluice.sim;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.sim.Post.Kind;

/** Feed, risk service and monitors: quotes, equity, signs of life, and their failures. */
final class Services {
    private static final long LOT = Client.LOT;
    private static final ComponentSource[] WATCHED = {ComponentSource.DB, ComponentSource.ALERTS, ComponentSource.SYSTEM
    };

    private final World world;
    private final long[] downUntilNs = new long[ComponentSource.values().length];
    private final boolean watchesAll;
    private long equityE8;
    private long fallE8;
    private int turn;
    private int watch;
    private int flows;

    Services(final World world) {
        this.world = world;
        watchesAll = world.draw.chance(0.4);
        equityE8 = world.draw.between(100_000L, 2_000_000L) * LOT;
    }

    void begin() {
        world.agenda.in(world.draw.ms(1, 300), this::quote);
        world.agenda.in(world.draw.ms(1, 300), this::risk);
        world.agenda.in(world.draw.ms(1, 500), this::equity);
        world.agenda.in(world.draw.ms(1, 500), this::probe);
        world.agenda.in(world.draw.ms(1, 500), this::watch);
    }

    private void quote() {
        final Draw draw = world.draw;
        world.agenda.in(draw.ms(150, 350), this::quote);
        if (isDown(ComponentSource.MARKET_DATA, Fault.FEED_GAP)) {
            return;
        }
        final String symbol = turn++ % 7 == 6 ? draw.from(Market.ALL) : Market.TRADED.get(turn % Market.TRADED.size());
        if (world.market.delisted() == null && world.strikes(Fault.SYMBOL_DELISTED)) {
            world.market.delist(world.draw.from(Market.TRADED));
        }
        if (symbol.equals(world.market.delisted())) {
            return;
        }
        world.market.move(symbol);
        final long mid = world.market.mid(symbol);
        final long half = mid / 4000 + draw.between(0, 1);
        if (world.strikes(Fault.QUOTE_INVALID)) {
            world.post.send(
                    Kind.SIGNAL, world.inputs.quote(SenderId.MARKET, symbol, draw.of(0L, -mid, mid + mid), mid, false));
        } else if (world.strikes(Fault.QUOTE_POOR)) {
            world.post.send(Kind.SIGNAL, world.inputs.quote(SenderId.MARKET, symbol, mid - half, mid + half, true));
        } else {
            world.post.send(Kind.SIGNAL, world.inputs.quote(SenderId.MARKET, symbol, mid - half, mid + half, false));
        }
    }

    private void risk() {
        if (!isDown(ComponentSource.RISK, Fault.COMPONENT_DOWN)) {
            world.post.send(
                    Kind.SIGNAL,
                    world.draw.chance(0.5)
                            ? world.inputs.heartbeat(SenderId.RISK, ComponentSource.RISK)
                            : world.inputs.heartbeat(SenderId.RISK, ComponentSource.RISK, world.draw.between(4, 20)));
        }
        world.agenda.in(world.draw.ms(800, 1600), this::risk);
    }

    private void equity() {
        final Draw draw = world.draw;
        world.agenda.in(draw.ms(500, 1300), this::equity);
        if (world.strikes(Fault.EQUITY_SILENT)) {
            downUntilNs[ComponentSource.RISK.value()] = world.agenda.nowNs() + draw.ms(2000, 20000);
        }
        if (world.strikes(Fault.EQUITY_FALL)) {
            fallE8 = equityE8 / draw.between(15, 40);
        } else if (world.strikes(Fault.EQUITY_CRASH)) {
            equityE8 -= equityE8 / draw.between(3, 8);
        }
        equityE8 += draw.between(-equityE8 / 4000, equityE8 / 3500) - fallE8 / 4;
        fallE8 -= fallE8 / 4;
        equityE8 = Math.max(equityE8, 1000 * LOT);
        if (world.strikes(Fault.CASH_FLOW)) {
            flow();
        }
        if (world.agenda.nowNs() < downUntilNs[ComponentSource.RISK.value()] && !world.healing) {
            return;
        }
        long said = equityE8;
        if (world.strikes(Fault.EQUITY_GLITCH)) {
            said = draw.of(0L, -equityE8, equityE8 / 4, equityE8 * 4, equityE8 * 2);
        }
        world.post.send(Kind.MONEY, world.inputs.equity(draw.of(SenderId.RISK, SenderId.BROKER), said));
    }

    /** A deposit or a withdrawal. */
    private void flow() {
        final long amount = world.draw.between(-equityE8 / 3, equityE8 / 2);
        equityE8 += amount;
        final long after = world.draw.chance(0.5) ? equityE8 : 0;
        world.post.send(Kind.MONEY, world.inputs.cashFlow(SenderId.BROKER, "flow-" + flows++, amount, after));
    }

    /** Probes find out what works, and say so. */
    private void probe() {
        final Draw draw = world.draw;
        world.agenda.in(draw.ms(700, 2500), this::probe);
        final ComponentSource source = ComponentSource.get((short) draw.between(0, watchesAll() ? 5 : 2));
        if (source == ComponentSource.BROKER && !world.live.link().isUp()) {
            return;
        }
        if (world.strikes(Fault.COMPONENT_FAILED)) {
            fail(source);
        } else {
            final boolean slow = world.strikes(Fault.PROBE_SLOW);
            world.post.send(Kind.SIGNAL, world.inputs.probe(SenderId.MONITOR, source, true, slow ? 9000 : 3));
        }
    }

    private void fail(final ComponentSource source) {
        final Draw draw = world.draw;
        final ReasonCode reason =
                switch (source) {
                    case BROKER -> draw.of(ReasonCode.BROKER_DISCONNECT, ReasonCode.NULL_VAL);
                    case MARKET_DATA -> draw.of(ReasonCode.MARKET_DATA_STALE, ReasonCode.NULL_VAL);
                    case RISK -> draw.of(ReasonCode.RISK_TIMEOUT, ReasonCode.EQUITY_STALE, ReasonCode.NULL_VAL);
                    case DB -> draw.of(ReasonCode.DB_BUFFER_OVERFLOW, ReasonCode.DB_WRITE_FAIL_BUFFERED);
                    case ALERTS -> draw.of(ReasonCode.ALERTS_CHANNEL_DOWN, ReasonCode.NULL_VAL);
                    case SYSTEM, NULL_VAL -> draw.of(ReasonCode.SYSTEM_UNKNOWN, ReasonCode.NULL_VAL);
                };
        final int times = draw.between(1, 4);
        for (int i = 0; i < times; i++) {
            final byte[] sign = draw.chance(0.5)
                    ? world.inputs.probe(SenderId.MONITOR, source, false, 0)
                    : world.inputs.event(
                            SenderId.MONITOR,
                            draw.of(EventType.FAIL_CRIT, EventType.FAIL_SUPP),
                            source,
                            reason,
                            draw.bits());
            world.post.send(Kind.SIGNAL, sign);
            if (draw.chance(0.2)) {
                world.tally.fault(Fault.EVENT_REPEATED);
                world.post.send(Kind.SIGNAL, sign);
            }
        }
        world.agenda.in(draw.ms(200, 8000), () -> recovered(source));
    }

    /** A component says that all is well again. */
    void recovered(final ComponentSource source) {
        world.post.send(
                Kind.SIGNAL,
                world.inputs.event(SenderId.MONITOR, EventType.RECOVERED, source, ReasonCode.ALL_HEALTHY, 0));
    }

    private void watch() {
        world.agenda.in(world.draw.ms(700, 1200), this::watch);
        final ComponentSource source = WATCHED[watch++ % WATCHED.length];
        if (watchesAll() && !isDown(source, Fault.COMPONENT_DOWN)) {
            world.post.send(Kind.SIGNAL, world.inputs.heartbeat(SenderId.MONITOR, source));
        }
    }

    private boolean isDown(final ComponentSource source, final Fault fault) {
        if (world.healing) {
            return false;
        }
        final long now = world.agenda.nowNs();
        if (now >= downUntilNs[source.value()] && world.strikes(fault)) {
            downUntilNs[source.value()] = now + world.draw.ms(1000, 20000);
        }
        return now < downUntilNs[source.value()];
    }

    private boolean watchesAll() {
        return watchesAll || world.config().health().required() > 7;
    }
}
