package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.E8;
import io.sluice.client.EngineException;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Channel;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Severity;
import io.sluice.control.view.View;
import io.sluice.engine.Engine;
import io.sluice.schema.ImageLayout;
import io.sluice.serve.view.Ageing;
import io.sluice.serve.view.EngineState;
import io.sluice.serve.view.Snapshot;
import io.sluice.serve.view.ViewName;
import io.sluice.serve.view.Views;
import io.sluice.serve.view.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state as the API shows it, from the files of a real engine. */
@Tag("A-4")
class ViewsTest {
    private static final Ageing AGEING = new Ageing(TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(30));

    @TempDir
    private Path directory;

    private Views views(final long aheadNs) {
        return new Views(directory, TimeUnit.SECONDS.toNanos(30), AGEING, lastNs -> lastNs + aheadNs);
    }

    private Snapshot pending(final Views views, final int count) {
        Days.await(() -> has(views) && views.now().rows(ViewName.PENDING).size() == count);
        return views.now();
    }

    private static boolean has(final Views views) {
        try {
            return views.now() != null;
        } catch (final EngineException e) {
            return false;
        }
    }

    private static String status(final Views views) {
        return has(views) ? views.now().systemStatus().get("system_status").textValue() : "";
    }

    private static void hold(final Engine engine) {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        try (StrategyClient client = engine.strategy(7)) {
            Days.hold(client, 1);
        }
    }

    @Test
    void shouldNameEveryViewOfTheImage() {
        assertThat(Stream.of(ViewName.values()).map(ViewName::spelling))
                .isEqualTo(Stream.of(View.values()).map(View::spelling).toList());
    }

    @Test
    void shouldShowARequestWithEveryKeyAndBothNamesOfItsSymbol() {
        try (Engine engine = Engine.open(Days.options(directory))) {
            hold(engine);
            final Snapshot now = pending(views(0), 1);
            final ObjectNode request = now.row(ViewName.PENDING);
            assertThat(request.get("symbol").textValue()).isEqualTo("BTCUSD");
            assertThat(request.get("instrument").textValue()).isEqualTo("BTCUSD");
            assertThat(request.get("quantity").textValue()).isEqualTo("1");
            assertThat(request.get("risk_pct").textValue()).isEqualTo("0.5");
            assertThat(request.get("order_price").textValue()).isEqualTo("100");
            assertThat(request.get("trade_id").isIntegralNumber()).isTrue();
            assertThat(request.get("reasoning_summary").textValue()).contains("Grüße");
            assertThat(request.has("decided_at")).isTrue();
            assertThat(request.get("decided_at").isNull()).isTrue();
            assertThat(request.get("row_hash").textValue()).hasSize(64);
            assertThat(Instant.parse(request.get("expires_at").textValue())).isAfter(Instant.EPOCH);
            assertThat(request.get("seconds_remaining").intValue()).isBetween(1, 300);
            assertThat(request.get("seq").longValue()).isEqualTo(now.seq(ViewName.PENDING));
            assertThat(now.violations(ViewName.PENDING)).isEmpty();
        }
    }

    @Test
    void shouldCountDownWhileTheEngineHasNoInputs() {
        try (Engine engine = Engine.open(Days.options(directory))) {
            hold(engine);
            final Snapshot now = pending(views(0), 1);
            final Snapshot later = pending(views(TimeUnit.SECONDS.toNanos(100)), 1);
            final int before =
                    now.row(ViewName.PENDING).get("seconds_remaining").intValue();
            final int after =
                    later.row(ViewName.PENDING).get("seconds_remaining").intValue();
            assertThat(before - after).isBetween(99, 101);
            assertThat(later.row(ViewName.QUOTES).get("age_ms").longValue()).isGreaterThanOrEqualTo(100_000);
            assertThat(later.row(ViewName.QUOTES).get("stale").booleanValue()).isTrue();
            assertThat(pending(views(TimeUnit.DAYS.toNanos(1)), 1)
                            .row(ViewName.PENDING)
                            .get("seconds_remaining")
                            .intValue())
                    .isZero();
        }
    }

    @Test
    void shouldGiveEachCallerRowsOfItsOwn() {
        try (Engine engine = Engine.open(Days.options(directory))) {
            hold(engine);
            final Snapshot now = pending(views(0), 1);
            now.row(ViewName.PENDING).removeAll();
            assertThat(now.row(ViewName.PENDING).has("trade_id")).isTrue();
        }
    }

    @Test
    void shouldGroupTheConsumersOfAModel() {
        try (Engine engine = Engine.open(Days.options(directory))) {
            final Views views = views(0);
            engine.operator("alice", Channel.CLI).promoteModel("trend", "2", "1");
            Days.await(() -> has(views) && views.now().row(ViewName.MODELS) != null);
            final ObjectNode model = views.now().row(ViewName.MODELS);
            assertThat(model.get("model_name").textValue()).isEqualTo("trend");
            assertThat(model.get("acknowledgements").isObject()).isTrue();
            assertThat(model.has("consumer")).isFalse();
        }
    }

    @Test
    @Tag("A-8")
    void shouldShowTheWorstFirst() {
        try (Engine engine = Engine.open(Days.options(directory).startNormal(false))) {
            final Views views = views(0);
            Days.await(() -> "RECOVERING".equals(status(views)), () -> status(views));
            engine.risk("risk").equity(E8.of("1000"));
            engine.broker("venue").heartbeat();
            engine.monitor("test")
                    .event(
                            EventType.FAIL_CRIT,
                            ComponentSource.BROKER,
                            Severity.CRITICAL,
                            ReasonCode.BROKER_DISCONNECT,
                            null,
                            "pulled");
            Days.await(() -> "CIRCUIT_BREAKER".equals(status(views)), () -> status(views));
            assertThat(views.now().systemStatus().get("reason").textValue()).isEqualTo("broker.disconnect");
            assertThat(views.now().systemStatus().get("component").textValue()).isEqualTo("broker");
            engine.operator("alice", Channel.CLI).emergencyStop("drill");
            Days.await(() -> "EMERGENCY".equals(status(views)), () -> status(views));
            final ObjectNode shown = views.now().systemStatus();
            assertThat(shown.get("reason").textValue()).isEqualTo("drill");
            assertThat(shown.get("mode").textValue()).isEqualTo("halt");
            assertThat(shown.get("since").isTextual()).isTrue();
            assertThat(shown.get("override").booleanValue()).isFalse();
        }
    }

    @Test
    @Tag("H-9")
    void shouldFindARequestThatWasChangedInTheImage() throws IOException {
        try (Engine engine = Engine.open(Days.options(directory))) {
            hold(engine);
            pending(views(0), 1);
        }
        for (int side = 0; side < ImageLayout.SIDES; side++) {
            forge(directory.resolve(ImageLayout.FOLDER).resolve(ImageLayout.file(side)), "rising", "RISING");
        }
        final Snapshot now = views(0).now();
        final List<Violation> found = now.violations(ViewName.PENDING);
        assertThat(found).hasSize(1);
        final ObjectNode request = now.row(ViewName.PENDING);
        assertThat(found.get(0).tradeId()).isEqualTo(request.get("trade_id").longValue());
        assertThat(found.get(0).expected()).isEqualTo(request.get("row_hash").textValue());
        assertThat(found.get(0).found()).isNotEqualTo(found.get(0).expected());
    }

    /** Changes some text and makes the checksum right again. */
    private static void forge(final Path file, final String from, final String to) throws IOException {
        final String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace(from, to);
        final byte[] image = text.getBytes(StandardCharsets.ISO_8859_1);
        final ByteBuffer head = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(ImageLayout.CRC_AT, ImageLayout.crc(image, (int) head.getLong(ImageLayout.LENGTH_AT)));
        Files.write(file, image);
    }

    @Test
    void shouldSayThatTheEngineIsThere() {
        final Views views = views(0);
        assertThat(views.engine()).isEqualTo(EngineState.NONE);
        assertThatThrownBy(views::now).isInstanceOf(EngineException.class).hasMessageContaining("no image");
        try (Engine engine = Engine.open(Days.options(directory))) {
            Days.await(() -> views.engine() == EngineState.RUNNING);
            Days.await(() -> has(views) && views.now().ageMs() < 2_000);
            assertThat(engine).isNotNull();
        }
        assertThat(views.engine()).isEqualTo(EngineState.STOPPED);
        assertThat(views.now().seq()).isPositive();
    }
}
