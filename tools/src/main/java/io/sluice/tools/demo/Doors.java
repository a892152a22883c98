package io.sluice.tools.demo;

import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import io.sluice.engine.Door;
import io.sluice.engine.Engine;
import io.sluice.engine.Offer;
import java.util.function.LongSupplier;

/** The doors of one run, and how many inputs went through them: the run waits until the engine has executed each. */
final class Doors {
    /** What is traded. */
    static final String SYMBOL = "BTCUSD";

    private static final int SPINS = 100;

    private final Engine engine;
    private final LongSupplier executed;
    private final long executedBefore;
    private final Door market;
    private final Door risk;
    private final Door liveBroker;
    private final Door paperBroker;
    private final Door alice;
    private final Door bob;
    private long offered;
    private int spins;

    /** @param executed inputs that the engine has executed. */
    Doors(final Engine engine, final LongSupplier executed) {
        this.engine = engine;
        this.executed = executed;
        executedBefore = executed.getAsLong();
        market = engine.door(Role.MARKET, "bitstamp");
        risk = engine.door(Role.RISK, "risk");
        liveBroker = engine.door(Role.BROKER, "broker-live");
        paperBroker = engine.door(Role.BROKER, "broker-paper");
        alice = engine.door(Role.OPERATOR, "alice");
        bob = engine.door(Role.OPERATOR, "bob");
    }

    Door market() {
        return market;
    }

    Door risk() {
        return risk;
    }

    Door broker(final TradingMode mode) {
        return mode == TradingMode.PAPER ? paperBroker : liveBroker;
    }

    Door operator(final String name) {
        return name.equals("alice") ? alice : bob;
    }

    /** Takes note of an offer. Since everyone waits for the engine, it always has room. */
    void sent(final Offer offer) {
        if (offer != Offer.OFFERED) {
            final Throwable failure = engine.failure();
            throw failure == null
                    ? new IllegalStateException("an input of the demo was not taken: " + offer)
                    : new IllegalStateException("the engine has stopped: " + failure.getMessage(), failure);
        }
        offered++;
    }

    /** Inputs offered so far. */
    long offered() {
        return offered;
    }

    /** Waits until the engine has executed all that was offered and journaled what came of it. */
    void await() {
        while (executed.getAsLong() - executedBefore < offered) {
            pause();
        }
        spins = 0;
    }

    /** Waits a moment for the engine; throws if there is none any more. */
    void pause() {
        if (++spins % SPINS != 0) {
            Thread.onSpinWait();
            return;
        }
        Thread.yield();
        if (engine.failure() != null) {
            throw new IllegalStateException(
                    "the engine has stopped: " + engine.failure().getMessage(), engine.failure());
        }
    }
}
