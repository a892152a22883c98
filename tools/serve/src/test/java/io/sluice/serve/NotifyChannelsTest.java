package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.client.CommandAnswer;
import io.sluice.codec.Channel;
import io.sluice.schema.Permissions;
import io.sluice.serve.notify.FakeServices;
import io.sluice.serve.notify.FakeServices.Answer;
import io.sluice.tools.Sluice;
import io.sluice.tools.cli.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telegram, the webhook, the links, and what becomes of trading while nobody can be reached. */
@Tag("N-3")
class NotifyChannelsTest {
    private static final String HOOK = "POST /hook";
    private static final Duration ANSWER = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private static String chat(final Notified day) {
        synchronized (day.fakes.chat) {
            return day.fakes.chat.values().toString();
        }
    }

    @Test
    void shouldAskAndRejectInTelegram() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            final long trade = day.hold("*rising* <b>fast</b>");
            Days.await(() -> chat(day).contains("Approve? BUY 1 BTCUSD"));
            assertThat(chat(day)).contains("*rising* <b>fast</b>").doesNotContain("parse_mode");
            final String approve = day.chatButton(trade, "A");
            final String reject = day.chatButton(trade, "R");
            assertThat(approve).startsWith("s1|A|").hasSizeLessThanOrEqualTo(64);
            day.fakes.press(Notified.STRANGER, approve);
            Days.await(() -> day.fakes.asked("answerCallbackQuery").stream()
                    .anyMatch(each -> each.body().path("text").asText().startsWith("SEC-090")));
            day.fakes.press(Notified.ALICE, reject);
            Days.await(() -> chat(day).contains("REJECTED by alice: BUY 1 BTCUSD"), () -> chat(day));
            assertThat(chat(day)).contains("Channel: TELEGRAM").doesNotContain("callback_data");
            day.awaitTitle("REJECTED by alice");
        }
    }

    @Test
    void shouldShowWhoHasARequestAndRemindOfOneThatNobodyHas() throws Exception {
        final String reminding = "sluice.notify.rules=[{event = \"hitl.created\", channels = [telegram]},"
                + "{event = \"hitl.created\", channels = [discord], delay = 1 h},"
                + "{event = \"hitl.created\", channels = [telegram], delay = 1 s}]";
        try (Notified day = new Notified(directory, reminding)) {
            final long held = day.hold("rising");
            Days.await(() -> chat(day).contains("Approve? BUY 1 BTCUSD"));
            Days.await(() -> chat(day).contains("Still waiting: BUY 1 BTCUSD"), () -> chat(day));
            day.fakes.press(Notified.ALICE, day.chatButton(held, "H"));
            Days.await(() -> !chat(day).contains("Approve?") && !chat(day).contains("Still"), () -> chat(day));
            assertThat(chat(day)).contains("alice has it: BUY 1 BTCUSD");
            assertThat(day.chatButton(held, "A")).isNotEmpty();
            assertThat(day.button(held, "A")).isEmpty();
        }
    }

    @Test
    void shouldSignEachEventOfTheWebhookAndRepeatItUnderItsKey() throws Exception {
        try (Notified day = new Notified(directory)) {
            day.fakes.script(HOOK, Answer.lost(), Answer.status(503));
            day.hold("rising");
            Days.await(() -> day.fakes.asked(HOOK).size() >= 2);
            final List<FakeServices.Asked> asked = day.fakes.asked(HOOK);
            assertThat(asked.get(0).body()).isEqualTo(asked.get(1).body());
            assertThat(asked.get(0).headers().get("Idempotency-Key"))
                    .isEqualTo(asked.get(1).headers().get("Idempotency-Key"));
            final FakeServices.Asked last = asked.get(1);
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(FakeServices.KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            final String signed =
                    last.headers().get("X-Sluice-Timestamp") + "." + new ObjectMapper().writeValueAsString(last.body());
            assertThat(last.headers().get("X-Sluice-Signature"))
                    .isEqualTo("v1=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
            assertThat(last.body().path("event").asText()).isEqualTo("hitl.created");
            assertThat(last.body().path("reasoning_summary").asText()).isEqualTo("rising");
            assertThat(last.body().path("quantity").isTextual()).isTrue();
        }
    }

    /** H-13: one link, the same in every channel, also after a restart; its use is the page's. */
    @Test
    @Tag("H-13")
    void shouldGiveARequestOneLinkForAllChannels() throws Exception {
        try (Notified day = new Notified(
                directory,
                Notified.AT_ONCE,
                "sluice.http.bind=\"127.0.0.1:0\"",
                "sluice.http.public-url=\"https://desk.example\"")) {
            final long trade = day.hold("rising");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            Days.await(() ->
                    chat(day).contains("/approvals/") && !day.fakes.asked(HOOK).isEmpty());
            final String link = day.fakes.asked(HOOK).get(0).body().path("link").asText();
            assertThat(link).startsWith("https://desk.example/approvals/" + trade + "?token=");
            assertThat(chat(day)).contains(link);
            assertThat(day.fakes.messages.values().toString()).contains(link);
            final String token = link.substring(link.indexOf('=') + 1);
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files.filter(Files::isRegularFile).filter(file -> contains(file, token)))
                        .isEmpty();
            }
        }
    }

    private static boolean contains(final Path file, final String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (final IOException e) {
            return false;
        }
    }

    @Test
    @Tag("N-1")
    void shouldRestrictTradingWhileNobodyCanBeReached() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE, "sluice.notify.required=true")) {
            Days.await(() -> "healthy".equals(Days.component(day.data, "alerts").get("level")));
            final Answer[] refusals = new Answer[4];
            Arrays.fill(refusals, Answer.status(503));
            day.fakes.script("POST /api/channels/messages", refusals);
            day.fakes.script("sendMessage", refusals);
            day.hold("rising");
            Days.await(() -> mode(day).equals("DEGRADED"), () -> mode(day) + day.said);
            Days.await(() -> mode(day).equals("NORMAL"), () -> mode(day) + day.said);
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            day.awaitTitle("Channel back");
        }
    }

    private static String mode(final Notified day) {
        return Permissions.mode(day.engine.beacon().permissions()).name();
    }

    @Test
    void shouldAskAboutWhatWaitedWhenServeOrEngineBeganAgain() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            final long trade = day.hold("rising");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            day.stopServe();
            day.engine.close();
            day.startEngine();
            day.startServe();
            day.fakes.gateway.press(Notified.ALICE, day.button(trade, "R"));
            day.awaitTitle("REJECTED by alice");
            assertThat(day.fakes.titles()).doesNotContain("Approve? BUY 1 BTCUSD");
            day.stopServe();
            final long late = day.hold("rising");
            final CommandAnswer answer =
                    day.engine.operator("alice", Channel.CLI).reject(late, "no").await(ANSWER);
            assertThat(answer.accepted()).isTrue();
            day.startServe();
            Days.await(() -> day.fakes.asked(HOOK).stream()
                            .filter(each -> each.body().path("trade_id").asLong() == late)
                            .count()
                    == 2);
        }
    }

    /** The same request by every road; each channel shows who decided, and where. */
    @Test
    @Tag("H-5")
    void shouldShowADecisionOfEveryRoadInEveryChannel() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            for (final Channel road : List.of(Channel.CLI, Channel.API, Channel.DISCORD, Channel.TELEGRAM)) {
                final long trade = day.hold("by " + road);
                Days.await(
                        () -> !day.button(trade, "A").isEmpty()
                                && !day.chatButton(trade, "A").isEmpty(),
                        () -> road + " in " + day.fakes.titles() + chat(day) + day.said);
                switch (road) {
                    case DISCORD -> day.fakes.gateway.press(Notified.ALICE, day.button(trade, "A"));
                    case TELEGRAM -> day.fakes.press(Notified.ALICE, day.chatButton(trade, "A"));
                    default -> day.engine
                            .operator("alice", road)
                            .approve(trade, "fine")
                            .await(ANSWER);
                }
                Days.await(
                        () -> chat(day).contains("by " + road) && chat(day).contains("Channel: " + road),
                        () -> road + " in " + chat(day) + day.said);
                Days.await(() -> day.button(trade, "A").isEmpty());
                assertThat(day.chatButton(trade, "A")).isEmpty();
            }
            assertThat(day.fakes.titles())
                    .containsOnly("ACCEPTED by alice: BUY 1 BTCUSD")
                    .hasSize(4);
            Days.await(() -> day.fakes.asked(HOOK).stream()
                            .filter(each -> each.body().path("event").asText().equals("hitl.decided"))
                            .count()
                    == 4);
        }
    }

    @Test
    @Tag("N-1")
    void shouldTryEachChannelAndRefuseASecretThatOthersMayRead() throws Exception {
        try (FakeServices fakes = new FakeServices()) {
            final List<String> words =
                    new ArrayList<>(List.of("notify", "test", "--set=sluice.hitl.allowed-operators=alice"));
            Notified.settings(directory, fakes).forEach(setting -> words.add("--set=" + setting));
            final Ran good = run(words);
            assertThat(good.code).as(good.said).isZero();
            assertThat(fakes.titles()).containsExactly("Notify test", "WARNING: Notify test", "CRITICAL: Notify test");
            assertThat(fakes.chat).hasSize(3);
            assertThat(fakes.asked(HOOK)).hasSize(3);
            fakes.script("sendMessage", Answer.status(403));
            final Ran bad = run(words);
            assertThat(bad.code).isEqualTo(1);
            assertThat(bad.said)
                    .contains("telegram, info: Telegram, sendMessage: 403")
                    .doesNotContain(FakeServices.TELEGRAM_TOKEN);
            Files.setPosixFilePermissions(
                    directory.resolve("discord.secret"), PosixFilePermissions.fromString("rw-r--r--"));
            final Ran open = run(words);
            assertThat(open.code).isEqualTo(2);
            assertThat(open.said).contains("sluice.notify.discord.token-file", "make it mode 0600");
        }
    }

    /** What a command came to. */
    private record Ran(int code, String said) {}

    private static Ran run(final List<String> words) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Console console =
                new Console(new ByteArrayInputStream(new byte[0]), out, out, Console.Terminal.NONE, Map.of(), null);
        final int code = Sluice.run(console, words.toArray(String[]::new));
        return new Ran(code, out.toString(StandardCharsets.UTF_8));
    }
}
