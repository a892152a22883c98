package io.sluice.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells a process from another one that bears its number later: by the moment it began, in a count of the host's that
 * no change of the wall clock moves.
 */
public final class ProcessMark {
    private static final int STATE = 0;
    private static final int BEGAN = 19;

    private ProcessMark() {}

    /** Of this process; not 0. */
    public static long own() {
        return of(ProcessHandle.current().pid());
    }

    /** Whether the process with this number is the one that bore this mark, and lives. */
    public static boolean isAlive(final long pid, final long mark) {
        return pid > 0 && mark != 0 && of(pid) == mark;
    }

    /** Of a process; 0 if there is none, or only what is left of one that nobody has waited for. */
    static long of(final long pid) {
        final Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            final String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // The name of the program is in brackets and may hold anything.
            final String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return "ZX".contains(fields[STATE]) ? 0 : Long.parseLong(fields[BEGAN]);
        } catch (final IOException | RuntimeException e) {
            return Files.exists(Path.of("/proc/self/stat")) ? 0 : ofHandle(pid);
        }
    }

    /** On a system without /proc. */
    private static long ofHandle(final long pid) {
        final Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isEmpty()
                ? 0
                : process.get()
                        .info()
                        .startInstant()
                        .orElse(Instant.ofEpochMilli(1))
                        .toEpochMilli();
    }
}
