package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What a supervisor or a monitoring system asks, on this host without a token (SPEC A-2). */
final class Probes {
    static final Set<String> PATHS = Set.of("/health", "/ready", "/metrics");
    /** Name of the connector that gives them alone. */
    static final String BIND = "http.probe-bind";

    private static final long FRESH_MS = 2_000;

    private final Freshness freshness;
    private final Supplier<String> metrics;

    /** @param metrics text for Prometheus; null where there is none. */
    Probes(final Freshness freshness, final Supplier<String> metrics) {
        this.freshness = freshness;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health", ask -> Reply.json(object().put("status", "alive")))
                        .roles(TokenRole.ALL)
                        .open(),
                Route.get("/ready", ask -> ready()).roles(TokenRole.ALL).open(),
                Route.get("/metrics", ask -> metrics())
                        .roles(Set.of(TokenRole.VIEWER, TokenRole.OPERATOR, TokenRole.TIGHTENER, TokenRole.MONITOR))
                        .open());
    }

    private Reply ready() {
        final Freshness.Look look = freshness.look();
        final String why = !look.isAttached()
                ? "no engine is attached"
                : look.ageMs() < 0 || look.ageMs() >= FRESH_MS ? "the view of the engine is too old" : null;
        final ObjectNode body = object().put("ready", why == null).put("engine", Freshness.word(look.isAttached()));
        body.set("age_ms", look.ageMs() < 0 ? body.nullNode() : body.numberNode(look.ageMs()));
        body.put("why", why);
        return Reply.json(body).status(why == null ? Statuses.OK : Statuses.AWAY);
    }

    private Reply metrics() {
        if (metrics == null) {
            throw HttpProblem.notFound("there are no metrics here");
        }
        return Reply.text(Statuses.OK, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
