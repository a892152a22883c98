package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Channel;
import io.sluice.serve.notify.FakeServices.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discord against a stand-in that misbehaves on script. */
@Tag("N-2")
class NotifyDiscordTest {
    private static final String POST = "POST /api/channels/messages";
    private static final String CALLBACK = "POST /api/interactions/callback";
    private static final String ALONE = "POST /api/webhooks";

    @TempDir
    private Path directory;

    private static void awaitAlone(final Notified day, final String... either) {
        Days.await(
                () -> day.fakes.asked(ALONE).stream()
                        .map(each -> each.body().path("content").asText().replace("\\", ""))
                        .anyMatch(said -> Stream.of(either).anyMatch(said::startsWith)),
                () -> List.of(either) + " in " + day.fakes.asked(ALONE) + ", " + day.said);
    }

    @Test
    void shouldAskAndApproveWithAButtonAndShowWhoDidIt() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            final long trade = day.hold("rising");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            day.fakes.gateway.press(Notified.ALICE, day.button(trade, "A"));
            day.awaitTitle("ACCEPTED by alice: BUY 1 BTCUSD");
            assertThat(day.fakes.asked(CALLBACK)).hasSize(1);
            assertThat(day.fakes.asked(POST)).hasSize(1);
            assertThat(day.button(trade, "A")).isEmpty();
            assertThat(day.fakes.messages.values().toString()).contains("DISCORD");
        }
    }

    @Test
    void shouldRefuseAStrangerAndAnOldRowHashAndTellThemAlone() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            final long trade = day.hold("rising");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            final String button = day.button(trade, "R");
            day.fakes.gateway.press(Notified.STRANGER, button);
            awaitAlone(day, "SEC-090");
            day.fakes.gateway.press(Notified.ALICE, button.substring(0, button.length() - 8) + "00000000");
            awaitAlone(day, "VOID");
            day.awaitTitle("CRITICAL: Security alert");
            assertThat(day.fakes.titles()).contains("Approve? BUY 1 BTCUSD");
            day.fakes.gateway.press(Notified.ALICE, button);
            day.awaitTitle("REJECTED by alice");
            day.fakes.gateway.press(Notified.ALICE, button);
            // Where the image still shows the request, the engine refuses.
            awaitAlone(day, "NOT_FOUND", "ALREADY_DECIDED");
        }
    }

    @Test
    void shouldSendEachMessageOnceHoweverDiscordAnswers() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            day.fakes.script(
                    POST, Answer.tooMany(0.2), Answer.status(500), Answer.lost(), Answer.slow(300), Answer.lost());
            final long first = day.hold("rising");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            final long second = day.hold("still rising");
            Days.await(() -> !day.button(second, "A").isEmpty());
            day.engine.operator("alice", Channel.CLI).reject(first, "no");
            day.awaitTitle("REJECTED by alice");
            assertThat(day.fakes.messages).hasSize(2);
        }
    }

    /** The three seconds for an answer are not lost to a limit of messages. */
    @Test
    void shouldAnswerAPressWhileMessagesHaveToWait() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            final long trade = day.hold("rising");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            day.fakes.script(POST, Answer.tooMany(50));
            day.hold("another");
            Days.await(() -> day.fakes.left(POST) == 0);
            day.fakes.gateway.press(Notified.ALICE, day.button(trade, "A"));
            Days.await(() -> day.fakes.asked(CALLBACK).size() == 1);
            assertThat(day.fakes.asked(POST)).hasSize(1);
        }
    }

    @Test
    void shouldHearOfAButtonWhateverBecomesOfTheConnection() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            final long trade = day.hold("rising");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            awaitMore(day, "resume", day.fakes.gateway::reconnect);
            awaitMore(day, "resume", () -> day.fakes.gateway.isMute = true);
            day.fakes.gateway.isMute = false;
            Days.await(day.fakes.gateway::isReady);
            day.fakes.gateway.isForgetful = true;
            awaitMore(day, "identify", day.fakes.gateway::cut);
            Days.await(day.fakes.gateway::isReady);
            day.fakes.gateway.cut();
            day.fakes.gateway.press(Notified.ALICE, day.button(trade, "A"));
            day.awaitTitle("ACCEPTED by alice");
            assertThat(day.fakes.asked(CALLBACK)).hasSize(1);
        }
    }

    private static void awaitMore(final Notified day, final String what, final Runnable cause) {
        final long before = day.fakes.gateway.count(what);
        cause.run();
        Days.await(() -> day.fakes.gateway.count(what) > before, () -> "another " + what + ", " + day.said);
    }

    @Test
    void shouldShowTextThatCameInWithoutAnyMeaning() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE)) {
            day.hold("@everyone **buy** [now](https://evil.example) <@11> `x` ||y||");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            final String message = day.fakes.asked(POST).get(0).body().toString();
            assertThat(message).contains("\"allowed_mentions\":{\"parse\":[]}").doesNotContain("@everyone", "**buy**");
        }
    }

    @Test
    void shouldTellOfExpiryOfTheGuardianAndOfAnEmergency() throws Exception {
        try (Notified day = new Notified(directory, Notified.AT_ONCE, "sluice.hitl.timeout=3 s")) {
            day.hold("rising");
            day.awaitTitle("Approve? BUY 1 BTCUSD");
            day.awaitTitle("Expired, nobody answered: BUY 1 BTCUSD");
            Days.await(() -> day.fakes.messages.size() == 2
                    && day.fakes.titles().stream().allMatch(title -> title.startsWith("Expired")));
            day.hold("again");
            day.hold("and again");
            day.awaitTitle("Approve?");
            day.engine.operator("alice", Channel.CLI).guardianLock("drill");
            day.awaitTitle("WARNING: Guardian locked");
            assertThat(day.fakes.messages.values().toString()).contains("2 pending requests rejected");
            day.engine.operator("alice", Channel.CLI).emergencyStop("drill");
            day.awaitTitle("CRITICAL: System emergency triggered");
        }
    }
}
