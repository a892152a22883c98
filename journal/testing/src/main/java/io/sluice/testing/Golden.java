package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a table with the file that a reviewer reads. To write the files again: {@code mvn test
 * -Dgolden.write=true}, then look at the difference.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /** Compares with a file of {@code src/test/resources/golden}, or writes it where asked to. */
    public static void check(final String name, final String actual) throws IOException {
        check(FOLDER.resolve(name), actual);
    }

    /** Compares with any file, or writes it where asked to. */
    public static void check(final Path file, final String actual) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
    }
}
