package io.sluice.serve.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a courier sends as one message: one entry, or some of the same event.
 *
 * @param entries at least one, of one channel.
 * @param isAgain whether it was begun before, so that it may be there already.
 */
record Batch(List<Entry> entries, boolean isAgain) {
    private static final int NONCE_DIGITS = 24;

    Batch {
        entries = List.copyOf(entries);
    }

    Entry first() {
        return entries.get(0);
    }

    Notice notice() {
        return first().notice();
    }

    /** The same each time that this batch is sent, and no other's: 24 hex digits. */
    String nonce() {
        try {
            final byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(first().id().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, NONCE_DIGITS);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Batch again() {
        return new Batch(entries, true);
    }
}
