package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.control.view.View;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.engine.StateView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples do what they say, and the README shows the code that was run. */
class ExamplesTest {
    private static final Path README = Path.of("../../README.md");
    private static final Path QUICK_START = Path.of("src/main/java/io/sluice/examples/QuickStart.java");
    private static final String MARK = "    // [quick start]\n";

    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void shouldSendAPaperOrderAtOnce() {
        assertThat(QuickStart.run(directory)).isEqualTo("send BTCUSD 0.5");
    }

    @Test
    @Timeout(120)
    void shouldComeFromAColdStartToAnApprovedOrder() {
        assertThat(ColdStart.run(directory))
                .containsExactly("open is allowed", "a person is asked", "approval: OK", "send BUY 0.5 BTCUSD");
    }

    /** Each on a thread of its own here, over a real socket; the embedded example of this order decides the same. */
    @Test
    @Timeout(120)
    void shouldTradeFromOtherProcessesAsFromWithin() throws Exception {
        final LoadedConfig config = ConfigLoader.load(
                "example",
                "sluice { hitl.allowed-operators = [alice], pipeline.wait-strategy = park, "
                        + "recovery { stable = 100 ms, reconcile-grace = 100 ms } }",
                Map.of(),
                List.of());
        final Path socket = directory.resolve("door.sock");
        final AtomicBoolean isWanted = new AtomicBoolean(true);
        try (Engine engine = Engine.open(EngineOptions.of(config).in(directory).door(true))) {
            final CompletableFuture<Void> adapter =
                    CompletableFuture.runAsync(() -> RemoteAdapter.run(socket, isWanted::get));
            final CompletableFuture<List<String>> strategy =
                    CompletableFuture.supplyAsync(() -> RemoteStrategy.run(socket));
            try (StateView state = engine.awaitState(Duration.ofSeconds(60))) {
                while (state.read(View.PENDING).rows(View.PENDING).isEmpty()) {
                    // The view follows the journal some milliseconds late; the limit of the test bounds the wait.
                    Thread.sleep(10);
                }
                final String trade =
                        state.read(View.PENDING).rows(View.PENDING).get(0).get("tradeId");
                engine.operator("alice").approve(Long.parseLong(trade), "fine").await(Duration.ofSeconds(30));
                assertThat(strategy.get())
                        .containsExactly("offered: OFFERED", "held: a person is asked", "allowed: BUY 0.5 BTCUSD");
                while (state.read(View.POSITIONS).rows(View.POSITIONS).isEmpty()) {
                    // The view follows the journal some milliseconds late; the limit of the test bounds the wait.
                    Thread.sleep(10);
                }
            }
            isWanted.set(false);
            adapter.get();
        }
    }

    @Test
    void shouldShowTheCodeThatWasRun() throws IOException {
        final String code = Files.readString(QUICK_START).split(java.util.regex.Pattern.quote(MARK))[1];
        final String shown = code.lines()
                .map(line -> line.startsWith("    ") ? line.substring(4) : line)
                .collect(Collectors.joining("\n", "```java\n", "\n```\n"));
        assertThat(Files.readString(README)).contains(shown);
    }
}
