package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.Door;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 20_000;
    /** What the measuring itself and the runtime's own doings may take in all. */
    private static final long SLACK = 8_192;

    @TempDir
    private Path directory;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Counting counting = new Counting();
    private long nextId = 1;

    @Test
    void shouldAllocateNothingForAnIntentFromOfferToRelease() {
        try (Engine engine = TestEngine.open(directory, "sluice.capacity.decisions-per-strategy=1024");
                StrategyClient client = engine.strategy(7)) {
            final Door market = engine.door(Role.MARKET, "feed");
            run(engine, client, market, WARM_UP);
            final long engineThread = engineThread();
            final long here = Thread.currentThread().getId();
            final long engineBefore = threads.getThreadAllocatedBytes(engineThread);
            final long hereBefore = threads.getThreadAllocatedBytes(here);
            run(engine, client, market, MEASURED);
            final long hereAfter = threads.getThreadAllocatedBytes(here);
            final long engineAfter = threads.getThreadAllocatedBytes(engineThread);
            assertThat(engineAfter - engineBefore).as("engine thread").isLessThan(SLACK);
            assertThat(hereAfter - hereBefore).as("client thread").isLessThan(SLACK);
            assertThat(counting.allowed).isGreaterThan(100);
            assertThat(counting.refused).isGreaterThan(1_000);
        }
    }

    /** Orders until the table of trades is full, refusals after that; queries, asking again, quotes, permission. */
    private void run(final Engine engine, final StrategyClient client, final Door market, final int count) {
        for (int i = 0; i < count; i++) {
            final long id = nextId++;
            order(client, id);
            answered(client);
            if (i % 4 == 0) {
                order(client, id);
                answered(client);
                TestEngine.query(client, nextId++);
                client.offer();
                answered(client);
            }
            market.quote("BTCUSD", 100 * ONE, 101 * ONE);
            client.permission(ActionType.OPEN);
        }
        assertThat(engine.failure()).isNull();
    }

    private static void order(final StrategyClient client, final long id) {
        client.intent(id, ActionType.OPEN, TradingMode.LIVE)
                .symbol("btcusd")
                .side(Side.BUY)
                .quantity(ONE)
                .price(100 * ONE)
                .leverage(ONE)
                .model("momentum", "1.0")
                .reasoning("the price went up, it may go on to do so")
                .correlationId(1, id);
        client.offer();
    }

    private void answered(final StrategyClient client) {
        final long giveUpAtNs = System.nanoTime() + TestEngine.PATIENCE_NS;
        while (client.poll(counting, 1) == 0) {
            Thread.onSpinWait();
            if (System.nanoTime() - giveUpAtNs > 0) {
                throw new AssertionError("no answer");
            }
        }
    }

    private static long engineThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sluice-engine"))
                .mapToLong(Thread::getId)
                .findFirst()
                .orElseThrow();
    }

    private static final class Counting implements DecisionHandler {
        private long allowed;
        private long refused;
        private long seen;

        @Override
        public void onAllowed(final AllowedOrder order) {
            allowed++;
            seen += order.quantityE8() + order.symbol().length();
        }

        @Override
        public void onHeld(final Answer answer) {
            seen += answer.intentId();
        }

        @Override
        public void onRefused(final Answer answer) {
            refused++;
            seen += answer.code().value();
        }

        @Override
        public void onLapsed(final Answer answer) {
            seen += answer.tradeId();
        }
    }
}
