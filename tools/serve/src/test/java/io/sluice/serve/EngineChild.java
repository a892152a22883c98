package io.sluice.serve;

import io.sluice.client.E8;
import io.sluice.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An engine as a process of its own, which can be killed. It has a door, and quotes of BTCUSD come all the time. */
final class EngineChild implements AutoCloseable {
    private final Process process;

    EngineChild(final Path data, final Path log, final String... overrides) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../../config/jvm.options"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EngineChild.class.getName(),
                data.toString()));
        command.addAll(List.of(overrides));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** @param words data directory, then settings. */
    public static void main(final String[] words) {
        final String[] overrides = List.of(words).subList(1, words.length).toArray(String[]::new);
        final Engine engine =
                Engine.open(Days.options(Path.of(words[0]), overrides).door(true));
        while (!Thread.currentThread().isInterrupted()) {
            engine.market("feed").quote("BTCUSD", E8.of("99.5"), E8.of("100.5"));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
