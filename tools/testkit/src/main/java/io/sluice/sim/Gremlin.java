package io.sluice.sim;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;

/** Whatever nobody means to do: crashes, restarts, wrong doors, stray ticks, nonsense that can be read. */
final class Gremlin {
    private static final long LOT = Client.LOT;

    private final World world;

    Gremlin(final World world) {
        this.world = world;
    }

    void begin() {
        world.agenda.in(world.draw.ms(1000, 5000), this::act);
        world.agenda.in(world.draw.ms(1000, 60000), this::crash);
    }

    private void crash() {
        world.agenda.in(world.draw.ms(20000, 180000), this::crash);
        if (world.healing || !world.host.isUp()) {
            return;
        }
        if (world.happens(Fault.CRASH_DUE, 0.75)) {
            world.host.crashAfter(world.draw.between(1, 60));
        } else if (world.happens(Fault.STOP_AND_START, 1)) {
            world.restart();
        }
    }

    private void act() {
        world.agenda.in(world.draw.ms(100, 3000), this::act);
        if (!world.host.isUp() || world.isCalm()) {
            return;
        }
        final Draw draw = world.draw;
        switch (draw.between(0, 7)) {
            case 0 -> {
                world.ringFullUntilNs = world.agenda.nowNs() + draw.ms(10, 1500);
            }
            case 1 -> run(Fault.ODD_TICK, world.inputs.tick());
            case 2 -> run(
                    Fault.WRONG_ROLE,
                    world.inputs.from(
                            draw.of(
                                    SenderId.BROKER,
                                    SenderId.MARKET,
                                    SenderId.RISK,
                                    SenderId.MONITOR,
                                    SenderId.strategy(1),
                                    SenderId.operator("alice")),
                            world.recent()));
            case 3 -> run(Fault.INPUT_REPLAYED, world.recent());
            case 4 -> run(Fault.LOWER_CASE_SYMBOL, world.inputs.quote(SenderId.MARKET, "btc-usd", LOT, LOT, false));
            case 5 -> nonsense();
            case 6 -> run(
                    Fault.OUT_OF_RANGE,
                    world.inputs.event(
                            SenderId.MONITOR,
                            draw.of(EventType.values()[0], EventType.RECOVERED, EventType.QUALITY_DEGRADED),
                            ComponentSource.SYSTEM,
                            draw.of(
                                    ReasonCode.COLD_START,
                                    ReasonCode.RECOVERY_COMPLETE,
                                    ReasonCode.BROKER_RECONNECTED,
                                    ReasonCode.MARKET_DATA_QUALITY_LOW),
                            draw.bits()));
            default -> run(
                    Fault.NEGATIVE_QUANTITY,
                    world.inputs.execution(
                            draw.between(1L, 99_999L),
                            ExecutionStatus.FILLED,
                            "AAA",
                            Side.BUY,
                            -LOT,
                            LOT,
                            0,
                            -1,
                            0,
                            TradingMode.LIVE,
                            "N"));
        }
    }

    /** Reports that fit nothing. */
    private void nonsense() {
        final Draw draw = world.draw;
        switch (draw.between(0, 3)) {
            case 0 -> run(Fault.WRONG_ID, world.inputs.closed(SenderId.RISK, draw.between(1L, 1L << 24), LOT));
            case 1 -> run(Fault.WRONG_ID, world.inputs.settled(SenderId.BROKER, draw.between(1L, 1L << 24)));
            case 2 -> run(
                    Fault.WRONG_ID,
                    world.inputs.execution(
                            draw.between(1L, 9_999L),
                            ExecutionStatus.CANCELLED,
                            "AAA",
                            Side.BUY,
                            0,
                            0,
                            0,
                            0,
                            draw.between(0L, 4_000L),
                            TradingMode.LIVE,
                            "W" + draw.bits()));
            default -> run(Fault.OUT_OF_RANGE, world.inputs.position(draw.between(0L, 9L), null, LOT, true));
        }
    }

    private void run(final Fault fault, final byte[] envelope) {
        world.tally.fault(fault);
        world.execute(envelope);
    }
}
