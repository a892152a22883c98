package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.Code;
import io.sluice.config.ServeConfig;
import java.time.Instant;
import java.util.List;

/** How a person begins a session in a browser, and gives his token again (SPEC A-3). */
final class SessionRoutes {
    static final String PATH = "/api/session";
    private static final String SET_COOKIE = "Set-Cookie";
    private static final long NS = 1_000_000_000L;

    private final ServeConfig.Http config;
    private final Doorkeeper doorkeeper;
    private final Sessions sessions;
    private final Instance instance;

    SessionRoutes(
            final ServeConfig.Http config,
            final Doorkeeper doorkeeper,
            final Sessions sessions,
            final Instance instance) {
        this.config = config;
        this.doorkeeper = doorkeeper;
        this.sessions = sessions;
        this.instance = instance;
    }

    List<Route> routes() {
        return List.of(
                Route.post(PATH, TokenRole.READERS, this::begin).open().anyTimes(),
                Route.get(PATH, ask -> Reply.json(shown(ask.caller()))),
                Route.get(PATH, this::end).method("DELETE"),
                Route.post(PATH + "/confirm", TokenRole.READERS, this::confirm).anyTimes());
    }

    private Reply begin(final Ask ask) {
        final Token token = token(ask);
        if (!TokenRole.READERS.contains(token.role())) {
            throw HttpProblem.of(
                    Code.SEC_090, "a token with the role " + token.role().spelling() + " begins no session");
        }
        final Sessions.Begun begun = sessions.begin(token);
        return Reply.json(shown(begun.caller()))
                .header(SET_COOKIE, doorkeeper.setCookie(begun.secret(), config.sessionMaxNs() / NS));
    }

    private Token token(final Ask ask) {
        final JsonNode given = ask.body().get("token");
        if (ask.body().size() != 1 || given == null || !given.isTextual()) {
            throw HttpProblem.malformed("token", "the body is {\"token\": \"...\"}");
        }
        final Token token = doorkeeper.token(given.textValue());
        if (token == null) {
            throw Doorkeeper.unknown("the token is unknown, revoked or expired");
        }
        return token;
    }

    private ObjectNode shown(final Caller caller) {
        final ObjectNode shown = JsonNodeFactory.instance.objectNode();
        final Session session = caller.session();
        shown.put("who", caller.name()).put("role", caller.role().spelling()).put("operator", caller.operator());
        shown.set("strategy_id", caller.strategyId() < 0 ? shown.nullNode() : shown.numberNode(caller.strategyId()));
        shown.put("until", session == null ? null : time(session.untilMs()));
        shown.put("idle_until", session == null ? null : time(session.idleUntilMs()));
        shown.put(
                "confirmed_until", session == null || !session.isConfirmed() ? null : time(session.confirmedUntilMs()));
        shown.set("instance", instance.json());
        return shown;
    }

    private Reply end(final Ask ask) {
        final Caller caller = session(ask);
        sessions.end(caller);
        final ObjectNode ended = JsonNodeFactory.instance.objectNode();
        ended.put("who", caller.name()).put("ended", true);
        return Reply.json(ended).header(SET_COOKIE, doorkeeper.setCookie("", 0));
    }

    private Reply confirm(final Ask ask) {
        final Caller caller = session(ask);
        final Token token = token(ask);
        if (!token.name().equals(caller.name())) {
            throw Doorkeeper.unknown("that is not the token that this session was begun with");
        }
        caller.session().confirm(config.confirmNs());
        final ObjectNode confirmed = JsonNodeFactory.instance.objectNode();
        confirmed.put("confirmed_until", time(caller.session().confirmedUntilMs()));
        return Reply.json(confirmed);
    }

    private static Caller session(final Ask ask) {
        if (ask.caller().session() == null) {
            throw new HttpProblem(Statuses.BAD, "NO_SESSION", "this was asked with a token, and not in a session");
        }
        return ask.caller();
    }

    private static String time(final long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}
