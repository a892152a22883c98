package io.sluice.serve.notify;

import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.function.BiFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one link of each request, for all channels (SPEC H-13). Its token is made from a key of this folder and the
 * request's name: so it is the same after a restart, and is not kept anywhere. Any thread.
 */
final class Links {
    static final String KEY_FILE = "link.key";
    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final String journalId;
    private final Outbox outbox;
    private final Desk desk;
    private final BiFunction<Long, String, String> address;
    private final byte[] key;

    /**
     * @param address of the page that shows a trade's request, given its token; null: there are no links.
     * @throws NotifyException SECRET_FILE if the key cannot be read or made.
     */
    Links(
            final Path folder,
            final UUID journalId,
            final Outbox outbox,
            final Desk desk,
            final BiFunction<Long, String, String> address) {
        this.journalId = journalId.toString();
        this.outbox = outbox;
        this.desk = desk;
        this.address = address;
        key = address == null ? new byte[0] : key(folder.resolve(KEY_FILE));
    }

    /** The link of a request; null if there are none, or the engine does not give one now. */
    String of(final long tradeId) {
        if (address == null) {
            return null;
        }
        final String token = token(tradeId);
        synchronized (this) {
            if (!outbox.isLinked(tradeId)) {
                if (outbox.request(tradeId) == null || !desk.issueLink(tradeId, token)) {
                    return null;
                }
                outbox.linked(tradeId);
            }
        }
        return address.apply(tradeId, token);
    }

    private String token(final long tradeId) {
        try {
            final Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            final byte[] made = mac.doFinal((journalId + ' ' + tradeId).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(made);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] key(final Path file) {
        try {
            if (!Files.exists(file)) {
                final byte[] made = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(made);
                final Path fresh = file.resolveSibling(KEY_FILE + ".new");
                Files.deleteIfExists(fresh);
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(fresh, made);
                Files.move(fresh, file);
            }
            return Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new NotifyException(
                    NotifyException.Code.SECRET_FILE, file + " cannot be used: " + IoTrouble.reason(e), e);
        }
    }
}
