package io.sluice.tools;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Python client in this checkout, and a Python that can run it. */
final class Python {
    /** The package, its tests and examples. */
    static final Path HOME =
            Path.of("../../engine/clients/python").toAbsolutePath().normalize();

    private static final String PROGRAM = System.getProperty("sluice.python", "python3");
    private static final String IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 9))";

    private Python() {}

    /** Skips the test where there is no Python that the client is for. */
    static void assumeThere() throws InterruptedException {
        assumeTrue(
                isThere(),
                "there is no " + PROGRAM
                        + " of 3.9 or newer: the Python client is not tested (-Dsluice.python names one)");
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder(PROGRAM, "-c", IS_NEW_ENOUGH).start().waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    /** A program of it, named from its home; it leaves no files there. */
    static ProcessBuilder command(final Object... words) {
        final List<String> command = new ArrayList<>(List.of(PROGRAM, "-B"));
        for (final Object word : words) {
            command.add(word.toString());
        }
        final ProcessBuilder program =
                new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true);
        program.environment().put("PYTHONPATH", HOME.toString());
        return program;
    }

    /** Starts an engine, which bears a busy host, and an adapter in Python that brings it to normal. */
    static void startTrading(final Children children) throws IOException, InterruptedException {
        startEngine(children);
        startBroker(children);
        children.awaitLog("run.log", "recovering to normal");
    }

    /** Starts an engine that takes silence for a while. */
    static Process startEngine(final Children children) throws IOException, InterruptedException {
        final Process engine = children.run(
                "--set=sluice.pipeline.warm-up=0 s",
                "--set=sluice.health.broker-timeout=10 min",
                "--set=sluice.health.market-data-stale=10 min",
                "--set=sluice.health.quote-stale=10 min",
                "--set=sluice.health.position-stale=10 min",
                "--set=sluice.health.component-ttl=10 min",
                "--set=sluice.drawdown.equity-stale=10 min");
        children.awaitLog("run.log", "attach at ");
        return engine;
    }

    static Process startBroker(final Children children) throws IOException {
        return children.start("broker.log", command("examples/broker.py", children.data()));
    }
}
