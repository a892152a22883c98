package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Compiles the client in C, where the host has a compiler. */
public final class CClient {
    private static final Path FOLDER = Path.of("..", "..", "engine", "clients", "c");

    private CClient() {}

    /**
     * Compiles a program into a folder; skips the test where there is no gcc.
     *
     * @param flags for gcc, after those that make every warning an error.
     */
    public static Path compile(final Path into, final List<Path> sources, final String... flags)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(hasGcc(), "this host has no gcc: the client in C is not tried");
        final Path program = into.resolve("program");
        final List<String> command = new ArrayList<>(List.of("gcc", "-std=c11", "-Wall", "-Wextra", "-Werror"));
        command.addAll(List.of(flags));
        command.add("-I" + FOLDER.toAbsolutePath());
        sources.forEach(source -> command.add(source.toString()));
        command.addAll(List.of("-o", program.toString()));
        final Process gcc =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String said = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as(said).isZero();
        return program;
    }

    /** One of the sources of the client. */
    public static Path source(final String name) {
        return FOLDER.resolve(name).toAbsolutePath().normalize();
    }

    private static boolean hasGcc() throws InterruptedException {
        try {
            return new ProcessBuilder("gcc", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
