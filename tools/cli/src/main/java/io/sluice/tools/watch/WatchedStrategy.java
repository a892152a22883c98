package io.sluice.tools.watch;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.ClientOptions;
import io.sluice.client.DecisionHandler;
import io.sluice.client.E8;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.util.concurrent.TimeUnit;

/**
 * A strategy that follows the price: every few seconds it asks for an order in the direction of the last move, and
 * later for the way back. It asks only; the paper brokers send what is allowed. Live orders wait for a person. One
 * thread.
 */
final class WatchedStrategy implements AutoCloseable, DecisionHandler {
    private static final long ASK_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int BATCH = 16;
    private static final int ROUND = 4;
    private static final String[] SIZES = {"1.5", "2", "0.75", "3"};

    private final String symbol;
    private final TradingMode mode;
    private final SluiceClient engine;
    private final StrategyClient strategy;
    private long dueNs;
    private long lastE8;
    private long intentId;
    private long asked;
    private boolean isWaiting;
    private boolean isHeld;
    private Side side = Side.BUY;

    WatchedStrategy(final ClientOptions attach, final int number, final String symbol, final TradingMode mode) {
        this.symbol = symbol;
        this.mode = mode;
        engine = SluiceClient.connect(
                attach.name("the demo's strategy " + number).strategy(number));
        strategy = engine.strategy(number);
        intentId = engine.highestIntentId();
        dueNs = System.nanoTime() + ASK_NS * number / 2;
    }

    /** Hears its decisions, and asks when it is time. */
    void turn(final long midE8) {
        strategy.poll(this, BATCH);
        final long nowNs = System.nanoTime();
        if (isWaiting || isHeld || nowNs - dueNs < 0) {
            return;
        }
        dueNs = nowNs + ASK_NS;
        if (asked % 2 == 0) {
            side = midE8 >= lastE8 ? Side.BUY : Side.SELL;
        }
        lastE8 = midE8;
        final boolean isBack = asked % 2 == 1;
        final Side wanted = isBack ? side == Side.BUY ? Side.SELL : Side.BUY : side;
        strategy.intent(++intentId, isBack ? ActionType.REDUCE_ONLY : ActionType.OPEN, mode)
                .symbol(symbol)
                .side(wanted)
                .quantity(E8.of(SIZES[(int) (asked / 2 % ROUND)]))
                .price(0)
                .model("momentum", "1.4.2")
                .reasoning(isBack ? "takes the position back" : "the price moved that way since the last look");
        isWaiting = strategy.offer() == Offer.OFFERED;
    }

    private void decided(final boolean isAllowed) {
        isWaiting = false;
        isHeld = false;
        asked += isAllowed || asked % 2 == 1 ? 1 : 0;
    }

    @Override
    public void onAllowed(final AllowedOrder order) {
        decided(true);
    }

    @Override
    public void onHeld(final Answer answer) {
        isWaiting = false;
        isHeld = true;
    }

    @Override
    public void onRefused(final Answer answer) {
        decided(false);
    }

    @Override
    public void onLapsed(final Answer answer) {
        decided(false);
    }

    @Override
    public void close() {
        strategy.close();
        engine.close();
    }
}
