package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice demo --serve}, as a process of its own (SPEC U-8). */
@Tag("U-8")
class DemoPagesTest {
    private static final Pattern ADDRESS = Pattern.compile("open (http://[^/]+)/#token=(\\S+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private String address;
    private String token;

    @TempDir
    private Path folder;

    @Test
    void shouldLetItsViewerApproveAnOrderInTheBrowser() throws Exception {
        final Path data = folder.resolve("data");
        try (ServeChild demo = new ServeChild(
                folder.resolve("log"), "demo", "--serve", "--dir=" + data, "--set=sluice.http.bind=127.0.0.1:0")) {
            demo.awaitLog("#token=");
            final Matcher found = ADDRESS.matcher(demo.log());
            assertThat(found.find()).as(demo.log()).isTrue();
            address = found.group(1);
            token = found.group(2);
            assertThat(ask("/", null).body()).contains("<div id=\"root\">");
            Days.await(() -> pending().size() > 0, demo::log);
            final long trade = pending().get(0).get("trade_id").asLong();
            final HttpResponse<String> answer = ask("/api/hitl/" + trade + "/approve", "{\"comment\":\"looks right\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            Days.await(() -> status(trade).equals("ACCEPTED"), demo::log);
            assertThat(demo.end()).as(demo.log()).isZero();
        }
    }

    private JsonNode pending() {
        return json("/api/hitl/pending");
    }

    private String status(final long trade) {
        return json("/api/hitl/" + trade).path("status").asText();
    }

    private JsonNode json(final String path) {
        try {
            return new ObjectMapper().readTree(ask(path, null).body());
        } catch (final IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> ask(final String path, final String body) throws IOException, InterruptedException {
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + token);
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(BodyPublishers.ofString(body));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
