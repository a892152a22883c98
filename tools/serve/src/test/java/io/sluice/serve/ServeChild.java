package io.sluice.serve;

import io.sluice.serve.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code sluice serve} as a process of its own. */
final class ServeChild implements AutoCloseable {
    private final Path log;
    private final Process process;

    ServeChild(final Path log, final String... words) throws IOException {
        this(log, List.of(), words);
    }

    /** @param jvm more options of the JVM. */
    ServeChild(final Path log, final List<String> jvm, final String... words) throws IOException {
        this.log = log;
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../../config/jvm.options"),
                "-XX:TieredStopAtLevel=1"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.sluice.tools.Sluice"));
        command.addAll(List.of(words));
        final boolean isTold = List.of(words).stream().anyMatch(word -> word.contains("sluice.http.bind"));
        if (words[0].equals("serve") && !isTold) {
            // Whatever runs beside this test may have the usual port.
            command.add("--set=sluice.http.bind=127.0.0.1:0");
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Serves a directory. */
    static ServeChild serving(final Path log, final Path data, final Database database, final String... more)
            throws IOException {
        final List<String> words = new ArrayList<>(List.of(
                "serve",
                "--dir=" + data,
                "--set=sluice.hitl.allowed-operators=alice",
                "--set=sluice.mirror.url=" + database.url()));
        words.addAll(List.of(more));
        return new ServeChild(log, words.toArray(String[]::new));
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (final IOException e) {
            return "";
        }
    }

    void awaitLog(final String text) {
        Days.await(() -> log().contains(text), () -> "\"" + text + "\" in " + log());
    }

    /** SIGTERM; the exit code. */
    int end() throws InterruptedException {
        process.destroy();
        return code();
    }

    int code() throws InterruptedException {
        return process.waitFor(Days.PATIENCE_NS, TimeUnit.NANOSECONDS) ? process.exitValue() : -1;
    }

    /** SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
