package io.sluice.engine;

import static io.sluice.engine.TestEngine.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.CommandHandler;
import io.sluice.client.Door;
import io.sluice.client.StrategyClient;
import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandFeedTest {
    @TempDir
    private Path directory;

    private final Decisions decisions = new Decisions();
    private final Commands commands = new Commands();

    @Test
    void shouldGiveABrokerEveryCommandOfItsModeAndAgainAfterAStart() { // E-1, E-2, P-3
        try (Engine engine = TestEngine.open(directory);
                StrategyClient client = engine.strategy(7);
                CommandFeed paper = engine.commands(TradingMode.PAPER);
                CommandFeed live = engine.commands(TradingMode.LIVE)) {
            TestEngine.order(client, 1, 3 * ONE);
            client.offer();
            decisions.await(client, 1);
            final long trade = decisions.last().tradeId();
            final Door broker = engine.door(Role.BROKER, "sim");
            broker.execution(trade, 0, "x1", ExecutionStatus.PARTIAL, "BTCUSD", Side.BUY, ONE, 100 * ONE, 2 * ONE);
            Inputs.stop(engine.door(Role.OPERATOR, "alice"), "alice");
            TestEngine.await(() -> live.poll(commands, 64) >= 0 && commands.said.size() >= 1);
            assertThat(commands.said.get(0)).isEqualTo("cancel " + trade);
            final List<String> first = List.copyOf(commands.said);
            commands.said.clear();
            TestEngine.await(() -> paper.poll(commands, 64) >= 0 && paper.sequence() >= live.sequence());
            assertThat(commands.said).isEmpty();
            assertThat(first).allMatch(said -> said.startsWith("cancel") || said.startsWith("close"));
        }
        try (Engine engine = TestEngine.open(directory);
                CommandFeed live = engine.commands(TradingMode.LIVE)) {
            TestEngine.await(() -> live.poll(commands, 64) >= 0 && !commands.said.isEmpty());
            assertThat(commands.said.get(0)).startsWith("cancel");
            assertThat(live.sequence()).isGreaterThanOrEqualTo(engine.startSequence());
        }
    }

    private static final class Commands implements CommandHandler {
        private final List<String> said = new ArrayList<>();

        @Override
        public void onClosePosition(final ClosePositionDecoder command) {
            said.add("close " + command.side() + " " + command.quantity());
        }

        @Override
        public void onCancelOrder(final CancelOrderDecoder command) {
            said.add("cancel " + command.tradeId());
        }
    }
}
