package io.sluice.serve.http;

/**
 * A token as it is kept. Times are milliseconds since the epoch, 0 for never.
 *
 * @param name       unique; for people.
 * @param operator   in whose name it commands; null for a role without one.
 * @param strategyId of a strategy's token; below 0 for others.
 * @param hash       SHA-256 of the token, hex.
 */
record Token(
        String name,
        TokenRole role,
        String operator,
        int strategyId,
        String hash,
        long createdMs,
        long expiresMs,
        long revokedMs) {
    boolean isGood(final long nowMs) {
        return revokedMs == 0 && (expiresMs == 0 || nowMs < expiresMs);
    }

    Token revoked(final long nowMs) {
        return revokedMs == 0 ? new Token(name, role, operator, strategyId, hash, createdMs, expiresMs, nowMs) : this;
    }

    /** For a person: good, revoked or expired. */
    String state(final long nowMs) {
        return revokedMs != 0 ? "revoked" : isGood(nowMs) ? "good" : "expired";
    }
}
