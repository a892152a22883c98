package io.sluice.tools;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The Python client in this checkout, and a Python that can run it; for its fast road the client in C too. */
final class Python {
    static final String SLOW = "slow";
    static final String FAST = "fast";

    /** The package, its tests and examples. */
    private static final Path HOME =
            Path.of("../../engine/clients/python").toAbsolutePath().normalize();

    private static final Path IN_C = HOME.resolveSibling("c").resolve("sluice.c");
    private static final String PROGRAM = System.getProperty("sluice.python", "python3");
    private static final String IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 9))";

    private final Children children;
    private final Path library;

    /** Skips the test where there is no Python that the client is for. */
    Python(final Children children, final Path directory) throws IOException, InterruptedException {
        assumeTrue(
                isDone(PROGRAM, "-c", IS_NEW_ENOUGH),
                "there is no " + PROGRAM
                        + " of 3.9 or newer: the Python client is not tested (-Dsluice.python names another)");
        this.children = children;
        library = directory.resolve("libsluice.so");
    }

    private static boolean isDone(final String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    /** The roads that can be tried here. */
    List<String> roads() throws InterruptedException {
        final boolean hasLibrary = Files.exists(library)
                || Files.exists(IN_C)
                        && isDone("gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), IN_C.toString());
        return hasLibrary ? List.of(SLOW, FAST) : List.of(SLOW);
    }

    /** Skips the test of a road that cannot be tried here. */
    void assume(final String road) throws InterruptedException {
        assumeTrue(roads().contains(road), "no client in C, or no gcc: the fast road of Python is not tested");
    }

    /** Skips the test where the checker of types is not installed. */
    void assumeMypy() throws InterruptedException {
        assumeTrue(
                isDone(PROGRAM, "-m", "mypy", "--version"), "no mypy: the types of the Python client are not checked");
    }

    /** A program of the package, named from its folder; it leaves no files there. */
    ProcessBuilder command(final Object... words) {
        final List<String> command = new ArrayList<>(List.of(PROGRAM, "-B"));
        Arrays.stream(words).map(Object::toString).forEach(command::add);
        final ProcessBuilder program =
                new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true);
        program.environment().put("PYTHONPATH", HOME.toString());
        program.environment().put("SLUICE_LIBRARY", library.toString());
        return program;
    }

    /** Starts an engine, which bears a busy host, and an adapter that brings it to normal. */
    void startTrading(final String road) throws IOException, InterruptedException {
        startEngine();
        startBroker(road);
        children.awaitLog("run.log", "recovering to normal");
    }

    /** Starts an engine that takes silence for a while. */
    Process startEngine() throws IOException, InterruptedException {
        final Process engine = children.run(
                "--set=sluice.pipeline.warm-up=0 s",
                "--set=sluice.health.broker-timeout=10 min",
                "--set=sluice.health.market-data-stale=10 min",
                "--set=sluice.health.quote-stale=10 min",
                "--set=sluice.health.position-stale=10 min",
                "--set=sluice.health.component-ttl=10 min",
                "--set=sluice.drawdown.equity-stale=10 min",
                "--set=sluice.client.engine-timeout=1 min",
                "--set=sluice.door.silence=1 min");
        children.awaitLog("run.log", "attach at ");
        return engine;
    }

    Process startBroker(final String road) throws IOException {
        return children.start("broker.log", command("examples/broker.py", children.data(), road));
    }
}
