package io.sluice.examples;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.E8;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The smallest program that embeds an engine: one paper order, one decision. */
public final class QuickStart {
    private QuickStart() {}

    /** @param args the data directory, or nothing for a temporary one. */
    public static void main(final String[] args) throws IOException {
        final Path directory = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("sluice");
        System.out.println(run(directory));
    }

    // [quick start]
    static String run(final Path directory) {
        final LoadedConfig config =
                ConfigLoader.load("example", "sluice.hitl.allowed-operators = [alice]", Map.of(), List.of());
        final StringBuilder heard = new StringBuilder();
        final DecisionHandler handler = new DecisionHandler() {
            @Override
            public void onAllowed(final AllowedOrder order) { // the only place from where an order may go to a broker
                heard.append("send ").append(order.symbol()).append(' ').append(E8.toString(order.quantityE8()));
            }

            @Override
            public void onHeld(final Answer answer) { // a person is asked; the final decision follows
                heard.append(answer);
            }

            @Override
            public void onRefused(final Answer answer) {
                heard.append(answer);
            }

            @Override
            public void onLapsed(final Answer answer) { // allowed once, too late now: ask again under a new id
                heard.append(answer);
            }
        };
        // A trial begins in normal; a real start is cold and goes through recovery first.
        final EngineOptions options = EngineOptions.of(config).in(directory).startNormal(true);
        try (Engine engine = Engine.open(options);
                StrategyClient strategy = engine.strategy(1)) {
            strategy.intent(strategy.highestIntentId() + 1, ActionType.OPEN, TradingMode.PAPER)
                    .symbol("BTCUSD")
                    .side(Side.BUY)
                    .quantity(E8.of("0.5"))
                    .price(E8.of("64000"));
            if (strategy.offer() != Offer.OFFERED) {
                throw new IllegalStateException("not taken: offer it again, under the same id");
            }
            while (heard.length() == 0) {
                strategy.poll(handler, 16);
            }
        }
        return heard.toString();
    }
    // [quick start]
}
