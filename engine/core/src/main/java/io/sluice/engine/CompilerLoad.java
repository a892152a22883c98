package io.sluice.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long the compiler of this JVM has worked. On Linux the processor time of its threads: the JVM itself counts a
 * method only once it is compiled, and one of the larger ones takes the optimizing compiler a fifth of a second.
 */
final class CompilerLoad {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private CompilerLoad() {}

    /** Nanoseconds of the compiler's present threads; it falls where one ends. 0 if there is no compiler. */
    static long ns() {
        long threadsNs = 0;
        try (Stream<Path> threads = Files.list(THREADS)) {
            threadsNs = threads.mapToLong(CompilerLoad::processorNs).sum();
        } catch (final IOException | UncheckedIOException e) {
            // a system without /proc: as where it does not tell of these threads
        }
        return threadsNs > 0 || COMPILER == null
                ? threadsNs
                : TimeUnit.MILLISECONDS.toNanos(COMPILER.getTotalCompilationTime());
    }

    /** 0 for a thread that ended meanwhile, or does not compile. */
    private static long processorNs(final Path thread) {
        try {
            final String name = Files.readString(thread.resolve("comm"));
            final boolean compiles = name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
            return compiles
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ")[0])
                    : 0;
        } catch (final IOException | NumberFormatException e) {
            return 0;
        }
    }
}
