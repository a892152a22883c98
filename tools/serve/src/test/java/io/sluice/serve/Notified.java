package io.sluice.serve;

import io.sluice.client.E8;
import io.sluice.client.StrategyClient;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.Engine;
import io.sluice.serve.notify.FakeServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An engine, the notifier of a {@code serve} beside it, and the services that it speaks to. */
final class Notified implements AutoCloseable {
    /** People of the services. */
    static final String ALICE = "11";

    static final String STRANGER = "66";

    /** Requests are told at once. */
    static final String AT_ONCE =
            "sluice.notify.rules=[{event = \"hitl.created\", channels = [discord, telegram, webhook]}]";

    final FakeServices fakes = new FakeServices();
    final Path data;
    final List<String> said = new CopyOnWriteArrayList<>();
    private final Path directory;
    private final List<String> settings;
    Engine engine;
    private Serving serving;
    private Thread turning;
    private volatile boolean isStopping;
    private long intent;

    Notified(final Path directory, final String... more) throws Exception {
        this.directory = directory;
        data = directory.resolve("data");
        settings = settings(directory, fakes);
        settings.addAll(List.of(more));
        startEngine();
        startServe();
    }

    /** Keys of all channels. */
    static List<String> settings(final Path directory, final FakeServices fakes) throws IOException {
        final String operators = "[{user = \"" + ALICE + "\", operator = alice}]";
        return new ArrayList<>(List.of(
                "sluice.health.market-data-stale=1 h",
                "sluice.health.quote-stale=1 h",
                "sluice.health.component-ttl=1 h",
                "sluice.health.broker-timeout=1 h",
                "sluice.http.bind=off",
                "sluice.notify.discord.token-file=" + secret(directory, "discord", FakeServices.TOKEN),
                "sluice.notify.discord.channel=\"" + FakeServices.CHANNEL + '"',
                "sluice.notify.discord.operators=" + operators,
                "sluice.notify.discord.buttons=both",
                "sluice.notify.discord.api-url=\"" + fakes.url() + "/api\"",
                "sluice.notify.telegram.token-file=" + secret(directory, "telegram", FakeServices.TELEGRAM_TOKEN),
                "sluice.notify.telegram.chat=\"" + FakeServices.CHAT + '"',
                "sluice.notify.telegram.operators=" + operators,
                "sluice.notify.telegram.buttons=both",
                "sluice.notify.telegram.api-url=\"" + fakes.url() + '"',
                "sluice.notify.webhook.key-file=" + secret(directory, "webhook", FakeServices.KEY),
                "sluice.notify.webhook.url=\"" + fakes.url() + "/hook\""));
    }

    private static Path secret(final Path directory, final String name, final String text) throws IOException {
        final Path file = directory.resolve(name + ".secret");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text + '\n');
    }

    void startEngine() {
        engine = Engine.open(Days.options(data, settings.toArray(String[]::new)).door(true));
        engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
    }

    void startServe() throws IOException {
        final LoadedConfig config = Days.config(settings.toArray(String[]::new));
        final Path folder = Files.createDirectories(directory.resolve("serve"));
        serving = new Assembly(config, data, folder, data.resolve("door.sock"), null, said::add).open();
        isStopping = false;
        turning = new Thread(() -> {
            while (!isStopping) {
                serving.turn();
                LockSupport.parkNanos(10_000_000);
            }
        });
        turning.start();
        Days.await(fakes.gateway::isReady, () -> "the gateway, " + said);
        Days.await(() -> serving.sinks().get(0).sequence() >= Days.last(data), () -> "catching up, " + said);
    }

    void stopServe() throws InterruptedException {
        isStopping = true;
        turning.join();
        serving.close();
    }

    /** An order that waits for a person; its trade. */
    long hold(final String reasoning) {
        try (StrategyClient client = engine.strategy(7)) {
            return Days.hold(client, ++intent, reasoning);
        }
    }

    /** What a button of Discord's last message about a trade carries. */
    String button(final long trade, final String what) {
        synchronized (fakes.messages) {
            return fakes.messages.values().stream()
                    .map(Object::toString)
                    .flatMap(text -> Pattern.compile("s1\\|" + what + "\\|" + trade + "\\|[0-9a-f]{8}")
                            .matcher(text)
                            .results())
                    .map(MatchResult::group)
                    .reduce((first, second) -> second)
                    .orElse("");
        }
    }

    /** The same in Telegram's chat. */
    String chatButton(final long trade, final String what) {
        synchronized (fakes.chat) {
            return Pattern.compile("s1\\|" + what + "\\|" + trade + "\\|[0-9a-f]{8}")
                    .matcher(fakes.chat.values().toString())
                    .results()
                    .map(MatchResult::group)
                    .findFirst()
                    .orElse("");
        }
    }

    void awaitTitle(final String title) {
        Days.await(
                () -> fakes.titles().stream().anyMatch(each -> each.contains(title)),
                () -> '"' + title + "\" in " + fakes.titles() + ", " + said);
    }

    @Override
    public void close() throws Exception {
        stopServe();
        engine.close();
        fakes.close();
    }
}
