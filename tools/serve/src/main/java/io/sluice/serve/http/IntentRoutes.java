package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.CommandAnswer;
import io.sluice.client.Outcome;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.Role;
import io.sluice.json.JsonOutput;
import io.sluice.json.Sentences;
import io.sluice.json.Times;
import io.sluice.schema.MessageReader;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.view.ApiForm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Intents of strategies, and events of monitors (SPEC A-6). */
final class IntentRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String STRATEGY_ID = "strategy_id";
    private static final String RECORD = "/api/journal/{seq}";
    private static final int MOST_GIVEN = 65_536;

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

    private final Function<String, Route> gets;
    /** Records of decisions that were given here, by strategy and intent: the mirror has them a little later. */
    private final Map<String, Long> given = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Long> eldest) {
            return size() > MOST_GIVEN;
        }
    };

    /**
     * @param decisions where decisions of before are found.
     * @param gets      the route that reads a path; null where there is none.
     */
    IntentRoutes(
            final Commands commands,
            final Answers answers,
            final Decisions decisions,
            final Function<String, Route> gets) {
        this.commands = commands;
        this.answers = answers;
        this.decisions = decisions;
        this.gets = gets;
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
        final ObjectNode decision = decision(answer);
        synchronized (given) {
            given.put(
                    ask.caller().strategyId() + "/" + decision.path("intent_id").asLong(), answer.sequence());
        }
        return Reply.json(decision).at(answer.sequence(), 0);
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
        if (strategy > Integer.MAX_VALUE) {
            throw unknown(ask);
        }
        final long intent = ask.id("intent_id");
        final Long here;
        synchronized (given) {
            here = given.get(strategy + "/" + intent);
        }
        final long seq = Math.max(here == null ? 0 : here, decisions.record((int) strategy, intent));
        final ObjectNode line = seq == 0 ? null : line(ask, seq, intent);
        if (line == null) {
            throw unknown(ask);
        }
        return Reply.json(line).at(seq, 0);
    }

    private static HttpProblem unknown(final Ask ask) {
        return HttpProblem.notFound(
                "no decision is known of intent " + ask.at("intent_id") + " of strategy " + ask.at(STRATEGY_ID));
    }

    /** The decision as its record has it, in the form of the API; null if it is not there. */
    private ObjectNode line(final Ask ask, final long seq, final long intent) {
        final Route route = gets.apply(RECORD);
        if (route == null) {
            return null;
        }
        final Ask of = new Ask(
                route,
                Map.of("seq", Long.toString(seq)),
                Map.of(),
                null,
                Map.of(),
                ask.caller(),
                ask.correlationId(),
                ask.address());
        for (final JsonNode line : route.handler().handle(of).json()) {
            if (line.path("type").asText().equals("Decision")
                    && line.path("intentId").asLong() == intent) {
                return shown(line);
            }
        }
        return null;
    }

    private static ObjectNode shown(final JsonNode line) {
        final ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (final String key : JsonOutput.keys(DecisionDecoder.TEMPLATE_ID)) {
            shown.set(ApiForm.snake(key), line.has(key) ? line.get(key) : shown.nullNode());
        }
        shown.set("instrument", shown.get("symbol"));
        for (final String key : List.of("message", "warning", "seq", "time")) {
            shown.set(key, line.has(key) ? line.get(key) : shown.nullNode());
        }
        return shown.set("correlation_id", line.get("correlationId"));
    }

    private Reply event(final Ask ask) {
        final Caller caller = ask.caller();
        final boolean isOperator = caller.role() == TokenRole.OPERATOR;
        final CommandAnswer answer = commands.give(
                isOperator ? Role.OPERATOR : Role.MONITOR,
                isOperator ? caller.operator() : caller.name(),
                ask.correlationId(),
                CommandRoutes.input(EVENT, ask),
                Gateway.PATIENCE);
        return answers.plain(ask, answer).at(answer.sequence(), 0);
    }
}
