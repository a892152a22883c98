package io.sluice.serve.http;

import io.sluice.config.ServeConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Sessions, by the hash of what their cookie holds. They end with the process. Any thread. */
final class Sessions {
    private static final int MOST = 4096;

    private final ServeConfig.Http config;
    private final Tokens tokens;
    private final LongSupplier clock;
    private final Map<String, Caller> byHash = new LinkedHashMap<>();

    /** What a browser gets. */
    record Begun(String secret, Caller caller) {}

    /** @param clock wall clock, milliseconds. */
    Sessions(final ServeConfig.Http config, final Tokens tokens, final LongSupplier clock) {
        this.config = config;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A session of the holder of a token. */
    Begun begin(final Token token) {
        final Session session = new Session(config.sessionIdleNs(), config.sessionMaxNs(), clock);
        return keep(new Caller(
                token.name(),
                token.role(),
                token.operator(),
                token.strategyId(),
                0,
                session,
                () -> !session.isOver() && tokens.isGood(token)));
    }

    /** A session that may look at one request alone. */
    Begun beginLink(final long tradeId) {
        final Session session = new Session(config.sessionIdleNs(), config.sessionIdleNs(), clock);
        return keep(new Caller("link", TokenRole.VIEWER, null, -1, tradeId, session, () -> !session.isOver()));
    }

    private synchronized Begun keep(final Caller caller) {
        byHash.values().removeIf(each -> !each.isValid());
        if (byHash.size() >= MOST) {
            byHash.remove(byHash.keySet().iterator().next());
        }
        final String secret = Secret.random();
        byHash.put(Secret.hash(secret), caller);
        return new Begun(secret, caller);
    }

    /** Who holds this cookie; null if its session is over. */
    Caller find(final String secret) {
        final Caller caller;
        synchronized (this) {
            caller = byHash.get(Secret.hash(secret));
        }
        return caller != null && caller.isValid() ? caller : null;
    }

    synchronized void end(final Caller caller) {
        caller.session().end();
        byHash.values().remove(caller);
    }
}
