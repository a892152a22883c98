package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.EngineListener;
import io.sluice.client.Offer;
import io.sluice.client.Outcome;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.Road;
import io.sluice.journal.JournalScan;
import io.sluice.testing.CClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client in C is killed at every instruction around the publishing of an order: the order is there whole or not at
 * all, and the other clients notice nothing. {@code -Dsluice.door.steps=100000} for every instruction of the call.
 */
@Tag("X-5")
class SteppedKillTest {
    private static final int STEPS = Integer.getInteger("sluice.door.steps", 250);
    private static final int NOT_TRACED = 77;
    private static final int STEPPED = 1;
    private static final int OTHER = 2;

    @TempDir
    private Path directory;

    private final List<String> went = new CopyOnWriteArrayList<>();

    @Test
    void shouldTakeAnOrderWholeOrNotAtAllWhereverItsSenderIsKilled() throws Exception {
        final Path program = CClient.compile(
                directory,
                List.of(Path.of("src", "test", "c", "stepped.c").toAbsolutePath(), CClient.source("sluice.c")),
                "-O2");
        final Path data = directory.resolve("data");
        final long last;
        try (Engine engine = Engine.open(
                        TestEngine.options(data, "sluice.door.ring-size=16 kB").door(true));
                SluiceClient watcher = SluiceClient.connect(ClientOptions.at(data.resolve("door.sock"))
                        .outcomes(1, "ClientSeen")
                        .listener(listener));
                SluiceClient client = SluiceClient.connect(ClientOptions.at(data.resolve("door.sock"))
                        .strategy(OTHER)
                        .road(Road.FAST));
                StrategyClient other = client.strategy(OTHER)) {
            final Process killer = new ProcessBuilder(
                            program.toString(),
                            data.resolve("door.sock").toString(),
                            Integer.toString(STEPPED),
                            Integer.toString(STEPS))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            final Decisions decisions = new Decisions();
            do {
                TestEngine.query(other, decisions.all.size() + 1);
                assertThat(other.offer()).isEqualTo(Offer.OFFERED);
                decisions.await(other, decisions.all.size() + 1);
            } while (killer.isAlive());
            Assumptions.assumeFalse(killer.exitValue() == NOT_TRACED, "this host lets no process trace another");
            assertThat(killer.exitValue()).isZero();
            last = Long.parseLong(killer.inputReader().readLine());
            TestEngine.await(() -> went.size() == last + 1);
            assertThat(watcher.isOpen()).isTrue();
            assertThat(engine.failure()).isNull();
        }
        assertThat(went).allMatch(line -> line.endsWith("GONE"));
        final List<Long> arrived = orders(data);
        // None before the instruction that publishes, and every one from there on.
        assertThat(arrived)
                .hasSizeBetween(1, (int) last)
                .isEqualTo(LongStream.rangeClosed(last - arrived.size() + 1, last)
                        .boxed()
                        .toList());
    }

    private final ClientListener listener = new ClientListener() {
        @Override
        public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
            if (outcome.sentence().contains("stepped") && outcome.sentence().contains(" went: ")) {
                went.add(outcome.sentence());
            }
        }
    };

    /** After how many instructions the senders of the orders in the journal were killed. */
    private static List<Long> orders(final Path data) throws IOException {
        final List<Long> steps = new ArrayList<>();
        JournalScan.run(data, (record, position) -> {
            record.input();
            if (record.templateId() == OrderIntentDecoder.TEMPLATE_ID) {
                final OrderIntentDecoder intent = new OrderIntentDecoder()
                        .wrapAndApplyHeader(record.buffer(), record.messageOffset(), new MessageHeaderDecoder());
                if (intent.strategyId() == STEPPED) {
                    assertThat(intent.symbol()).isEqualTo("BTCUSD");
                    assertThat(intent.price()).isEqualTo(100 * TestEngine.ONE);
                    steps.add(intent.quantity() / TestEngine.ONE - 1);
                }
            }
        });
        return steps;
    }
}
