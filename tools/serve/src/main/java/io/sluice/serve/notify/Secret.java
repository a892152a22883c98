package io.sluice.serve.notify;

import io.sluice.serve.secret.SecretFile;
import io.sluice.serve.secret.SecretFileException;
import java.nio.file.Path;

/** Tokens and keys of the channels (SPEC T-4). */
final class Secret {
    private Secret() {}

    /**
     * The one word in a file.
     *
     * @param key of the configuration that names it.
     * @throws NotifyException SECRET_FILE if it is missing, empty, or others may use it.
     */
    static String read(final String key, final Path file) {
        try {
            return SecretFile.readWord(key, file);
        } catch (final SecretFileException e) {
            throw new NotifyException(NotifyException.Code.SECRET_FILE, e.getMessage(), e);
        }
    }
}
