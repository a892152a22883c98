package io.sluice.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientOptions;
import io.sluice.client.EngineException;
import io.sluice.client.SluiceClient;
import io.sluice.serve.sink.SinkRunner;
import io.sluice.tools.Sluice;
import io.sluice.tools.cli.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the second process is there for does not happen in the first one, nor on the thread that decides. */
class EngineApartTest {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String OPERATORS = "--set=sluice.hitl.allowed-operators=alice";

    /** Databases, the server of the API, metrics. */
    private static final Pattern SECOND =
            Pattern.compile("java\\.sql\\.|org\\.(sqlite|postgresql|eclipse\\.jetty)\\.|io\\.prometheus\\.");

    @TempDir
    private Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    /** Attaches as soon as it can. */
    private SluiceClient attach() {
        final SluiceClient[] client = {null};
        Days.await(
                () -> {
                    try {
                        client[0] = SluiceClient.connect(ClientOptions.at(data().resolve("door.sock"))
                                .operator("alice")
                                .strategy(7));
                        return true;
                    } catch (final EngineException e) {
                        return false;
                    }
                },
                () -> "attaching");
        return client[0];
    }

    @Test
    @Tag("K-2")
    void shouldLoadNoClassOfADatabaseInTheEngine() throws Exception {
        final Path classes = directory.resolve("classes");
        final Path log = directory.resolve("run.out");
        try (ServeChild engine = new ServeChild(
                log,
                List.of("-Xlog:class+load:file=" + classes),
                "run",
                "--dir=" + data(),
                OPERATORS,
                "--set=sluice.sinks.required=mirror",
                "--set=sluice.pipeline.wait-strategy=park",
                "--set=sluice.pipeline.warm-up=0 s")) {
            engine.awaitLog("attach at");
            try (SluiceClient client = attach();
                    SinkRunner mirror = Days.mirror(data(), Databases.SQLITE.fresh(directory))) {
                client.operator().guardianLock("drill").await(ANSWER);
                Days.await(() -> mirror.held() >= Days.last(data()), () -> "catching up, " + mirror.status());
            }
            assertThat(engine.end()).isZero();
        }
        final List<String> loaded = Files.readAllLines(classes).stream()
                .map(EngineApartTest::className)
                .toList();
        assertThat(loaded).contains("io.sluice.tools.Sluice").noneMatch(name -> SECOND.matcher(name)
                .lookingAt());
    }

    private static String className(final String line) {
        final String[] words = line.split(" +");
        return words.length < 2 ? "" : words[1];
    }

    @Test
    @Tag("T-3")
    void shouldWriteNoLineOnTheThreadThatDecides() throws Exception {
        final Set<String> writers = ConcurrentHashMap.newKeySet();
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        final OutputStream out = new OutputStream() {
            @Override
            public void write(final int one) {
                writers.add(Thread.currentThread().getName());
                text.write(one);
            }
        };
        final Console console =
                new Console(new ByteArrayInputStream(new byte[0]), out, out, Console.Terminal.NONE, Map.of(), null);
        final Thread run = new Thread(
                () -> Sluice.run(
                        console,
                        "run",
                        "--log-format=json",
                        "--dir=" + data(),
                        OPERATORS,
                        "--set=sluice.pipeline.wait-strategy=park",
                        "--set=sluice.pipeline.warm-up=0 s"),
                "reader");
        run.start();
        try (SluiceClient client = attach()) {
            client.operator().guardianLock("drill").await(ANSWER);
            Days.await(
                    () -> text.toString(StandardCharsets.UTF_8).contains("\"action\":\"guardian.locked\""),
                    () -> text.toString(StandardCharsets.UTF_8));
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("sluice-engine");
        } finally {
            run.interrupt();
            run.join();
        }
        assertThat(text.toString(StandardCharsets.UTF_8)).contains("\"level\":\"INFO\"", "\"action\":\"notice\"");
        assertThat(writers).containsExactly("reader");
    }
}
