package io.sluice.engine;

import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An engine in a process of its own that asks on and on until the engine has stopped, and then says why. */
public final class HeldEngine {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private HeldEngine() {}

    /** @param arguments directory. */
    public static void main(final String[] arguments) {
        final Engine engine = TestEngine.open(Path.of(arguments[0]));
        final StrategyClient client = engine.strategy(7);
        final Decisions decisions = new Decisions();
        engine.awaitState(Duration.ofMinutes(1)).close();
        System.out.println("open");
        Offer offer = Offer.OFFERED;
        for (long id = 1; offer != Offer.ENGINE_STOPPED; id += offer == Offer.OFFERED ? 1 : 0) {
            TestEngine.query(client, id);
            offer = client.offer();
            client.poll(decisions, 64);
            decisions.all.clear();
            LockSupport.parkNanos(PAUSE_NS);
        }
        TestEngine.await(() -> engine.failure() != null);
        System.out.println(engine.failure().getMessage());
        engine.close();
        System.out.println("closed");
    }
}
