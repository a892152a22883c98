package io.sluice.tools.paper;

import io.sluice.client.BrokerDoor;
import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.CommandHandler;
import io.sluice.client.CommandSource;
import io.sluice.client.EngineListener;
import io.sluice.client.Offer;
import io.sluice.client.Outcome;
import io.sluice.client.SluiceClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * A broker's adapter of one trading mode, with the venue in its own memory: it takes the orders that were allowed,
 * fills them against the last quote, and carries out the commands. Its duties are those of journal/MESSAGES.md. One
 * thread.
 */
final class PaperAdapter implements AutoCloseable {
    private static final int BATCH = 64;

    /** An order that works. */
    private record Order(String symbol, Side side, long quantityE8, long priceE8) {}

    private final TradingMode mode;
    private final PaperAccount account;
    private final SluiceClient client;
    private final BrokerDoor broker;
    private final CommandSource commands;
    private final Queue<Outcome> decisions = new ConcurrentLinkedQueue<>();
    private final Map<Long, Order> working = new LinkedHashMap<>();
    /** The last answer to each command: a command that comes again gets it again (E-2). */
    private final Map<Long, BooleanSupplier> answers = new HashMap<>();
    /** Reports that found no room, in order. */
    private final Deque<BooleanSupplier> unsaid = new ArrayDeque<>();

    private volatile boolean isFresh = true;
    private long reportId = System.currentTimeMillis();

    PaperAdapter(final ClientOptions options, final TradingMode mode, final PaperAccount account) {
        this.mode = mode;
        this.account = account;
        client = SluiceClient.connect(options.broker(mode)
                .roles(Role.MARKET, Role.RISK)
                .outcomes(0, "Decision")
                .listener(new ClientListener() {
                    @Override
                    public void onAttached(final boolean isAgain, final long startSequence) {
                        isFresh = true;
                    }

                    @Override
                    public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
                        decisions.add(outcome);
                    }
                }));
        broker = client.broker("paper");
        commands = client.commands(mode);
    }

    SluiceClient client() {
        return client;
    }

    /** Takes what came and fills what the market fills. */
    void work() {
        if (isFresh) {
            isFresh = false;
            if (mode == TradingMode.LIVE) {
                // It may have missed its last report id, so the link counts as new.
                broker.disconnected("the adapter attached");
                broker.reconnected("the adapter attached");
                report();
            }
        }
        sayUnsaid();
        for (Outcome next = decisions.poll(); next != null; next = decisions.poll()) {
            decided(new DecisionDecoder().wrapAndApplyHeader(next.message(), 0, new MessageHeaderDecoder()));
        }
        commands.poll(handler, BATCH);
        fill();
    }

    void beat() {
        broker.heartbeat();
    }

    /** Orders first, then positions. */
    void report() {
        if (mode != TradingMode.LIVE || !unsaid.isEmpty()) {
            return;
        }
        final long id = ++reportId;
        int left = working.size();
        for (final Map.Entry<Long, Order> each : working.entrySet()) {
            final Order order = each.getValue();
            broker.openOrder(id, each.getKey(), 0, order.symbol, order.side, order.quantityE8, mode, null, --left == 0);
        }
        if (working.isEmpty()) {
            broker.noOpenOrders(id);
        }
        account.report(broker, id);
    }

    private void decided(final DecisionDecoder decision) {
        final boolean isMine = decision.tradingMode() == mode
                && decision.verdict() == Verdict.ALLOW
                && decision.final_() == Bool.TRUE
                && decision.actionable() == Bool.TRUE
                && client.nowNs() <= decision.validUntil();
        final long trade = decision.tradeId();
        if (!isMine || trade == 0) {
            return;
        }
        final ActionType action = decision.action();
        if (action == ActionType.CANCEL) {
            cancelled(trade, 0);
        } else if (action == ActionType.AMEND) {
            final Order order = working.get(trade);
            say(() -> isSaid(broker.execution(trade, ExecutionStatus.REPLACE_REJECTED)
                    .order(decision.symbol(), order == null ? Side.BUY : order.side)
                    .leaves(order == null ? 0 : order.quantityE8)
                    .offer()));
        } else if (action != ActionType.QUERY) {
            final long priceE8 = decision.price() == DecisionDecoder.priceNullValue() ? 0 : decision.price();
            final Order order = new Order(decision.symbol(), decision.side(), decision.quantity(), priceE8);
            working.put(trade, order);
            say(() -> isSaid(broker.execution(trade, ExecutionStatus.NEW)
                    .order(order.symbol, order.side)
                    .leaves(order.quantityE8)
                    .offer()));
        }
    }

    private void fill() {
        final var each = working.entrySet().iterator();
        while (each.hasNext()) {
            final Map.Entry<Long, Order> next = each.next();
            final Order order = next.getValue();
            final long priceE8 = account.price(order.symbol, order.side);
            final boolean isReached = order.priceE8 == 0
                    || (order.side == Side.BUY ? priceE8 <= order.priceE8 : priceE8 >= order.priceE8);
            if (priceE8 > 0 && isReached) {
                each.remove();
                filled(next.getKey(), 0, "f" + next.getKey(), order, priceE8);
            }
        }
    }

    private void filled(
            final long trade, final long command, final String execId, final Order order, final long priceE8) {
        account.filled(order.symbol, order.side, order.quantityE8, priceE8);
        final BooleanSupplier report = () -> {
            final var execution = broker.execution(trade, ExecutionStatus.FILLED)
                    .order(order.symbol, order.side)
                    .fill(execId, order.quantityE8, priceE8)
                    .leaves(0)
                    .cumulative(order.quantityE8)
                    .mode(mode);
            return isSaid((command == 0 ? execution : execution.command(command)).offer());
        };
        say(report);
        if (command != 0) {
            answers.put(command, report);
        }
    }

    private void cancelled(final long trade, final long command) {
        final Order order = working.remove(trade);
        final String symbol = order == null ? account.anySymbol() : order.symbol;
        final Side side = order == null ? Side.BUY : order.side;
        final BooleanSupplier report = () -> {
            final var execution = broker.execution(trade, ExecutionStatus.CANCELLED)
                    .order(symbol, side)
                    .leaves(0)
                    .mode(mode);
            return isSaid((command == 0 ? execution : execution.command(command)).offer());
        };
        say(report);
        if (command != 0) {
            answers.put(command, report);
        }
    }

    private final CommandHandler handler = new CommandHandler() {
        @Override
        public void onClosePosition(final ClosePositionDecoder command) {
            final long id = command.commandId();
            if (answers.containsKey(id)) {
                say(answers.get(id));
                return;
            }
            final Order order = new Order(command.symbol(), command.side(), command.quantity(), 0);
            final long priceE8 = account.price(order.symbol, order.side);
            if (priceE8 > 0) {
                filled(0, id, "c" + id, order, priceE8);
            } else {
                final BooleanSupplier rejection = () -> isSaid(broker.execution(0, ExecutionStatus.COMMAND_REJECTED)
                        .order(order.symbol, order.side)
                        .leaves(0)
                        .command(id)
                        .mode(mode)
                        .offer());
                answers.put(id, rejection);
                say(rejection);
            }
        }

        @Override
        public void onCancelOrder(final CancelOrderDecoder command) {
            if (answers.containsKey(command.commandId())) {
                say(answers.get(command.commandId()));
            } else {
                cancelled(command.tradeId(), command.commandId());
            }
        }
    };

    private static boolean isSaid(final Offer offer) {
        return offer == Offer.OFFERED || offer == Offer.MALFORMED;
    }

    /** Reports stay in their order, also where there is no room or the engine is lost. */
    private void say(final BooleanSupplier report) {
        if (!unsaid.isEmpty() || !report.getAsBoolean()) {
            unsaid.add(report);
        }
    }

    private void sayUnsaid() {
        while (!unsaid.isEmpty() && unsaid.peek().getAsBoolean()) {
            unsaid.poll();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
