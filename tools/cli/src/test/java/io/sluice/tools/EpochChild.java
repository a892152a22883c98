package io.sluice.tools;

import io.sluice.codec.JournalKind;
import io.sluice.config.ConfigLoader;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.journal.Device;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that begins a new epoch and dies at one of its steps: every step is on the device before the next, so the
 * times that it forces something are the steps.
 */
public final class EpochChild {
    static final int KILLED = 137;

    private EpochChild() {}

    /** @param arguments directory, number of the step at which it dies. */
    public static void main(final String[] arguments) {
        final int last = Integer.parseInt(arguments[1]);
        final AtomicInteger steps = new AtomicInteger();
        final Device device = (file, withLength) -> {
            if (steps.incrementAndGet() == last) {
                // No handler, no finally: what a SIGKILL leaves.
                Runtime.getRuntime().halt(KILLED);
            }
            file.force(withLength);
        };
        Engine.open(options(Path.of(arguments[0])).device(device));
        Runtime.getRuntime().halt(0);
    }

    /** Of an engine that begins an epoch where the journal of a test refuses the start. */
    static EngineOptions options(final Path directory) {
        return EngineOptions.of(ConfigLoader.load(
                        "test",
                        "sluice { hitl.allowed-operators = [alice, bob],"
                                + " pipeline { wait-strategy = park, warm-up = 0 s },"
                                + " capacity { symbols = 16, trades = 64, pending = 8, history = 64 },"
                                + " journal.max-record = 512 kB }",
                        Map.of(),
                        List.of()))
                .in(directory)
                .kind(JournalKind.PLAY)
                .segmentBytes(1 << 21)
                .forceHalt(true);
    }

    /** Runs one; returns its exit code: {@link #KILLED}, or 0 if it came to its end before that step. */
    static int run(final Path directory, final int step) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EpochChild.class.getName()));
        command.addAll(List.of(directory.toString(), Integer.toString(step)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
