package io.sluice.engine;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Code;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a client was told. */
public class Decisions implements DecisionHandler {
    public enum Kind {
        ALLOWED,
        HELD,
        REFUSED,
        LAPSED
    }

    public record Given(Kind kind, long intentId, long tradeId, Code code, boolean repeat, long sequence) {}

    public final List<Given> all = new ArrayList<>();
    public String lastOrder;

    @Override
    public void onAllowed(final AllowedOrder order) {
        add(Kind.ALLOWED, order);
        lastOrder = order.side() + " " + order.quantityE8() + " " + order.symbol() + " at " + order.priceE8() + " "
                + order.tradingMode();
    }

    @Override
    public void onHeld(final Answer answer) {
        add(Kind.HELD, answer);
    }

    @Override
    public void onRefused(final Answer answer) {
        add(Kind.REFUSED, answer);
    }

    @Override
    public void onLapsed(final Answer answer) {
        add(Kind.LAPSED, answer);
    }

    public Given last() {
        return all.get(all.size() - 1);
    }

    /** Polls until so many were given in all. */
    public Decisions await(final StrategyClient client, final int count) {
        TestEngine.await(() -> {
            client.poll(this, 64);
            return all.size() >= count;
        });
        return this;
    }

    private void add(final Kind kind, final Answer answer) {
        all.add(new Given(
                kind, answer.intentId(), answer.tradeId(), answer.code(), answer.isRepeat(), answer.sequence()));
    }
}
