package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;

import io.sluice.client.Door;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import java.nio.file.Path;

/** Keeps an engine busy with inputs that change its views. As a process it does so until it is killed. */
public final class StateLoad implements AutoCloseable {
    private final StrategyClient client;
    private final Door broker;
    private final Decisions decisions = new Decisions();
    private long intentId;

    StateLoad(final Engine engine, final long firstIntentId) {
        client = engine.strategy(7);
        broker = engine.door(Role.BROKER, "load");
        intentId = firstIntentId;
    }

    /** @param arguments directory, first intent id. */
    public static void main(final String[] arguments) {
        // Never closed: it ends by a kill.
        final StateLoad load = new StateLoad(TestEngine.open(Path.of(arguments[0])), Long.parseLong(arguments[1]));
        load.step();
        System.out.println("busy");
        while (true) {
            load.step();
        }
    }

    /** An order and what becomes of it, among quotes, equity and signs of life. */
    void step() {
        final long step = intentId++;
        decisions.all.clear();
        TestEngine.order(client, step, ONE).reasoning("step " + step);
        client.offer();
        decisions.await(client, 1);
        broker.quote("S" + step % 12, (100 + step % 10) * ONE, (101 + step % 10) * ONE);
        broker.equity((100_000 + step % 100) * ONE);
        broker.heartbeat(ComponentSource.BROKER);
        final long tradeId = decisions.last().tradeId();
        if (tradeId != 0) {
            final boolean isFill = step % 50 == 0;
            final ExecutionStatus status = isFill ? ExecutionStatus.FILLED : ExecutionStatus.CANCELLED;
            final long quantityE8 = isFill ? ONE : 0;
            broker.execution(tradeId, 0, "e" + step, status, "BTCUSD", Side.BUY, quantityE8, 100 * ONE, 0);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
