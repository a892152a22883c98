package io.sluice.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that appends until it is killed, and says on its output what it has appended. */
final class JournalChild {
    private static final int LINE_EVERY = 500;

    private JournalChild() {}

    public static void main(final String[] arguments) {
        final Journal journal = TestRecords.open(Path.of(arguments[0]));
        final TestRecords records = new TestRecords();
        System.out.println("open");
        while (true) {
            records.append(journal, LINE_EVERY);
            System.out.println(journal.lastSequence());
        }
    }

    /** Starts one with the flags that this process has. */
    static Process start(final Path directory) throws IOException {
        return start(directory, flags());
    }

    static Process start(final Path directory, final List<String> flags) throws IOException {
        return start(JournalChild.class, directory, flags);
    }

    /** Starts another program. */
    static Process start(final Class<?> main, final Path directory, final List<String> flags) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(main.getName(), directory.toString()));
        return new ProcessBuilder(command).start();
    }

    static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent") && !argument.startsWith("-agentlib"))
                .toList();
    }
}
