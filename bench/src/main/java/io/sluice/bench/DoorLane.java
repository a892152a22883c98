package io.sluice.bench;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.ClientOptions;
import io.sluice.client.DecisionHandler;
import io.sluice.client.Door;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;

/** An engine in another process, by one of the two roads of its door; otherwise as {@link EngineLane}. */
final class DoorLane implements Lane, DecisionHandler {
    private final ScratchDirectory scratch;
    private final DoorServerProcess server;
    private final IdleClients idle;
    private final SluiceClient remote;
    private final StrategyClient client;
    private final Door broker;
    private final Door market;
    private final Inputs inputs = new Inputs();
    private final long[] trades = new long[BATCH];
    private int open;
    private long intents;
    private long answered;
    private boolean isSettling;

    /** @param idleClients that are attached to the fast road meanwhile, and do nothing. */
    DoorLane(final LaneSetup setup, final Road road, final int idleClients) {
        scratch = ScratchDirectory.in(setup.directory());
        server = DoorServerProcess.start(DoorServerProcess.OfEngine.class, setup, scratch.path());
        idle = new IdleClients(scratch.path().resolve("door.sock"), idleClients);
        remote = SluiceClient.connect(ClientOptions.at(scratch.path().resolve("door.sock"))
                .strategy(Inputs.STRATEGY)
                .roles(Role.BROKER, Role.MARKET)
                .road(road));
        client = remote.strategy(Inputs.STRATEGY);
        broker = remote.door(Role.BROKER, "broker");
        market = remote.door(Role.MARKET, "feed");
        settle();
    }

    @Override
    public void offer() {
        intents++;
        client.intent(intents, ActionType.OPEN, TradingMode.PAPER)
                .symbol(Inputs.SYMBOL)
                .side((intents & 1) == 0 ? Side.BUY : Side.SELL)
                .quantity(Inputs.QUANTITY_E8)
                .price(Inputs.PRICE_E8)
                .model(Inputs.MODEL, Inputs.MODEL_VERSION);
        require(client.offer());
    }

    @Override
    public int poll() {
        return client.poll(this, BATCH);
    }

    @Override
    public void onAllowed(final AllowedOrder order) {
        answered++;
        if (order.intentId() != answered || order.isRepeat()) {
            throw new IllegalStateException("intent " + order.intentId() + " answered where " + answered + " was due");
        }
        if (!isSettling) {
            trades[open++] = order.tradeId();
        }
    }

    @Override
    public void onHeld(final Answer answer) {
        throw unexpected(answer);
    }

    @Override
    public void onRefused(final Answer answer) {
        throw unexpected(answer);
    }

    @Override
    public void onLapsed(final Answer answer) {
        throw unexpected(answer);
    }

    private static IllegalStateException unexpected(final Answer answer) {
        return new IllegalStateException("intent " + answer.intentId() + ": " + answer.code());
    }

    /** Fills what was allowed, and asks something after that: its answer says that the fills were executed. */
    @Override
    public void settle() {
        send(market, inputs.quote);
        for (int i = 0; i < open; i++) {
            final Envelope fill = inputs.fills[(int) (answered - open + i & 1)];
            fill.put(ExecutionReportEncoder.tradeIdEncodingOffset(), trades[i]);
            send(broker, fill);
        }
        open = 0;
        isSettling = true;
        client.intent(++intents, ActionType.QUERY, TradingMode.PAPER);
        require(client.offer());
        while (answered < intents) {
            poll();
        }
        isSettling = false;
    }

    private static void send(final Door door, final Envelope input) {
        Offer offer = door.offer(input.buffer, input.message(), input.messageLength());
        while (offer == Offer.BACK_PRESSURED) {
            Thread.yield();
            offer = door.offer(input.buffer, input.message(), input.messageLength());
        }
        require(offer);
    }

    private static void require(final Offer offer) {
        if (offer != Offer.OFFERED) {
            throw new IllegalStateException("offer: " + offer);
        }
    }

    @Override
    public int recordBytes() {
        return 0;
    }

    @Override
    public void close() {
        client.close();
        remote.close();
        idle.close();
        server.close();
        scratch.close();
    }
}
