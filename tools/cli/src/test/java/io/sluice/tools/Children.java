package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Processes of a test, each with a log of its own in one directory; those that are left are killed in the end. */
final class Children implements AutoCloseable {
    static final long PATIENCE_SECONDS = 180;

    private final Path directory;
    private final List<Process> children = new ArrayList<>();

    Children(final Path directory) {
        this.directory = directory;
    }

    /** Data directory of the engine. */
    Path data() {
        return directory.resolve("data");
    }

    /** The engine's door. */
    Path socket() {
        return data().resolve("door.sock");
    }

    /** Starts the command line. */
    Process start(final String log, final String... words) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("../../config/jvm.options"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.sluice.tools.Sluice"));
        command.addAll(List.of(words));
        return start(log, new ProcessBuilder(command));
    }

    /** Starts any program. */
    Process start(final String log, final ProcessBuilder program) throws IOException {
        final Process child = program.redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
        children.add(child);
        return child;
    }

    /** Starts an engine that recovers soon, with its log in {@code run.log}. */
    Process run(final String... more) throws IOException {
        final List<String> words = new ArrayList<>(List.of(
                "run",
                "--dir=" + data(),
                Cli.OPERATORS,
                "--set=sluice.pipeline.wait-strategy=park",
                Cli.COLD,
                // What a killed engine leaves there goes with the folder.
                "--set=sluice.door.shm-dir=" + directory,
                "--set=sluice.recovery.stable=200 ms",
                "--set=sluice.recovery.reconcile-grace=200 ms"));
        words.addAll(List.of(more));
        return start("run.log", words.toArray(String[]::new));
    }

    /** What a log holds by now. */
    String log(final String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (final IOException e) {
            return "";
        }
    }

    void awaitLog(final String name, final String text) throws InterruptedException {
        await(() -> log(name).contains(text), () -> name + " without \"" + text + "\": " + log(name));
    }

    /** Looks again every 2 ms, so that the processes that it waits for have the processors. */
    static void await(final BooleanSupplier condition, final Supplier<String> what) throws InterruptedException {
        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what.get()).isLessThan(untilNs);
            Thread.sleep(2);
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (final Process child : children) {
            child.destroyForcibly().waitFor();
        }
    }
}
