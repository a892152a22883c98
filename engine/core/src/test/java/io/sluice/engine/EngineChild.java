package io.sluice.engine;

import io.sluice.client.AllowedOrder;
import io.sluice.client.DecisionHandler;
import io.sluice.client.StrategyClient;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An engine in a process of its own under load, to be killed. It says the id of every intent that was answered. */
public final class EngineChild {
    private static final int WINDOW = 32;

    private EngineChild() {}

    /** @param arguments directory, first intent id, settings. */
    public static void main(final String[] arguments) {
        final PrintStream out = new PrintStream(System.out, true);
        final long[] answered = new long[1];
        final DecisionHandler handler = new Decisions() {
            @Override
            public void onAllowed(final AllowedOrder order) {
                answered[0] = order.intentId();
                out.println(order.intentId());
            }
        };
        // Never closed: it ends by a kill.
        final Engine engine =
                TestEngine.open(Path.of(arguments[0]), java.util.Arrays.copyOfRange(arguments, 2, arguments.length));
        final StrategyClient client = engine.strategy(7);
        out.println("open");
        for (long id = Long.parseLong(arguments[1]); ; id++) {
            EngineTest.offerQuery(client, id);
            do {
                client.poll(handler, WINDOW);
            } while (id - answered[0] > WINDOW && answered[0] > 0);
        }
    }

    /**
     * Starts one, kills it in the midst of its work.
     *
     * @param last  highest intent id answered before.
     * @param count answers to wait for.
     * @return the highest intent id that it said was answered.
     */
    public static long killAfter(final Path directory, final long last, final int count, final String... overrides)
            throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.contains("-javaagent") && !flag.contains("-Xmx"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                EngineChild.class.getName(),
                directory.toString(),
                Long.toString(last + 1)));
        command.addAll(List.of(overrides));
        final Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long told = last;
        try (BufferedReader output = child.inputReader()) {
            if (!"open".equals(output.readLine())) {
                throw new AssertionError("the child did not open its engine");
            }
            for (int i = 0; i < count; i++) {
                told = Long.parseLong(output.readLine());
            }
            child.destroyForcibly();
            told = Math.max(told, lastSaid(output));
        } finally {
            child.destroyForcibly().waitFor();
        }
        return told;
    }

    private static long lastSaid(final BufferedReader output) {
        try (Stream<String> lines = output.lines()) {
            final List<String> rest = new ArrayList<>();
            try {
                lines.forEach(rest::add);
            } catch (final java.io.UncheckedIOException e) {
                // The pipe of a killed process may close under our hands; what it said before is what counts.
                rest.add("");
            }
            // The last line may be cut short by the kill.
            return rest.size() < 2 ? 0 : Long.parseLong(rest.get(rest.size() - 2));
        }
    }
}
