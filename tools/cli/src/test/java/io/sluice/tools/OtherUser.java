package io.sluice.tools;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * Runs the command line as another user of the host, in a process of its own. It needs root, and gives that user a copy
 * of the classes: he cannot read those of this process.
 */
final class OtherUser {
    private static final String SETPRIV = "/usr/bin/setpriv";

    private final Path open;
    private final String classPath;

    /** @param open folder that every user may enter. */
    OtherUser(final Path open) throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "not root: cannot become another user");
        assumeTrue(Files.isExecutable(Path.of(SETPRIV)), "no setpriv here");
        this.open = open;
        final Path classes = Files.createDirectory(open.resolve("classes"));
        final StringJoiner path = new StringJoiner(":");
        int count = 0;
        final String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (final String entry : own.split(":")) {
            final Path from = Path.of(entry);
            final Path to = classes.resolve(Integer.toString(count++) + (entry.endsWith(".jar") ? ".jar" : ""));
            if (Files.exists(from) && !entry.contains("test-classes")) {
                copy(from, to);
                path.add(to.toString());
            }
        }
        copy(Path.of("../../config/jvm.options"), classes.resolve("jvm.options"));
        classPath = path.toString();
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (final Path each : tree.toList()) {
                final Path copy = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(each, copy);
                }
                Files.setPosixFilePermissions(
                        copy, PosixFilePermissions.fromString(Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    /** Runs a command as a user, who types something at what looks like a terminal. */
    Cli run(final String user, final String typed, final List<Object> words) throws Exception {
        final List<String> command = new ArrayList<>(List.of(
                SETPRIV,
                "--reuid=" + user,
                "--regid=nogroup",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + open.resolve("classes/jvm.options"),
                "-XX:TieredStopAtLevel=1",
                "-Dsluice.terminal.out=true",
                "-cp",
                classPath,
                "io.sluice.tools.Sluice"));
        words.forEach(word -> command.add(word.toString()));
        final Path err = open.resolve("err");
        final Process process = new ProcessBuilder(command)
                .directory(open.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Cli(process.waitFor(), out, Files.readString(err));
    }
}
