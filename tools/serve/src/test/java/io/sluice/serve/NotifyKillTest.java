package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.OperatorDoor;
import io.sluice.codec.Channel;
import io.sluice.engine.Engine;
import io.sluice.serve.notify.FakeServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} and the engine are killed: no message is lost, and the engine's end is told without it. */
@Tag("N-1")
class NotifyKillTest {
    /** How often; {@code -Dsluice.notify.kills=100} for a night. */
    private static final int KILLS = Integer.getInteger("sluice.notify.kills", 2);

    private static final long LONGEST_LIFE_NS = TimeUnit.MILLISECONDS.toNanos(600);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String TELLS = "tells people by";

    @TempDir
    private Path directory;

    private ServeChild serving(final Path data, final FakeServices fakes) throws Exception {
        final List<String> words = new ArrayList<>(List.of(
                "serve",
                "--dir=" + data,
                "--set=sluice.hitl.allowed-operators=alice",
                "--set=sluice.mirror.url=off",
                "--set=sluice.http.bind=off"));
        Notified.settings(directory, fakes).forEach(setting -> words.add("--set=" + setting));
        return new ServeChild(directory.resolve("log"), words.toArray(String[]::new));
    }

    @Test
    void shouldLoseNothingAndRepeatAtMostWhatWasUnderWayHoweverOftenItIsKilled() throws Exception {
        final Path data = directory.resolve("data");
        final AtomicInteger locks = new AtomicInteger();
        try (FakeServices fakes = new FakeServices();
                Engine engine = Engine.open(Days.options(data).door(true))) {
            final AtomicBoolean ends = new AtomicBoolean();
            final Thread busy = new Thread(() -> lock(engine, locks, ends));
            for (int i = 0; i < KILLS; i++) {
                try (ServeChild child = serving(data, fakes)) {
                    child.awaitLog(TELLS);
                    if (i == 0) {
                        busy.start();
                    }
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_LIFE_NS));
                }
            }
            ends.set(true);
            busy.join();
            try (ServeChild child = serving(data, fakes)) {
                child.awaitLog(TELLS);
                Days.await(
                        () -> keys(fakes).size() == locks.get()
                                && inTelegram(fakes).size() == locks.get()
                                && inDiscord(fakes) == locks.get(),
                        () -> locks + " locks, " + keys(fakes).size() + " posted, " + inDiscord(fakes) + " in Discord, "
                                + inTelegram(fakes).size() + " in Telegram, " + child.log());
                assertThat(child.end()).isZero();
            }
            assertThat(leaks()).isEmpty();
            assertThat(hooks(fakes).size() - keys(fakes).size()).isLessThanOrEqualTo(KILLS);
            assertThat(fakes.chat.values().stream()
                            .filter(each -> each.path("text").asText().contains("Guardian locked"))
                            .filter(each -> !each.path("text").asText().contains("(again)")))
                    .hasSizeLessThanOrEqualTo(locks.get());
            assertThat(fakes.chat.values().stream()
                            .filter(each -> each.path("text").asText().contains("(again)")))
                    .hasSizeLessThanOrEqualTo(KILLS);
        }
    }

    /** Files that hold a secret, but for those that have to. */
    private List<Path> leaks() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".secret"))
                    .filter(NotifyKillTest::holdsASecret)
                    .toList();
        }
    }

    private static boolean holdsASecret(final Path file) {
        try {
            final String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return Stream.of(FakeServices.TOKEN, FakeServices.TELEGRAM_TOKEN, FakeServices.KEY)
                    .anyMatch(text::contains);
        } catch (final IOException e) {
            return false;
        }
    }

    private static void lock(final Engine engine, final AtomicInteger locks, final AtomicBoolean ends) {
        final OperatorDoor alice = engine.operator("alice", Channel.CLI);
        while (!ends.get() || locks.get() == 0) {
            alice.guardianLock("drill").await(ANSWER);
            locks.incrementAndGet();
            alice.guardianUnlock("over").await(ANSWER);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static List<FakeServices.Asked> hooks(final FakeServices fakes) {
        return fakes.asked("POST /hook").stream()
                .filter(each -> each.body().path("event").asText().equals("guardian.locked"))
                .toList();
    }

    private static Set<String> keys(final FakeServices fakes) {
        return hooks(fakes).stream()
                .map(each -> each.headers().get("Idempotency-Key"))
                .collect(Collectors.toSet());
    }

    private static long inDiscord(final FakeServices fakes) {
        return fakes.titles().stream()
                .filter(title -> title.contains("Guardian locked"))
                .count();
    }

    private static Set<String> inTelegram(final FakeServices fakes) {
        synchronized (fakes.chat) {
            return fakes.chat.values().stream()
                    .map(each -> each.path("text").asText())
                    .filter(text -> text.contains("Guardian locked"))
                    .map(text -> text.substring(text.lastIndexOf('(')))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void shouldTellOfAnEngineThatWasKilledThatIsBackAndThatWasStopped() throws Exception {
        final Path data = directory.resolve("data");
        Engine.open(Days.options(data)).close();
        try (FakeServices fakes = new FakeServices();
                ServeChild engine = running(data);
                ServeChild serve = serving(data, fakes)) {
            engine.awaitLog("attach");
            serve.awaitLog("attached at");
            Days.await(fakes.gateway::isReady);
            engine.close();
            awaitTitle(fakes, "CRITICAL: Engine lost", serve);
            try (ServeChild again = running(data)) {
                awaitTitle(fakes, "Engine back", serve);
                again.awaitLog("attach at");
                assertThat(again.end()).isZero();
            }
            awaitTitle(fakes, "WARNING: Engine stopped", serve);
        }
    }

    private static void awaitTitle(final FakeServices fakes, final String title, final ServeChild serve) {
        Days.await(() -> fakes.titles().contains(title), () -> title + " in " + fakes.titles() + ", " + serve.log());
    }

    private ServeChild running(final Path data) throws Exception {
        return new ServeChild(
                directory.resolve("engine-log"), "run", "--dir=" + data, "--config=" + Days.configFile(directory));
    }
}
