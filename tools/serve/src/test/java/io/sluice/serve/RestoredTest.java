package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.serve.http.TokenRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request outlives its engine: seen by HTTP and WebSocket alone, across a kill of the engine's process. */
@Tag("H-12")
class RestoredTest {
    @TempDir
    private Path directory;

    private ServeChild engine(final Path data) throws IOException {
        final ServeChild child = new ServeChild(
                directory.resolve("run.log"),
                "run",
                "--dir=" + data,
                "--set=sluice.hitl.allowed-operators=alice",
                "--set=sluice.door.silence=60 s",
                "--set=sluice.pipeline.wait-strategy=park",
                "--set=sluice.pipeline.warm-up=0 s");
        child.awaitLog("attach at ");
        return child;
    }

    @Test
    void shouldStillWaitAfterTheEngineWasKilledAndTellThat() throws Exception {
        final Path data = directory.resolve("data");
        final ServeChild first = engine(data);
        try (Apis api = Apis.over(data, null).ready();
                Listener listener = Listener.of(api, TokenRole.VIEWER)) {
            listener.send("{\"subscribe\":[\"hitl\",\"system_status\"]}");
            final long trade = ask(api);
            final JsonNode created = listener.await("hitl.created");
            assertThat(created.at("/data/trade_id").longValue()).isEqualTo(trade);
            Days.await(() -> api.get("/api/hitl/pending").body().size() == 1);
            first.close();
            Days.await(() -> api.ask("GET", "/ready", null, null, Map.of()).status() == 503);
            assertThat(api.get("/api/hitl/pending").body()).hasSize(1);
            try (ServeChild second = engine(data)) {
                final JsonNode restored = listener.await("hitl.restored");
                assertThat(restored.at("/data/trade_id").longValue()).isEqualTo(trade);
                assertThat(restored.at("/data/row_hash")).isEqualTo(created.at("/data/row_hash"));
                api.ready();
                assertThat(api.get("/api/hitl/pending").body().at("/0/trade_id").longValue())
                        .isEqualTo(trade);
                try (Listener again = Listener.of(api, TokenRole.VIEWER)) {
                    again.send("{\"subscribe\":[\"hitl\"],\"since\":" + created.get("seq") + "}");
                    again.await("hitl.restored");
                    assertThat(again.await("snapshot").get("data")).hasSize(1);
                }
                final Apis.Answer rejected =
                        api.send("POST", "/api/hitl/" + trade + "/reject", "{\"reason\":\"too late\"}");
                assertThat(rejected.status()).as(rejected.toString()).isEqualTo(200);
                listener.await("hitl.decided");
                assertThat(second.log()).contains("attach at ");
            }
        } finally {
            first.close();
        }
    }

    /** An order that waits for a person; forced, since a cold start allows none. */
    private static long ask(final Apis api) {
        final Apis.Answer forced = api.send(
                "POST", "/api/degradation/force", "{\"mode\":\"normal\",\"ttl_seconds\":600,\"reason\":\"a test\"}");
        assertThat(forced.status()).as(forced.toString()).isEqualTo(200);
        final Apis.Answer held = api.ask(
                "POST",
                "/api/intents",
                api.token(TokenRole.STRATEGY),
                "{\"strategy_id\":7,\"intent_id\":1,\"action\":\"open\",\"trading_mode\":\"live\","
                        + "\"symbol\":\"BTCUSD\","
                        + "\"side\":\"BUY\",\"quantity\":\"1\",\"price\":\"100\"}",
                Map.of());
        assertThat(held.body().path("verdict").asText()).as(held.toString()).isEqualTo("HOLD");
        return held.body().get("trade_id").longValue();
    }
}
