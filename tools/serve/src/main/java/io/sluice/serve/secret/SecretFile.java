package io.sluice.serve.secret;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what only its owner may use (SPEC T-4). */
public final class SecretFile {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private SecretFile() {}

    /**
     * The content of a file, without the blanks around it.
     *
     * @param key of the configuration that names it.
     * @throws SecretFileException if it is missing, empty, or others may use it.
     */
    public static String read(final String key, final Path file) {
        return read(key, file, secret -> !secret.isEmpty(), "it is empty");
    }

    /** As the other, for a secret that goes into a header or a URL: printable ASCII without blanks. */
    public static String readWord(final String key, final Path file) {
        return read(
                key,
                file,
                secret -> !secret.isEmpty() && secret.chars().allMatch(c -> c > ' ' && c <= '~'),
                "it must hold one word");
    }

    private static String read(
            final String key, final Path file, final Predicate<String> isSound, final String otherwise) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw bad(key, file, "others may use it; make it mode 0600", null);
            }
            final String secret = Files.readString(file).strip();
            if (!isSound.test(secret)) {
                throw bad(key, file, otherwise, null);
            }
            return secret;
        } catch (final IOException e) {
            throw bad(key, file, IoTrouble.reason(e), e);
        }
    }

    private static SecretFileException bad(final String key, final Path file, final String why, final Throwable cause) {
        return new SecretFileException(key + ": " + file + " cannot be used: " + why, cause);
    }
}
