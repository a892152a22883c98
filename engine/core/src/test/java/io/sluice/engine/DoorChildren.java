package io.sluice.engine;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.BrokerDoor;
import io.sluice.client.ClientOptions;
import io.sluice.client.CommandHandler;
import io.sluice.client.CommandSource;
import io.sluice.client.DecisionHandler;
import io.sluice.client.E8;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The processes of {@link DoorKillTest}: an engine, a strategy, a broker's adapter. Each is killed at any moment. */
final class DoorChildren {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NS = 1_000_000;

    private DoorChildren() {}

    /** @param args directory of the data, road. */
    private static ClientOptions socket(final String[] args) {
        return ClientOptions.at(Path.of(args[0], "door.sock"))
                .road(Road.valueOf(args[1]))
                .patience(PATIENCE)
                .takeOver(true);
    }

    /** An engine with its door; ends well at TERM. */
    static final class EngineProcess {
        private EngineProcess() {}

        public static void main(final String[] args) {
            // What it leaves in shared memory when it is killed goes with the folder.
            Engine.open(TestEngine.options(
                            Path.of(args[0]), "sluice.pipeline.wait-strategy=park", "sluice.door.shm-dir=" + args[0])
                    .door(true)
                    .closeOnShutdown(true));
            System.out.println("ready");
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** Opens order after order, each once the one before was decided. */
    static final class StrategyProcess {
        private static long open;

        private StrategyProcess() {}

        public static void main(final String[] args) {
            try (SluiceClient client =
                            SluiceClient.connect(socket(args).strategy(1).roles(Role.MARKET));
                    StrategyClient strategy = client.strategy(1)) {
                System.out.println("ready");
                final DecisionHandler handler = new Taker();
                while (true) {
                    client.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
                    if (open == 0) {
                        final long id = strategy.highestIntentId() + 1;
                        TestEngine.order(strategy, id, TestEngine.ONE);
                        open = strategy.offer() == Offer.OFFERED ? id : 0;
                    }
                    strategy.poll(handler, 16);
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        }

        private static final class Taker implements DecisionHandler {
            @Override
            public void onAllowed(final AllowedOrder order) {
                done(order);
            }

            @Override
            public void onHeld(final Answer answer) {
                done(answer);
            }

            @Override
            public void onRefused(final Answer answer) {
                done(answer);
            }

            @Override
            public void onLapsed(final Answer answer) {
                done(answer);
            }

            private static void done(final Answer answer) {
                open = answer.intentId() >= open ? 0 : open;
            }
        }
    }

    /** Cancels whatever it is told to cancel; it forgets everything when it is killed. */
    static final class AdapterProcess {
        private AdapterProcess() {}

        public static void main(final String[] args) {
            try (SluiceClient client = SluiceClient.connect(socket(args).broker(TradingMode.LIVE))) {
                final BrokerDoor broker = client.broker("adapter");
                final CommandSource commands = client.commands(TradingMode.LIVE);
                System.out.println("ready");
                final CommandHandler handler = new CommandHandler() {
                    @Override
                    public void onClosePosition(final ClosePositionDecoder command) {
                        throw new AssertionError("nothing is held");
                    }

                    @Override
                    public void onCancelOrder(final CancelOrderDecoder command) {
                        final long trade = command.tradeId();
                        final long id = command.commandId();
                        while (broker.execution(trade, ExecutionStatus.CANCELLED)
                                        .order("BTCUSD", Side.BUY)
                                        .leaves(0)
                                        .command(id)
                                        .offer()
                                != Offer.OFFERED) {
                            LockSupport.parkNanos(PAUSE_NS);
                        }
                    }
                };
                while (true) {
                    commands.await(handler, 16, 50 * PAUSE_NS);
                    broker.heartbeat();
                }
            }
        }
    }
}
