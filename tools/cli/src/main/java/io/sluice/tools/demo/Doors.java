package io.sluice.tools.demo;

import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.codec.Role;
import io.sluice.codec.TradingMode;
import io.sluice.engine.Engine;

/** The doors of one run, and how many inputs went through them. */
final class Doors {
    /** What is traded. */
    static final String SYMBOL = "BTCUSD";

    private final Engine engine;
    private final DemoClock clock;
    private final Patience patience;
    private final Runnable whileWaiting;
    private final Door market;
    private final Door risk;
    private final Door liveBroker;
    private final Door paperBroker;
    private final Door alice;
    private final Door bob;
    private long nowNs;
    private long offered;

    /**
     * @param clock        learns when each input happens.
     * @param whileWaiting called now and then while the engine is waited for.
     */
    Doors(final Engine engine, final DemoClock clock, final Patience patience, final Runnable whileWaiting) {
        this.patience = patience;
        this.whileWaiting = whileWaiting;
        this.engine = engine;
        this.clock = clock;
        nowNs = clock.wallNs();
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
                    : patience.stopped(failure);
        }
        offered++;
        clock.set(offered, nowNs);
    }

    /** What is offered from now on happens at this time. */
    void moveTo(final long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        clock.set(offered, nowNs);
    }

    /** Inputs that the engine has yet to execute. */
    long underWay() {
        return offered - engine.inputs();
    }

    /** Inputs offered so far. */
    long offered() {
        return offered;
    }

    /** Waits until the engine has executed all that was offered and journaled what came of it. */
    void await() {
        while (underWay() > 0) {
            pause();
        }
    }

    /** Waits a moment for the engine; throws if there is none any more. */
    void pause() {
        if (patience.pause(engine.inputs())) {
            whileWaiting.run();
        }
    }
}
