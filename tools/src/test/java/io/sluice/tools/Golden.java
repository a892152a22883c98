package io.sluice.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares output with the file that a reviewer reads. To write the files anew: {@code mvn test -Dgolden.write=true},
 * then look at the difference.
 */
final class Golden {
    private Golden() {}

    static void check(final Path file, final String actual) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
    }
}
