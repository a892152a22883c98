package io.sluice.serve.notify;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Reads what only its owner may read (SPEC T-4). */
final class Secret {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private Secret() {}

    /**
     * The content of a file, without the line feed at its end.
     *
     * @param key of the configuration that names it.
     * @throws NotifyException SECRET_FILE if it is missing, empty, or others may read it.
     */
    static String read(final String key, final Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw bad(key, file, "others may read it; make it mode 0600", null);
            }
            final String secret = Files.readString(file).strip();
            if (secret.isEmpty() || secret.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw bad(key, file, "it must hold one word", null);
            }
            return secret;
        } catch (final IOException e) {
            throw bad(key, file, IoTrouble.reason(e), e);
        }
    }

    private static NotifyException bad(final String key, final Path file, final String why, final Exception cause) {
        return new NotifyException(
                NotifyException.Code.SECRET_FILE, key + ": " + file + " cannot be used: " + why, cause);
    }
}
