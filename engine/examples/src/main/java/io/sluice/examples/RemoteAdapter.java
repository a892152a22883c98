package io.sluice.examples;

import io.sluice.client.BrokerDoor;
import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.CommandHandler;
import io.sluice.client.CommandSource;
import io.sluice.client.E8;
import io.sluice.client.EngineListener;
import io.sluice.client.Outcome;
import io.sluice.client.SluiceClient;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * A broker's adapter in a process of its own, with the smallest venue there is: it fills every order at once. A real
 * one hands orders and commands to its broker and reports what that says; its duties are in journal/MESSAGES.md. It
 * feeds quotes and signs of life too, so that a cold engine gets to normal. {@code sluice paper} is a larger one.
 */
public final class RemoteAdapter implements CommandHandler {
    private static final long PAUSE_NS = 20_000_000;
    private static final String SYMBOL = "BTCUSD";

    private final Queue<Outcome> decisions = new ConcurrentLinkedQueue<>();
    private final SluiceClient engine;
    private final BrokerDoor broker;
    private long heldE8;
    private long reportId = System.currentTimeMillis();

    private RemoteAdapter(final Path socket) {
        engine = SluiceClient.connect(ClientOptions.at(socket)
                .broker(TradingMode.LIVE)
                .roles(Role.MARKET, Role.RISK)
                .name("example adapter")
                .patience(Duration.ofSeconds(30))
                .outcomes(0, "Decision")
                .listener(new ClientListener() {
                    @Override
                    public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
                        decisions.add(outcome);
                    }
                }));
        broker = engine.broker("example");
    }

    /** @param args the socket: {@code door.sock} in the engine's data directory. */
    public static void main(final String[] args) {
        run(Path.of(args[0]), () -> true);
    }

    static void run(final Path socket, final BooleanSupplier isWanted) {
        final RemoteAdapter adapter = new RemoteAdapter(socket);
        try (SluiceClient engine = adapter.engine) {
            final CommandSource commands = engine.commands(TradingMode.LIVE);
            while (isWanted.getAsBoolean()) {
                adapter.feed();
                adapter.place();
                commands.await(adapter, 16, PAUSE_NS);
            }
        }
    }

    /** Signs of life, a quote, the equity; orders first, then positions. */
    private void feed() {
        broker.heartbeat();
        engine.risk("example").heartbeat();
        engine.market("example").quote(SYMBOL, E8.of("63999"), E8.of("64001"));
        engine.risk("example").equity(E8.of("100000"));
        broker.noOpenOrders(++reportId);
        broker.position(++reportId, heldE8 == 0 ? null : SYMBOL, heldE8, E8.ABSENT, true);
    }

    /** What was allowed for good, and is not too late, goes to the venue with the trade id as its own id. */
    private void place() {
        for (Outcome next = decisions.poll(); next != null; next = decisions.poll()) {
            final DecisionDecoder decision =
                    new DecisionDecoder().wrapAndApplyHeader(next.message(), 0, new MessageHeaderDecoder());
            if (decision.verdict() == Verdict.ALLOW
                    && decision.final_() == Bool.TRUE
                    && decision.actionable() == Bool.TRUE
                    && decision.tradingMode() == TradingMode.LIVE
                    && engine.nowNs() <= decision.validUntil()) {
                fill(decision);
            }
        }
    }

    private void fill(final DecisionDecoder order) {
        heldE8 += order.side() == Side.BUY ? order.quantity() : -order.quantity();
        broker.execution(order.tradeId(), ExecutionStatus.FILLED)
                .order(SYMBOL, order.side())
                .fill("fill-" + order.tradeId(), order.quantity(), E8.of("64000"))
                .leaves(0)
                .cumulative(order.quantity())
                .offer();
    }

    @Override
    public void onClosePosition(final ClosePositionDecoder command) {
        heldE8 = 0;
        broker.execution(0, ExecutionStatus.FILLED)
                .order(SYMBOL, command.side())
                .fill("close-" + command.commandId(), command.quantity(), E8.of("64000"))
                .leaves(0)
                .command(command.commandId())
                .mode(TradingMode.LIVE)
                .offer();
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder command) {
        broker.execution(command.tradeId(), ExecutionStatus.CANCELLED)
                .order(SYMBOL, Side.BUY)
                .leaves(0)
                .command(command.commandId())
                .offer();
    }
}
