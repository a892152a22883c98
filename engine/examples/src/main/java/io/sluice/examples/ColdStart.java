package io.sluice.examples;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.BrokerDoor;
import io.sluice.client.CommandAnswer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.E8;
import io.sluice.client.MarketDoor;
import io.sluice.client.Offer;
import io.sluice.client.OperatorDoor;
import io.sluice.client.Permission;
import io.sluice.client.RiskDoor;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A real start: feed broker, market and risk until the engine is in normal, offer a live order, approve it as an
 * operator, and receive the order. What is fed, and how often, is the table of engine/README.md.
 */
public final class ColdStart {
    private static final long PAUSE_NS = 20_000_000;

    private final List<String> story = new ArrayList<>();
    private long reportId;
    private long heldTradeId;
    private boolean isSent;

    private ColdStart() {}

    /** @param args the data directory, or nothing for a temporary one. */
    public static void main(final String[] args) throws IOException {
        final Path directory = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("sluice");
        run(directory).forEach(System.out::println);
    }

    static List<String> run(final Path directory) {
        final LoadedConfig config = ConfigLoader.load(
                "example",
                "sluice { hitl.allowed-operators = [alice], recovery { stable = 100 ms, reconcile-grace = 100 ms } }",
                Map.of(),
                List.of());
        final ColdStart example = new ColdStart();
        try (Engine engine = Engine.open(EngineOptions.of(config).in(directory).closeOnShutdown(true));
                StrategyClient strategy = engine.strategy(1)) {
            example.trade(engine, strategy);
        }
        return example.story;
    }

    private void trade(final Engine engine, final StrategyClient strategy) {
        final BrokerDoor broker = engine.broker("paper-broker");
        final MarketDoor market = engine.market("feed");
        final RiskDoor risk = engine.risk("risk");
        final OperatorDoor alice = engine.operator("alice");
        while (strategy.permission(ActionType.OPEN) != Permission.ALLOWED) {
            feed(broker, market, risk);
        }
        story.add("open is allowed");
        strategy.intent(strategy.highestIntentId() + 1, ActionType.OPEN, TradingMode.LIVE)
                .symbol("BTCUSD")
                .side(Side.BUY)
                .quantity(E8.of("0.5"))
                .price(E8.of("64000"));
        if (strategy.offer() != Offer.OFFERED) {
            throw new IllegalStateException("back-pressured: offer the intent again, under the same id");
        }
        while (heldTradeId == 0) {
            strategy.poll(handler, 16);
        }
        final CommandAnswer answer = alice.approve(heldTradeId, "looks right").await(Duration.ofSeconds(10));
        story.add("approval: " + answer.codeText());
        while (!isSent) {
            feed(broker, market, risk);
            strategy.poll(handler, 16);
        }
    }

    /** Signs of life, a quote, the equity, and a report that the account is flat. */
    private void feed(final BrokerDoor broker, final MarketDoor market, final RiskDoor risk) {
        broker.heartbeat();
        risk.heartbeat();
        market.quote("BTCUSD", E8.of("63999"), E8.of("64001"));
        risk.equity(E8.of("100000"));
        broker.noOpenOrders(++reportId);
        broker.flat(++reportId);
        LockSupport.parkNanos(PAUSE_NS);
    }

    private final DecisionHandler handler = new DecisionHandler() {
        @Override
        public void onAllowed(final AllowedOrder order) {
            story.add("send " + order.side() + " " + E8.toString(order.quantityE8()) + " " + order.symbol());
            isSent = true;
        }

        @Override
        public void onHeld(final Answer answer) {
            story.add("a person is asked");
            heldTradeId = answer.tradeId();
        }

        @Override
        public void onRefused(final Answer answer) {
            throw new IllegalStateException(answer.toString());
        }

        @Override
        public void onLapsed(final Answer answer) {
            throw new IllegalStateException(answer.toString());
        }
    };
}
