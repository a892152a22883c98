package io.sluice.serve.http;

import io.sluice.codec.Channel;
import java.util.function.BooleanSupplier;

/**
 * Who asks: the holder of a token, by itself or through a session that he began with it.
 *
 * @param name       of the token.
 * @param operator   in whose name; null if the token gives none.
 * @param strategyId of a strategy's token; below 0 for others.
 * @param onlyTrade  the one request that he may look at, of a link; 0 for everybody else.
 * @param session    the session; null for a bearer of the token itself.
 * @param valid      whether he still may: the token is neither revoked nor expired, the session not over.
 */
public record Caller(
        String name,
        TokenRole role,
        String operator,
        int strategyId,
        long onlyTrade,
        Session session,
        BooleanSupplier valid) {
    /** By which channel he speaks (SPEC A-4). */
    public Channel channel() {
        return session == null ? Channel.API : Channel.WEB;
    }

    /** Whether he still may: what lasts, as a socket, has to ask again every second at least. Any thread. */
    public boolean isValid() {
        return valid.getAsBoolean();
    }

    /** Under which name his requests are told apart from those of others. */
    String principal() {
        return operator != null ? "operator:" + operator : role.spelling() + ":" + name;
    }
}
