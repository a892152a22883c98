package io.sluice.engine;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.BrokerDoor;
import io.sluice.client.CommandHandler;
import io.sluice.client.DecisionHandler;
import io.sluice.client.MarketDoor;
import io.sluice.client.Offer;
import io.sluice.client.OperatorDoor;
import io.sluice.client.RiskDoor;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;

/**
 * What happens in one engine of the warm-up: rounds of everything that strategies, brokers, feeds and operators do on
 * an ordinary day, and an emergency stop at the end. Prices and quantities are scaled by 10^8.
 */
final class WarmUpLife {
    /** Of several shapes, as are the texts: a branch that no input takes is compiled as if none ever will. */
    private static final String[] SYMBOLS = {"WARM", "WARM-USDT.P", "W:Z5", "WARMER/LONGER-NAME"};

    private static final String[] TEXTS = {"", "fine", "größer als üblich, 10 €", "as agreed with the desk this morning"
    };
    private static final long QUANTITY_E8 = 100_000_000L;
    private static final long PRICE_E8 = 100 * QUANTITY_E8;
    private static final long EQUITY_E8 = 1_000_000 * QUANTITY_E8;
    private static final long COMMAND_LIMIT_NS = 1_000_000_000L;
    private static final int ROUNDS = 500;
    private static final int ORDERS_A_ROUND = 8;

    private final Engine engine;
    private final String operatorName;
    private final DecisionHandler handler;
    private final StringBuilder execId = new StringBuilder();
    private long intentId;
    private long executions;
    private long reports;
    private long tradeId;
    private Side side = Side.BUY;
    private String symbol = SYMBOLS[0];
    private String text = TEXTS[0];
    private long priceE8 = PRICE_E8;
    private boolean isAnswered;

    /**
     * @param kind         lives of different kinds take their decisions by different classes, as users' code will.
     * @param operatorName an allowed operator.
     */
    WarmUpLife(final Engine engine, final int kind, final String operatorName) {
        this.engine = engine;
        this.operatorName = operatorName;
        handler = switch (kind % 3) {
            case 0 -> new First();
            case 1 -> new Second();
            default -> new Third();
        };
    }

    /** Lives it, or the part of it for which there is time. */
    void run(final long untilNs) {
        try (StrategyClient strategy = engine.strategy(1);
                CommandFeed commands = engine.commands(TradingMode.LIVE)) {
            final BrokerDoor broker = engine.broker("warm");
            final MarketDoor market = engine.market("warm");
            final RiskDoor risk = engine.risk("warm");
            final OperatorDoor operator = engine.operator(operatorName);
            for (int round = 0; round < ROUNDS && System.nanoTime() < untilNs; round++) {
                symbol = SYMBOLS[round % SYMBOLS.length];
                text = TEXTS[round / 2 % TEXTS.length];
                priceE8 = PRICE_E8 + round;
                live(round, broker, market, risk);
                for (int i = 0; i < ORDERS_A_ROUND; i++) {
                    paper(strategy, broker);
                }
                strategy.permission(ActionType.OPEN);
                query(strategy);
                held(strategy, broker, operator);
                if (round % 8 == 0) {
                    rejected(strategy, operator);
                    cancelled(strategy, broker, operator);
                    report(broker);
                }
            }
            stop(strategy, broker, operator, commands);
        }
    }

    private void live(final int round, final BrokerDoor broker, final MarketDoor market, final RiskDoor risk) {
        market.quote(symbol, priceE8 - 1, priceE8 + 1);
        market.heartbeat();
        risk.heartbeat();
        risk.equity(EQUITY_E8 + (round % 7 - 3) * PRICE_E8);
        broker.heartbeat();
        broker.probe(true, 1);
    }

    private void report(final BrokerDoor broker) {
        broker.noOpenOrders(++reports);
        broker.flat(++reports);
    }

    /** An order that nobody is asked about, filled. */
    private void paper(final StrategyClient strategy, final BrokerDoor broker) {
        ask(strategy, ActionType.OPEN, TradingMode.PAPER);
        fill(broker, TradingMode.PAPER);
        side = side == Side.BUY ? Side.SELL : Side.BUY;
    }

    private void query(final StrategyClient strategy) {
        strategy.intent(++intentId, ActionType.QUERY, TradingMode.LIVE);
        answered(strategy);
    }

    /** Bought with a person's leave, and sold again. */
    private void held(final StrategyClient strategy, final BrokerDoor broker, final OperatorDoor operator) {
        for (final Side each : new Side[] {Side.BUY, Side.SELL}) {
            side = each;
            ask(strategy, ActionType.OPEN, TradingMode.LIVE);
            operator.approve(tradeId, text);
            take(strategy);
            fill(broker, TradingMode.LIVE);
        }
    }

    private void rejected(final StrategyClient strategy, final OperatorDoor operator) {
        ask(strategy, ActionType.OPEN, TradingMode.LIVE);
        operator.reject(tradeId, "no");
        take(strategy);
    }

    private void cancelled(final StrategyClient strategy, final BrokerDoor broker, final OperatorDoor operator) {
        ask(strategy, ActionType.OPEN, TradingMode.LIVE);
        operator.approve(tradeId, text);
        take(strategy);
        broker.execution(tradeId, ExecutionStatus.NEW)
                .order(symbol, side)
                .leaves(QUANTITY_E8)
                .offer();
        strategy.intent(++intentId, ActionType.CANCEL, TradingMode.LIVE)
                .symbol(symbol)
                .tradeId(tradeId);
        answered(strategy);
        broker.execution(tradeId, ExecutionStatus.CANCELLED)
                .order(symbol, side)
                .leaves(0)
                .offer();
    }

    /** A position and a stop that closes it. */
    private void stop(
            final StrategyClient strategy,
            final BrokerDoor broker,
            final OperatorDoor operator,
            final CommandFeed commands) {
        side = Side.BUY;
        ask(strategy, ActionType.OPEN, TradingMode.LIVE);
        operator.approve(tradeId, text);
        take(strategy);
        fill(broker, TradingMode.LIVE);
        operator.emergencyStop("warm-up");
        commands.await(new Closer(broker), 1, COMMAND_LIMIT_NS);
        report(broker);
        operator.emergencyReset(false, "warm-up");
        ask(strategy, ActionType.OPEN, TradingMode.LIVE);
    }

    private void ask(final StrategyClient strategy, final ActionType action, final TradingMode mode) {
        strategy.intent(++intentId, action, mode)
                .symbol(symbol)
                .side(side)
                .quantity(QUANTITY_E8)
                .price(intentId % 3 == 0 ? 0 : priceE8)
                .model("warm", "1")
                .reasoning(text);
        answered(strategy);
    }

    private void answered(final StrategyClient strategy) {
        if (strategy.offer() == Offer.OFFERED) {
            take(strategy);
        }
    }

    private void take(final StrategyClient strategy) {
        isAnswered = false;
        for (int i = 0; !isAnswered && engine.failure() == null && i < 1_000_000; i++) {
            // To the last one of the limit, and to the last one that is there.
            if (strategy.poll(handler, 1 + i % 2) == 0) {
                Thread.yield();
            }
        }
    }

    private void fill(final BrokerDoor broker, final TradingMode mode) {
        execId.setLength(0);
        execId.append('w').append(++executions);
        final long half = QUANTITY_E8 / 2;
        if (executions % 4 == 0) {
            broker.execution(tradeId, ExecutionStatus.NEW)
                    .order(symbol, side)
                    .leaves(QUANTITY_E8)
                    .mode(mode)
                    .offer();
            broker.execution(tradeId, ExecutionStatus.PARTIAL)
                    .order(symbol, side)
                    .fill(execId, half, priceE8)
                    .leaves(half)
                    .cumulative(half)
                    .mode(mode)
                    .offer();
            execId.append('-');
        }
        broker.execution(tradeId, ExecutionStatus.FILLED)
                .order(symbol, side)
                .fill(execId, executions % 4 == 0 ? QUANTITY_E8 - half : QUANTITY_E8, priceE8)
                .leaves(0)
                .mode(mode)
                .offer();
    }

    /** Reports each close as filled. */
    private final class Closer implements CommandHandler {
        private final BrokerDoor broker;

        private Closer(final BrokerDoor broker) {
            this.broker = broker;
        }

        @Override
        public void onClosePosition(final ClosePositionDecoder command) {
            broker.execution(0, ExecutionStatus.FILLED)
                    .order(symbol, command.side())
                    .fill("close", command.quantity(), PRICE_E8)
                    .leaves(0)
                    .command(command.commandId())
                    .mode(TradingMode.LIVE)
                    .offer();
        }

        @Override
        public void onCancelOrder(final CancelOrderDecoder command) {
            // nothing is left to cancel
        }
    }

    /** Three classes with methods of their own, so that no compiled call is bound to one of them. */
    private class First implements DecisionHandler {
        @Override
        public void onAllowed(final AllowedOrder order) {
            tradeId = order.tradeId();
            isAnswered = true;
        }

        @Override
        public void onHeld(final Answer answer) {
            tradeId = answer.tradeId();
            isAnswered = true;
        }

        @Override
        public void onRefused(final Answer answer) {
            isAnswered = true;
        }

        @Override
        public void onLapsed(final Answer answer) {
            isAnswered = true;
        }
    }

    private final class Second extends First {
        @Override
        public void onAllowed(final AllowedOrder order) {
            super.onAllowed(order);
        }

        @Override
        public void onHeld(final Answer answer) {
            super.onHeld(answer);
        }
    }

    private final class Third extends First {
        @Override
        public void onAllowed(final AllowedOrder order) {
            super.onAllowed(order);
        }

        @Override
        public void onHeld(final Answer answer) {
            super.onHeld(answer);
        }
    }
}
