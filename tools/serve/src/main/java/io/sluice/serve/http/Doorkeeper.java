package io.sluice.serve.http;

import io.sluice.codec.Code;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Says who asks: the holder of a token, or of a session that was begun with one (SPEC A-3). Any thread. */
final class Doorkeeper {
    private static final String BEARER = "bearer ";
    private static final String LINK = "-link";
    private static final int MAX_SECRET = 256;

    private final Tokens tokens;
    private final Sessions sessions;
    private final String cookie;
    private final boolean isSecure;

    /** @param isSecure whether browsers reach the server by TLS alone. */
    Doorkeeper(final Tokens tokens, final Sessions sessions, final UUID journalId, final boolean isSecure) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.isSecure = isSecure;
        // One browser may look at several engines of one host: each has a cookie of its own.
        cookie = (isSecure ? "__Host-" : "") + "sluice-" + journalId.toString().substring(0, 8);
    }

    /**
     * Who asks; null if the request names no caller.
     *
     * @throws HttpProblem 401 if what it names is not good.
     */
    Caller caller(final Request request) {
        final String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null) {
            return bearer(authorization);
        }
        final List<HttpCookie> cookies = Request.getCookies(request);
        final Caller session = session(cookies, cookie);
        final Caller caller = session == null ? session(cookies, cookie + LINK) : session;
        if (caller != null) {
            caller.session().use();
            return caller;
        }
        if (cookies.stream().anyMatch(each -> each.getName().startsWith(cookie))) {
            throw unknown("the session is over: sign in again");
        }
        return null;
    }

    /** A link does not end the session of a person who has one: its cookie is another. */
    private Caller session(final List<HttpCookie> cookies, final String name) {
        return cookies.stream()
                .filter(each -> each.getName().equals(name) && each.getValue().length() <= MAX_SECRET)
                .map(each -> sessions.find(each.getValue()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Caller bearer(final String authorization) {
        final boolean isBearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        final Token token =
                isBearer ? token(authorization.substring(BEARER.length()).strip()) : null;
        if (token == null) {
            throw unknown("the token is unknown, revoked or expired");
        }
        return new Caller(
                token.name(), token.role(), token.operator(), token.strategyId(), 0, null, () -> tokens.isGood(token));
    }

    /** The good token with this text; null if there is none. */
    Token token(final String text) {
        return text.isEmpty() || text.length() > MAX_SECRET ? null : tokens.find(text);
    }

    static HttpProblem unknown(final String why) {
        return new HttpProblem(Statuses.UNAUTHENTICATED, Statuses.word(Code.SEC_001), why)
                .header("WWW-Authenticate", "Bearer");
    }

    /** The header that gives a session to a browser. */
    String setCookie(final String secret, final long seconds) {
        return set(cookie, secret, seconds);
    }

    /** The header that gives a browser one request to look at. */
    String setLinkCookie(final String secret, final long seconds) {
        return set(cookie + LINK, secret, seconds);
    }

    private String set(final String name, final String secret, final long seconds) {
        return name + "=" + secret + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (isSecure ? "; Secure" : "");
    }
}
