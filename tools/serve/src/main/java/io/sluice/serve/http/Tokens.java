package io.sluice.serve.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The tokens as {@code serve} knows them: it looks at the file several times a second and when one is unknown, so that
 * a token is good as soon as it is made, and ends soon after it is revoked. Any thread.
 */
final class Tokens {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final TokenFile file;
    private final LongSupplier clock;
    private final Consumer<String> notices;
    private volatile List<Token> known = List.of();
    private volatile long lookedNs;
    private Object seen = "";
    private String said = "";

    /** @param clock wall clock, milliseconds. */
    Tokens(final TokenFile file, final LongSupplier clock, final Consumer<String> notices) {
        this.file = file;
        this.clock = clock;
        this.notices = notices;
        look();
    }

    /** Looks whether the file changed, a few times a second at most. */
    private void lookNow() {
        if (System.nanoTime() - lookedNs > LOOK_NS) {
            look();
        }
    }

    /** Looks whether the file changed. A file that cannot be used counts as one without tokens. */
    synchronized void look() {
        lookedNs = System.nanoTime();
        try {
            final Object now = Files.exists(file.path()) ? stamp() : "none";
            if (!now.equals(seen)) {
                known = file.read();
                seen = now;
                said = "";
            }
        } catch (final IOException e) {
            known = List.of();
            seen = "";
            final String trouble = file.trouble(e);
            if (!trouble.equals(said)) {
                notices.accept(trouble);
                said = trouble;
            }
        }
    }

    private Object stamp() throws IOException {
        final BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
        return List.of(now.fileKey(), now.lastModifiedTime(), now.size());
    }

    /** The good token whose text this is; null if there is none. */
    Token find(final String text) {
        lookNow();
        final String hash = Secret.hash(text);
        final Token found = find(known, hash);
        if (found == null) {
            look();
        }
        final Token token = found == null ? find(known, hash) : found;
        return token != null && token.isGood(clock.getAsLong()) ? token : null;
    }

    /** Compares with every one, so that the time says nothing. */
    private static Token find(final List<Token> tokens, final String hash) {
        Token found = null;
        for (final Token each : tokens) {
            found = Secret.isSame(each.hash(), hash) ? each : found;
        }
        return found;
    }

    /** Whether a token that was good still is. */
    boolean isGood(final Token token) {
        lookNow();
        final Token now = find(known, token.hash());
        return now != null && now.isGood(clock.getAsLong());
    }
}
