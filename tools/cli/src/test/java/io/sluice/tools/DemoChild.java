package io.sluice.tools;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line in a process of its own, which may be killed. */
final class DemoChild {
    /** What a shell gives for a process that died of SIGKILL, and Java too. */
    static final int KILLED = 137;

    private DemoChild() {}

    /** Runs with the class path and flags of this process, and what starts fast; all output goes to one stream. */
    static Cli run(final Object... args) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Sluice.class.getName()));
        Stream.of(args).map(Object::toString).forEach(command::add);
        final Process child =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Cli(child.waitFor(), out, "");
    }
}
