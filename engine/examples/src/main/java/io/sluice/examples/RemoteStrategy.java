package io.sluice.examples;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.ClientOptions;
import io.sluice.client.DecisionHandler;
import io.sluice.client.E8;
import io.sluice.client.Offer;
import io.sluice.client.Permission;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A strategy in a process of its own: it waits until it may open, asks for an order, and hears the decision, of a held
 * order the final one too. Run {@code sluice run} first, and a broker's adapter beside it, as {@link RemoteAdapter}.
 */
public final class RemoteStrategy implements DecisionHandler {
    private static final int STRATEGY = 7;
    private static final long PAUSE_NS = 1_000_000;

    private final List<String> story = new ArrayList<>();
    private boolean isDecided;

    private RemoteStrategy() {}

    /** @param args the socket: {@code door.sock} in the engine's data directory. */
    public static void main(final String[] args) {
        run(Path.of(args[0])).forEach(System.out::println);
    }

    static List<String> run(final Path socket) {
        final RemoteStrategy example = new RemoteStrategy();
        final ClientOptions options = ClientOptions.at(socket)
                .strategy(STRATEGY)
                .name("example strategy")
                .patience(Duration.ofSeconds(30));
        try (SluiceClient engine = SluiceClient.connect(options);
                StrategyClient strategy = engine.strategy(STRATEGY)) {
            example.trade(strategy);
        }
        return example.story;
    }

    private void trade(final StrategyClient strategy) {
        while (strategy.permission(ActionType.OPEN) != Permission.ALLOWED) {
            LockSupport.parkNanos(PAUSE_NS);
        }
        // If the engine dies now, the client asks again under the same id; there is one decision either way.
        final long id = strategy.highestIntentId() + 1;
        Offer offer;
        do {
            strategy.intent(id, ActionType.OPEN, TradingMode.LIVE)
                    .symbol("BTCUSD")
                    .side(Side.BUY)
                    .quantity(E8.of("0.5"))
                    .price(E8.of("64000"));
            offer = strategy.offer();
            LockSupport.parkNanos(PAUSE_NS);
        } while (offer == Offer.BACK_PRESSURED || offer == Offer.ENGINE_LOST);
        story.add("offered: " + offer);
        while (!isDecided) {
            strategy.poll(this, 16);
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    @Override
    public void onAllowed(final AllowedOrder order) {
        story.add("allowed: " + order.side() + " " + E8.toString(order.quantityE8()) + " " + order.symbol());
        isDecided = true;
    }

    @Override
    public void onHeld(final Answer answer) {
        story.add("held: a person is asked");
    }

    @Override
    public void onRefused(final Answer answer) {
        story.add("refused: " + answer.code());
        isDecided = true;
    }

    @Override
    public void onLapsed(final Answer answer) {
        story.add("lapsed: it must not be sent now");
        isDecided = true;
    }
}
