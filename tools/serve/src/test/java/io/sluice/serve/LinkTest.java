package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.E8;
import io.sluice.client.StrategyClient;
import io.sluice.codec.Channel;
import io.sluice.engine.Engine;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to one request, as a phone opens them. */
@Tag("H-13")
class LinkTest {
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");

    @TempDir
    private Path directory;

    private static long hold(final Engine engine, final long intentId) {
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
        try (StrategyClient client = engine.strategy(7)) {
            return Days.hold(client, intentId);
        }
    }

    private static URI link(final Apis api, final long trade) {
        final Apis.Answer made = api.send("POST", "/api/hitl/" + trade + "/link", "{}");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        assertThat(Schemas.problems("ApprovalLink", made.body())).isEmpty();
        assertThat(made.body().get("trade_id").longValue()).isEqualTo(trade);
        return URI.create(made.body().get("url").textValue());
    }

    private static String token(final URI link) {
        return link.getQuery().substring("token=".length());
    }

    private static Apis.Answer open(final Apis api, final long trade, final String token) {
        return api.ask("POST", "/approvals/" + trade + "/open", null, "token=" + token, FORM);
    }

    private static Apis.Answer as(final Apis api, final String cookie, final String path) {
        return api.ask("GET", path, null, null, Map.of("Cookie", cookie));
    }

    private static String cookie(final Apis.Answer opened) {
        return opened.whole().headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    @Test
    void shouldShowTheOneRequestOnceThoughAPreviewFetchedTheLinkBefore() {
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null).ready()) {
            final long trade = hold(engine, 1);
            final long other = hold(engine, 2);
            final URI link = link(api, trade);
            final String page = link.getPath() + "?" + link.getQuery();
            for (int i = 0; i < 3; i++) {
                final Apis.Answer preview = api.ask("GET", page, null, null, Map.of());
                assertThat(preview.status()).isEqualTo(200);
                assertThat(preview.whole().body()).contains("<button").doesNotContain("BTCUSD");
            }
            final Apis.Answer opened = open(api, trade, token(link));
            assertThat(opened.status()).as(opened.toString()).isEqualTo(303);
            assertThat(opened.whole().headers().firstValue("Location")).contains("/#/approval/" + trade);
            final String cookie = cookie(opened);
            assertThat(as(api, cookie, "/api/hitl/" + trade)
                            .body()
                            .get("instrument")
                            .textValue())
                    .isEqualTo("BTCUSD");
            for (final String path :
                    new String[] {"/api/hitl/" + other, "/api/hitl/pending", "/api/positions", "/api/journal/1"}) {
                assertThat(as(api, cookie, path).status()).as(path).isEqualTo(403);
            }
            assertThat(open(api, trade, token(link)).status()).isEqualTo(410);
            Days.await(() -> api.get("/api/audit?type=DeepLinkChanged")
                    .body()
                    .findValuesAsText("event")
                    .contains("hitl.link.used"));
            final Apis.Answer decides = api.ask(
                    "POST",
                    "/api/hitl/" + trade + "/approve",
                    null,
                    "{}",
                    Map.of(
                            "Cookie",
                            cookie,
                            "Idempotency-Key",
                            UUID.randomUUID().toString()));
            assertThat(decides.status()).isEqualTo(403);
        }
    }

    @Test
    void shouldAnswerEveryLinkThatIsOverAlike() {
        try (Engine engine = Apis.engine(directory);
                Apis api = Apis.over(directory, null).ready()) {
            final long trade = hold(engine, 1);
            final long other = hold(engine, 2);
            final String voided = token(link(api, trade));
            final String good = token(link(api, trade));
            final String page = open(api, trade, voided).whole().body();
            assertThat(page).contains("over");
            final String ofOther = token(link(api, other));
            for (final String wrong : new String[] {voided, "x".repeat(43), "short", ""}) {
                final Apis.Answer answer = open(api, trade, wrong);
                assertThat(answer.status()).as(wrong).isEqualTo(410);
                assertThat(answer.whole().body()).isEqualTo(page);
                assertThat(answer.whole().headers().firstValue("Set-Cookie")).isEmpty();
            }
            assertThat(open(api, trade, ofOther).status()).isEqualTo(410);
            engine.operator("alice", Channel.CLI).reject(trade, "no");
            Days.await(() -> api.get("/api/hitl/pending").body().size() == 1);
            final Apis.Answer late = open(api, trade, good);
            assertThat(late.status()).isEqualTo(410);
            assertThat(late.whole().body()).isEqualTo(page);
            assertThat(api.send("POST", "/api/hitl/" + trade + "/link", "{}").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldMakeALinkAtTheCommandLine() throws Exception {
        final Path data = directory.resolve("data");
        try (Engine engine = Apis.engine(data);
                Apis api = Apis.over(data, null).ready()) {
            final long trade = hold(engine, 1);
            final String url = run(data, trade, 0);
            assertThat(url).startsWith("https://sluice.example/approvals/" + trade + "?token=");
            Days.await(() -> api.get("/api/hitl/pending").body().size() == 1);
            assertThat(open(api, trade, token(URI.create(url))).status()).isEqualTo(303);
            assertThat(run(data, 1, 1)).contains("sluice link: ");
        }
    }

    private String run(final Path data, final long trade, final int code) throws Exception {
        try (ServeChild link = new ServeChild(
                directory.resolve("log" + trade),
                "link",
                Long.toString(trade),
                "--as=alice",
                "--dir=" + data,
                "--set=sluice.hitl.allowed-operators=alice",
                "--set=sluice.http.public-url=https://sluice.example")) {
            assertThat(link.code()).as(link.log()).isEqualTo(code);
            return link.log().strip();
        }
    }
}
