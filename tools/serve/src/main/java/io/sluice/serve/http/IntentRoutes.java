package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.CommandAnswer;
import io.sluice.client.Outcome;
import io.sluice.codec.Code;
import io.sluice.codec.Role;
import io.sluice.json.Sentences;
import io.sluice.json.Times;
import io.sluice.schema.MessageReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Intents of strategies, and events of monitors (SPEC A-6). */
final class IntentRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String STRATEGY_ID = "strategy_id";

    private static final Row INTENT = new Row("POST", "/api/intents", Set.of(TokenRole.STRATEGY), "OrderIntent")
            .take(
                    STRATEGY_ID,
                    "intent_id",
                    "action",
                    "trading_mode",
                    "symbol",
                    "side",
                    "quantity",
                    "price",
                    "trade_id",
                    "risk_pct",
                    "confidence",
                    "leverage",
                    "volatility_regime",
                    "q_value",
                    "model_name",
                    "model_version",
                    "reasoning")
            .alias("instrument", "symbol");

    private static final Row EVENT = new Row(
                    "POST", "/api/events", Set.of(TokenRole.OPERATOR, TokenRole.MONITOR), "SystemEvent")
            .take("event_type", "source", "severity", "reason_code", "event_id", "ttl_seconds", "details");

    private final Commands commands;
    private final Answers answers;
    private final Decisions decisions;

    /** @param decisions where decisions of before are found; null where they are not kept. */
    IntentRoutes(final Commands commands, final Answers answers, final Decisions decisions) {
        this.commands = commands;
        this.answers = answers;
        this.decisions = decisions;
    }

    List<Route> routes() {
        return List.of(
                // Asked again under its id, an intent has its one decision again: no key is needed for that.
                Route.post(INTENT.path, INTENT.roles, this::ask).anyTimes(),
                Route.get("/api/intents/{strategy_id}/{intent_id}", this::find)
                        .roles(Set.of(TokenRole.VIEWER, TokenRole.OPERATOR, TokenRole.TIGHTENER, TokenRole.STRATEGY)),
                Route.post(EVENT.path, EVENT.roles, this::event));
    }

    private Reply ask(final Ask ask) {
        final JsonNode strategy = ask.body().path(STRATEGY_ID);
        if (strategy.isIntegralNumber() && strategy.longValue() != ask.caller().strategyId()) {
            throw notIts(ask);
        }
        final ObjectNode body = ask.body();
        final UUID id = correlationId(body);
        final ObjectNode input = CommandRoutes.input(INTENT, ask);
        final CommandAnswer answer = commands.give(
                Role.STRATEGY,
                Integer.toString(ask.caller().strategyId()),
                id == null ? ask.correlationId() : id,
                input,
                PATIENCE);
        return Reply.json(decision(answer)).at(answer.sequence(), 0);
    }

    /** It is no field of the intent, but beside it. */
    private static UUID correlationId(final ObjectNode body) {
        final JsonNode given = body.remove("correlation_id");
        try {
            return given == null ? null : UUID.fromString(given.asText());
        } catch (final IllegalArgumentException e) {
            throw HttpProblem.malformed("correlation_id", "a uuid");
        }
    }

    private static HttpProblem notIts(final Ask ask) {
        return HttpProblem.of(
                Code.SEC_090,
                "the token " + ask.caller().name() + " is of strategy "
                        + ask.caller().strategyId() + " alone");
    }

    /** The decision of a record in words, too. */
    static ObjectNode decision(final CommandAnswer answer) {
        final ObjectNode body = Commands.outcome(answer, "Decision");
        final MessageReader reader = new MessageReader();
        for (final Outcome each : answer.outcomes()) {
            if (each.type().equals("Decision")) {
                reader.wrap(each.message(), 0, each.message().capacity());
                body.put("message", Sentences.message(reader)).put("warning", Sentences.warning(reader));
            }
        }
        final StringBuilder time = new StringBuilder();
        Times.append(time, answer.timeNs());
        return body.put("seq", answer.sequence())
                .put("time", time.toString())
                .put("correlation_id", answer.correlationId().toString());
    }

    private Reply find(final Ask ask) {
        final long strategy = ask.id(STRATEGY_ID);
        if (ask.caller().role() == TokenRole.STRATEGY
                && strategy != ask.caller().strategyId()) {
            throw notIts(ask);
        }
        final ObjectNode found = decisions == null ? null : decisions.latest(strategy, ask.id("intent_id"));
        if (found == null) {
            throw HttpProblem.notFound(
                    "no decision is known of intent " + ask.at("intent_id") + " of strategy " + strategy);
        }
        return Reply.json(found);
    }

    private Reply event(final Ask ask) {
        final Caller caller = ask.caller();
        final boolean isOperator = caller.role() == TokenRole.OPERATOR;
        final CommandAnswer answer = commands.give(
                isOperator ? Role.OPERATOR : Role.MONITOR,
                isOperator ? caller.operator() : caller.name(),
                ask.correlationId(),
                CommandRoutes.input(EVENT, ask),
                io.sluice.serve.desk.Gateway.PATIENCE);
        return answers.plain(ask, answer).at(answer.sequence(), 0);
    }
}
