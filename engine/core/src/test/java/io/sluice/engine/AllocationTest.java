package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.ClientOptions;
import io.sluice.client.DecisionHandler;
import io.sluice.client.MarketDoor;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Road;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 20_000;
    /** What the measuring itself and the runtime's own doings may take in all. */
    private static final long SLACK = 8_192;

    private static final int REMOTE_WARM_UP = 30_000;
    private static final int REMOTE = 10_000;
    private static final int BATCH = 20;
    /** Less than one for an input is none: signs of life and looks at sockets take a little by time. */
    private static final long SMALLEST_OBJECT = 16;

    @TempDir
    private Path directory;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Counting counting = new Counting();
    private long nextId = 1;

    @Test
    void shouldAllocateNothingForAnIntentFromOfferToRelease() {
        try (Engine engine = TestEngine.open(directory, "sluice.capacity.decisions-per-strategy=1024");
                StrategyClient client = engine.strategy(7)) {
            final MarketDoor market = engine.market("feed");
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

    @Test
    @Tag("X-11")
    void shouldAllocateNothingForAnIntentOnTheFastRoadAtEitherEnd() {
        try (Engine engine = Engine.open(TestEngine.options(directory, "sluice.capacity.decisions-per-strategy=1024")
                        .door(true));
                SluiceClient remote = SluiceClient.connect(ClientOptions.at(directory.resolve("door.sock"))
                        .strategy(7)
                        .road(Road.FAST));
                StrategyClient client = remote.strategy(7)) {
            queries(client, REMOTE_WARM_UP);
            final long[] ids = Stream.of("sluice-engine", "sluice-door", "sluice-pump", "sluice-client", "main")
                    .mapToLong(AllocationTest::thread)
                    .toArray();
            final long[] before = threads.getThreadAllocatedBytes(ids);
            queries(client, REMOTE);
            final long[] after = threads.getThreadAllocatedBytes(ids);
            for (int i = 0; i < ids.length; i++) {
                assertThat(after[i] - before[i]).as("thread %d", i).isLessThan(SMALLEST_OBJECT * REMOTE);
            }
            assertThat(engine.failure()).isNull();
        }
    }

    /** A few at a time: the threads of both ends share the cores with whatever else runs here. */
    private void queries(final StrategyClient client, final int count) {
        for (int done = 0; done < count; done += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                TestEngine.query(client, nextId++);
                if (client.offer() != Offer.OFFERED) {
                    throw new AssertionError("no room for intent " + nextId);
                }
            }
            for (int left = BATCH; left > 0; ) {
                left -= client.poll(counting, left);
                Thread.yield();
            }
        }
    }

    /** Orders until the table of trades is full, refusals after that; queries, asking again, quotes, permission. */
    private void run(final Engine engine, final StrategyClient client, final MarketDoor market, final int count) {
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
        return thread("sluice-engine");
    }

    private static long thread(final String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
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
            // A query has no symbol, and a text that is asked for is allocated.
            seen += order.quantityE8() > 0 ? order.symbol().length() : 1;
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
