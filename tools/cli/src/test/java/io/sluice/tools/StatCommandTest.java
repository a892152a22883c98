package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.journal.Threads;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T-1, X-10: {@code sluice stat} beside a running engine. */
@Tag("T-1")
class StatCommandTest {
    private static final int FEW = 20;
    private static final String CLEAR = "\u001b\\[H";

    @TempDir
    private Path directory;

    @Test
    void shouldShowWhatTheEngineCounts() {
        try (DoorCli door = new DoorCli(directory)) {
            decide(door);
            final String page = door.shown(" " + FEW + " ", "stat");
            assertThat(page)
                    .containsPattern("decisions +" + FEW + " +\\d")
                    .containsPattern("ALLOW [A-Z_]+ +" + FEW)
                    .contains("since the start", "per second", "latency", "of 64 slots in use", "records to catch up");
            final String json = door.shown("\"count\":" + FEW, "stat", "--json");
            assertThat(json)
                    .startsWith("{\"pid\":" + ProcessHandle.current().pid())
                    .contains(
                            "\"decisions\":[{\"verdict\":\"ALLOW\",",
                            "\"clientsByRole\":[{\"role\":\"strategy\",\"count\":0}",
                            "\"ringSize\":64",
                            "\"p99Ns\":")
                    .hasLineCount(1);
            assertThat(door.plain("stat").code()).isZero();
            assertThat(door.plain("stat", "--json").code()).isZero();
            assertThat(door.plain("stat", "--interval", "0").code()).isEqualTo(2);
        }
    }

    @Test
    void shouldSayThatNoEngineIsThere() {
        try (DoorCli door = new DoorCli(directory)) {
            door.quote();
        }
        final Cli stopped = Cli.run("stat", "--dir", directory);
        assertThat(stopped.code()).isEqualTo(4);
        assertThat(stopped.err()).contains("no engine runs in " + directory);
        assertThat(Cli.run("stat", "--json", "--dir", directory).code()).isEqualTo(4);
        assertThat(Cli.run("stat", "--dir", directory.resolve("missing")).code())
                .isEqualTo(2);
    }

    @Test
    void shouldSayThatTheLineHasStopped() throws IOException {
        try (DoorCli door = new DoorCli(directory)) {
            Files.delete(directory.resolve("lock"));
            await(() -> door.engine().failure() != null);
            await(() -> door.plain("stat").code() == 1);
            assertThat(door.plain("stat", "--json").err()).contains("has stopped the line");
        }
    }

    @Test
    void shouldSayThatTheEngineKeepsNone() {
        try (DoorCli door = new DoorCli(directory, "sluice.door.shm-dir=/no/such/place")) {
            final Cli none = door.plain("stat");
            assertThat(none.code()).isEqualTo(1);
            assertThat(none.err()).contains("keeps no counters");
        }
    }

    @Test
    void shouldGoOnShowingThemOnATerminalAndTellWhenTheEngineWent() throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Console console = new Console(
                InputStream.nullInputStream(),
                out,
                OutputStream.nullOutputStream(),
                new Terminal(true, false, 100),
                Map.of("TERM", "xterm"),
                null);
        final int[] code = {-1};
        final Thread watcher = new Thread(
                () -> code[0] = Sluice.run(console, "stat", "--interval", "0.1", "--dir", directory.toString()));
        try (DoorCli door = new DoorCli(directory)) {
            watcher.start();
            decide(door);
            await(() -> text(out).contains("ALLOW") && text(out).split(CLEAR, -1).length > FEW / 4);
        }
        await(() -> text(out).contains("no engine runs in " + directory));
        final int shown = text(out).length();
        try (DoorCli again = new DoorCli(directory)) {
            await(() -> text(out).substring(shown).contains("per second"));
        }
        watcher.interrupt();
        watcher.join();
        assertThat(code[0]).isZero();
    }

    private static String text(final ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void await(final BooleanSupplier condition) {
        assertThat(Threads.await(condition, TimeUnit.SECONDS.toNanos(60), TimeUnit.MILLISECONDS.toNanos(10)))
                .isTrue();
    }

    private static void decide(final DoorCli door) {
        for (int i = 0; i < FEW; i++) {
            assertThat(door.plain("intent", "query").code()).isZero();
        }
    }
}
