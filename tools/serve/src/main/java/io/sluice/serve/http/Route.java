package io.sluice.serve.http;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A row of the table of routes.
 *
 * @param path     segments in braces are variables: {@code /api/hitl/{trade_id}}.
 * @param roles    whose tokens may ask.
 * @param isPublic asked without a token; its handler looks after who may.
 * @param query    names that its query may have.
 * @param body     what its body is.
 * @param isOnce   it changes something: needs an {@code Idempotency-Key}, and has one answer (SPEC A-5).
 * @param loosens  whether a session has to give its token again for it (SPEC A-3).
 */
public record Route(
        String method,
        String path,
        Set<TokenRole> roles,
        boolean isPublic,
        Set<String> query,
        Body body,
        boolean isOnce,
        Predicate<Ask> loosens,
        Handler handler) {
    /** What a request brings. */
    public enum Body {
        /** Nothing. */
        NONE,
        /** A JSON object. */
        JSON,
        /** Fields of a form of HTML. */
        FORM
    }

    /** A route that changes nothing, for everyone who may look. */
    public static Route get(final String path, final Handler handler) {
        return new Route("GET", path, TokenRole.READERS, false, Set.of(), Body.NONE, false, ask -> false, handler);
    }

    /** A route that changes something, with a JSON object. */
    public static Route post(final String path, final Set<TokenRole> roles, final Handler handler) {
        return new Route("POST", path, roles, false, Set.of(), Body.JSON, true, ask -> false, handler);
    }

    /** With another method. */
    public Route method(final String other) {
        return new Route(other, path, roles, isPublic, query, body, isOnce, loosens, handler);
    }

    /** For others. */
    public Route roles(final Set<TokenRole> others) {
        return new Route(method, path, others, isPublic, query, body, isOnce, loosens, handler);
    }

    /** For anyone, with or without a token. */
    public Route open() {
        return new Route(method, path, roles, true, query, body, isOnce, loosens, handler);
    }

    /** With names that its query may have. */
    public Route query(final String... names) {
        return new Route(method, path, roles, isPublic, Set.of(names), body, isOnce, loosens, handler);
    }

    /** With another kind of body. */
    public Route body(final Body other) {
        return new Route(method, path, roles, isPublic, query, other, isOnce, loosens, handler);
    }

    /** Without an {@code Idempotency-Key}. */
    public Route anyTimes() {
        return new Route(method, path, roles, isPublic, query, body, false, loosens, handler);
    }

    /** With a rule for when it loosens. */
    public Route loosening(final Predicate<Ask> rule) {
        return new Route(method, path, roles, isPublic, query, body, isOnce, rule, handler);
    }
}
