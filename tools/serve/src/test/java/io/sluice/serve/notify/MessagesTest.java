package io.sluice.serve.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.Severity;
import io.sluice.config.ServeConfig.Buttons;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every message, in the form of every channel. */
@Tag("N-2")
@Tag("N-3")
class MessagesTest {
    private static final ObjectWriter PRETTY = Json.MAPPER.writerWithDefaultPrettyPrinter();
    private static final String NASTY =
            "@everyone **buy** [now](https://evil.example) <@11> `x` ||y|| <t:1:R> \\ # - >";
    private static final String LINK = "https://desk.example/approvals/128?token=abc";

    private static Notice notice(final String event, final Severity severity, final String sentence) {
        final ObjectNode data = Json.object();
        data.put("seq", 7).put("time", "2026-01-02T03:04:05Z").put("event", event);
        data.put("severity", Notice.severity(severity)).put("message", sentence);
        return new Notice("j:7:1", 7, event, severity, 1_767_323_045_000L, data);
    }

    private static Notice request(final String event, final String... more) {
        final Notice notice = notice(event, Severity.INFO, "Trade 128 is what it is: " + NASTY);
        notice.data()
                .put("tradeId", 128)
                .put("strategyId", 7)
                .put("symbol", "BTCUSD")
                .put("side", "BUY")
                .put("quantity", "1.5")
                .put("orderPrice", "0")
                .put("requestPrice", "430.12")
                .put("leverage", "1")
                .put("riskPct", "0.5")
                .put("confidence", "0.75")
                .put("tradingMode", "live")
                .put("modelName", "trend_v2")
                .put("modelVersion", "1.0")
                .put("reasoningSummary", NASTY)
                .put("expiresAt", "2026-01-02T03:09:05Z")
                .put("status", "AWAITING_APPROVAL")
                .put("rowHash", "0123456789abcdef".repeat(4));
        for (int i = 0; i < more.length; i += 2) {
            notice.data().put(more[i], more[i + 1]);
        }
        return notice;
    }

    private static Post post(final String link, final Notice... notices) {
        return new Post("0123456789abcdef01234567", List.of(notices), link, false, false);
    }

    private static List<Post> all() {
        final List<Post> posts = new ArrayList<>();
        posts.add(post(LINK, request("hitl.created")));
        posts.add(post(null, request("hitl.restored", "orderPrice", "429.5")));
        posts.add(new Post("0123456789abcdef01234567", List.of(request("hitl.created")), LINK, true, true));
        posts.add(post(LINK, request("hitl.held", "heldBy", "alice")));
        posts.add(post(
                null,
                request("hitl.decided", "status", "ACCEPTED", "decidedBy", "alice", "decisionChannel", "DISCORD")));
        posts.add(
                post(null, request("hitl.decided", "status", "REJECTED", "decidedBy", "bob", "decisionReason", NASTY)));
        posts.add(post(null, request("hitl.expired", "status", "REJECTED", "decisionReason", "HITL_TIMEOUT")));
        posts.add(post(null, notice("guardian.locked", Severity.WARNING, "The guardian locked: " + NASTY)));
        posts.add(post(null, notice("system.emergency.triggered", Severity.CRITICAL, "EMERGENCY STOP: closing 2")));
        posts.add(post(null, notice("command.requested", Severity.INFO, "GuardianUnlock by alice waits")));
        posts.add(post(
                null,
                notice("system.component", Severity.WARNING, "broker is unstable"),
                notice("system.component", Severity.CRITICAL, "broker has tripped")));
        posts.add(post(
                null, Notice.own("serve:engine", "engine.lost", Severity.CRITICAL, 0, "The engine does not answer.")));
        return posts;
    }

    @Test
    void shouldLookInDiscordAsTheFileShows() throws IOException {
        final StringBuilder text = new StringBuilder();
        for (final Post post : all()) {
            add(text, DiscordMessage.post(post, Buttons.BOTH));
        }
        add(text, DiscordMessage.edit(all().get(0), Buttons.REJECT));
        add(text, DiscordMessage.edit(all().get(0), Buttons.NONE));
        Golden.check("notify-discord.txt", text.toString());
    }

    @Test
    void shouldLookInTelegramAsTheFileShows() throws IOException {
        final StringBuilder text = new StringBuilder();
        for (final Post post : all()) {
            add(text, TelegramMessage.of(post, "-42", Buttons.BOTH));
        }
        add(text, TelegramMessage.of(all().get(0), "-42", Buttons.NONE));
        Golden.check("notify-telegram.txt", text.toString());
    }

    @Test
    void shouldBePostedToAWebhookAsTheFileShows() throws IOException {
        final StringBuilder text = new StringBuilder();
        for (final Post post : all()) {
            if (post.notices().size() == 1) {
                add(text, Webhook.body(post));
            }
        }
        Golden.check("notify-webhook.txt", text.toString());
    }

    private static void add(final StringBuilder text, final JsonNode message) throws IOException {
        text.append(PRETTY.writeValueAsString(message)).append("\n\n");
    }
}
