package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.client.E8;
import io.sluice.client.Offer;
import io.sluice.client.OperatorDoor;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Channel;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.engine.Engine;
import io.sluice.serve.live.EquitySeries;
import io.sluice.serve.live.Hub;
import io.sluice.serve.live.Reader;
import io.sluice.serve.live.Wire;
import io.sluice.serve.view.Ageing;
import io.sluice.serve.view.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a real engine as it happens, to readers in memory. */
@Tag("A-8")
class LiveTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();

    private Hub hub() {
        final Views views = new Views(
                directory, TimeUnit.SECONDS.toNanos(30), new Ageing(Long.MAX_VALUE, Long.MAX_VALUE), lastNs -> lastNs);
        final Hub hub = new Hub(
                directory,
                directory,
                new Released(directory),
                views,
                Map.of("hard_percent", "10"),
                each -> {},
                said::add);
        hub.start();
        return hub;
    }

    /** A reader that keeps what it gets. */
    private static final class Ears implements Wire {
        private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
        private volatile int closedWith;
        private volatile boolean isDeaf;

        @Override
        public void send(final String text, final Runnable done) {
            try {
                heard.add(MAPPER.readTree(text));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!isDeaf) {
                done.run();
            }
        }

        @Override
        public void ping() {}

        @Override
        public void close(final int code, final String reason) {
            closedWith = code;
        }

        List<JsonNode> of(final String event) {
            return heard.stream()
                    .filter(each -> each.path("event").asText().equals(event))
                    .toList();
        }

        JsonNode await(final String event) {
            Days.await(() -> !of(event).isEmpty(), () -> event + " in " + heard);
            return of(event).get(0);
        }
    }

    private static Ears listen(final Hub hub, final String request) {
        final Ears ears = new Ears();
        hub.attach(ears).onText(request);
        return ears;
    }

    private static long hold(final Engine engine, final long intentId) {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        try (StrategyClient client = engine.strategy(7)) {
            return Days.hold(client, intentId);
        }
    }

    @Test
    void shouldTellARequestWithItsWholeRecord() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            final Ears ears = listen(hub, "{\"subscribe\":[\"hitl\"]}");
            final JsonNode snapshot = ears.await("snapshot");
            assertThat(snapshot.get("gap").booleanValue()).isFalse();
            assertThat(snapshot.get("data")).isEmpty();
            final long trade = hold(engine, 1);
            final JsonNode created = ears.await("hitl.created");
            assertThat(created.get("channel").textValue()).isEqualTo("hitl");
            assertThat(created.get("seq").longValue()).isGreaterThan(0);
            assertThat(created.at("/data/trade_id").longValue()).isEqualTo(trade);
            assertThat(created.at("/data/instrument").textValue()).isEqualTo("BTCUSD");
            assertThat(created.at("/data/reasoning_summary").textValue()).contains("Grüße");
            assertThat(created.at("/data/decided_by").isNull()).isTrue();
            engine.operator("alice", Channel.WEB).reject(trade, "too big");
            final JsonNode decided = ears.await("hitl.decided");
            assertThat(decided.at("/data/status").textValue()).isEqualTo("REJECTED");
            assertThat(decided.at("/data/decided_by").textValue()).isEqualTo("alice");
            assertThat(decided.at("/data/decision_channel").textValue()).isEqualTo("WEB");
            assertThat(decided.get("seq").longValue())
                    .isGreaterThan(created.get("seq").longValue());
        }
    }

    @Test
    void shouldGiveAReaderThatComesBackWhatItMissedAndThenTheState() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            final Ears first = listen(hub, "{\"subscribe\":[\"hitl\"]}");
            final long one = hold(engine, 1);
            final long seq = first.await("hitl.created").get("seq").longValue();
            final long two = hold(engine, 2);
            Days.await(() -> first.of("hitl.created").size() == 2);
            final Ears again = listen(hub, "{\"subscribe\":[\"hitl\"],\"since\":" + seq + "}");
            final JsonNode snapshot = again.await("snapshot");
            assertThat(snapshot.get("gap").booleanValue()).isFalse();
            Days.await(() -> again.of("hitl.created").size() == 1);
            assertThat(again.of("hitl.created").get(0).at("/data/trade_id").longValue())
                    .isEqualTo(two);
            assertThat(one).isNotEqualTo(two);
            assertThat(again.heard.stream().map(each -> each.get("seq").longValue()))
                    .isSorted();
        }
    }

    @Test
    void shouldSayThatThereIsAGapWhereASeqIsUnknown() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            final Ears ears = listen(hub, "{\"subscribe\":[\"hitl\"],\"since\":123456789}");
            assertThat(ears.await("snapshot").get("gap").booleanValue()).isTrue();
            assertThat(engine).isNotNull();
        }
    }

    @Test
    void shouldReadThePastOfAJournalThatItFinds() {
        try (Engine engine = Engine.open(Days.options(directory))) {
            hold(engine, 1);
        }
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            final Ears ears = listen(hub, "{\"subscribe\":[\"hitl\",\"system_status\"],\"since\":0}");
            ears.await("hitl.created");
            ears.await("hitl.restored");
            assertThat(ears.of("hitl.restored").get(0).at("/data/symbol").textValue())
                    .isEqualTo("BTCUSD");
            assertThat(engine).isNotNull();
            assertThat(said).isEmpty();
        }
    }

    @Test
    void shouldTellAnEmergencyToThoseWhoListenAndThoseWhoCome() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            final Ears ears = listen(hub, "{\"subscribe\":[\"system_status\",\"regime\",\"policy\"]}");
            Days.await(() -> ears.of("snapshot").size() == 3);
            assertThat(ears.of("snapshot").get(0).at("/data/system_status").textValue())
                    .isEqualTo("NORMAL");
            engine.operator("alice", Channel.CLI).emergencyStop("drill");
            Days.await(() -> ears.of("system_status").stream()
                            .filter(each -> "EMERGENCY"
                                    .equals(each.at("/data/system_status").textValue()))
                            .map(each -> each.get("channel").textValue())
                            .distinct()
                            .count()
                    == 2);
            ears.await("system.emergency.triggered");
            ears.await("policy.changed");
            final Ears late = listen(hub, "{\"subscribe\":[\"regime\"]}");
            final JsonNode snapshot = late.await("snapshot");
            assertThat(snapshot.at("/data/system_status").textValue()).isEqualTo("EMERGENCY");
            assertThat(snapshot.at("/data/reason").textValue()).isEqualTo("drill");
            assertThat(snapshot.at("/data/last_transition/to_mode").textValue()).isEqualTo("halt");
            assertThat(snapshot.at("/data/engine").textValue()).isEqualTo("attached");
        }
    }

    @Test
    void shouldTellLockoutsModelsAndTheEndOfACommand() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            final Ears ears = listen(hub, "{\"subscribe\":[\"lockouts\",\"models\",\"clients\",\"requests\"]}");
            Days.await(() -> ears.of("snapshot").size() == 4);
            final OperatorDoor alice = engine.operator("alice", Channel.CLI);
            alice.createLockout("ETHUSD", 600, null, "news");
            alice.promoteModel("trend", "2", "1");
            assertThat(ears.await("lockout.created").at("/data/ticker").textValue())
                    .isEqualTo("ETHUSD");
            assertThat(ears.await("model.promoted").at("/data/model_name").textValue())
                    .isEqualTo("trend");
        }
    }

    @Test
    void shouldTellTheLastValueOfRiskAndLeaveAPointOfEquity() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            final Ears ears = listen(hub, "{\"subscribe\":[\"risk\"]}");
            ears.await("snapshot");
            engine.risk("risk").equity(E8.of("1000"));
            Days.await(() -> ears.of("update").stream()
                    .anyMatch(each -> "1000".equals(each.at("/data/equity").textValue())));
            assertThat(ears.of("update").get(0).at("/data/hard_percent").textValue())
                    .isEqualTo("10");
            Days.await(() -> !hub.equity().since(0).isEmpty());
            assertThat(hub.equity().since(0).get(0).peak()).isEqualTo("1000");
            assertThat(hub.equity().since(Long.MAX_VALUE)).isEmpty();
        }
        try (Hub again = hub()) {
            final EquitySeries.Point kept = again.equity().since(0).get(0);
            assertThat(kept.equity()).isEqualTo("1000");
            assertThat(kept.drawdownPct()).isEqualTo("0");
            assertThat(again.equity().isWhole()).isTrue();
        }
    }

    @Test
    void shouldLeaveOutDecisionsThatAreTooManyAndCountThem() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub();
                StrategyClient client = engine.strategy(7)) {
            final Ears ears = listen(hub, "{\"subscribe\":[\"decisions\"]}");
            ears.await("snapshot");
            for (int i = 1; i <= 400; i++) {
                final int id = i;
                Days.await(() -> {
                    client.intent(id, ActionType.OPEN, TradingMode.PAPER)
                            .symbol("BTCUSD")
                            .side(Side.BUY)
                            .quantity(E8.ONE)
                            .price(E8.of("100"));
                    return client.offer() == Offer.OFFERED;
                });
            }
            Days.await(() -> counted(ears) == 400, () -> counted(ears) + " of 400 in " + ears.heard.size());
            assertThat(ears.of("order.decision").size()).isLessThan(400);
        }
    }

    private static long counted(final Ears ears) {
        return ears.heard.stream()
                        .mapToLong(each -> each.at("/data/left_out").asLong())
                        .sum()
                + ears.of("order.decision").size();
    }

    @Test
    void shouldCloseAReaderThatIsTooSlow() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            final Ears slow = new Ears();
            slow.isDeaf = true;
            final Reader reader = hub.attach(slow);
            Days.await(() -> {
                reader.onText("{\"subscribe\":[\"status\"]}");
                return slow.closedWith == Wire.TRY_AGAIN_LATER;
            });
            assertThat(slow.heard).hasSize(1);
            Days.await(() -> hub.readers() == 0);
            assertThat(engine).isNotNull();
        }
    }

    @Test
    void shouldTellAReaderWhatIsWrongWithItsRequest() {
        try (Engine engine = Engine.open(Days.options(directory));
                Hub hub = hub()) {
            for (final String wrong : List.of(
                    "no", "[]", "{\"subscribe\":\"hitl\"}", "{\"subscribe\":[\"x\"]}", "{\"since\":-1}", "{\"a\":1}")) {
                final Ears ears = listen(hub, wrong);
                Days.await(() -> ears.heard.size() == 1);
                assertThat(ears.heard.get(0).at("/error/code").textValue()).isEqualTo("MALFORMED");
            }
            assertThat(engine).isNotNull();
        }
    }
}
