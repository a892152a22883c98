package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.CommandAnswer;
import io.sluice.client.EngineException;
import io.sluice.codec.Code;
import io.sluice.schema.Schema;
import java.util.List;
import java.util.Map;

/** Routes that change something: each is a row, and all go the same way. */
final class CommandRoutes {
    private static final String CHANNEL = "channel";
    private static final String REASON = "reason";

    private final Commands commands;
    private final List<Row> rows;

    CommandRoutes(final Commands commands, final List<Row> rows) {
        this.commands = commands;
        this.rows = rows;
    }

    List<Route> routes() {
        return rows.stream()
                .map(row -> Route.post(row.path, row.roles, ask -> handle(row, ask))
                        .method(row.method)
                        .body(row.method.equals("DELETE") ? Route.Body.NONE : Route.Body.JSON)
                        .loosening(row.loosens))
                .toList();
    }

    private Reply handle(final Row row, final Ask ask) {
        final CommandAnswer answer = commands.operator(ask, input(row, ask));
        return answer.isWaiting()
                ? Commands.waiting(answer)
                : answer(row, ask, answer).at(answer.sequence(), 0);
    }

    /** It was carried out, whatever cannot be read now: no error may say otherwise. */
    private static Reply answer(final Row row, final Ask ask, final CommandAnswer answer) {
        try {
            return row.answer.apply(ask, answer);
        } catch (final HttpProblem | EngineException e) {
            return Answers.carriedOut(answer);
        }
    }

    /** The input that a request becomes: nothing of it is guessed, and nothing that it says is passed over. */
    static ObjectNode input(final Row row, final Ask ask) {
        final ObjectNode input = JsonNodeFactory.instance.objectNode().put("type", row.type);
        final ObjectNode body = ask.body() == null ? JsonNodeFactory.instance.objectNode() : ask.body();
        for (final Map.Entry<String, JsonNode> each : body.properties()) {
            take(row, ask, input, each.getKey(), each.getValue());
        }
        if (row.needsReason && body.path(REASON).asText("").isBlank()) {
            throw HttpProblem.of(Code.MISSING_REASON, "Please provide a reason")
                    .with("key", JsonNodeFactory.instance.textNode(REASON));
        }
        row.ids.forEach((variable, key) -> input.put(key, ask.id(variable)));
        row.more.forEach(each -> each.accept(ask, input));
        if (Schema.message(row.type).field("operatorId").isPresent()) {
            input.put("operatorId", ask.caller().operator());
        }
        return input;
    }

    private static void take(
            final Row row, final Ask ask, final ObjectNode input, final String name, final JsonNode value) {
        if (row.identity.contains(name)) {
            checkIdentity(ask, name, value);
        } else if (name.equals(CHANNEL) && row.type.equals("ApprovalDecision")) {
            if (!value.isTextual()
                    || !value.textValue().equals(ask.caller().channel().name())) {
                throw HttpProblem.malformed(
                        CHANNEL, "this request comes by " + ask.caller().channel());
            }
        } else if (!row.keys.containsKey(name)) {
            throw HttpProblem.malformed(name, "unknown key");
        } else if (input.has(row.keys.get(name))) {
            throw HttpProblem.malformed(name, "given twice, under both of its names");
        } else {
            input.set(row.keys.get(name), value);
        }
    }

    private static void checkIdentity(final Ask ask, final String name, final JsonNode value) {
        if (!value.isTextual()) {
            throw HttpProblem.malformed(name, "wrong type: must be a string");
        }
        if (!value.textValue().equals(ask.caller().operator())) {
            throw HttpProblem.of(
                    Code.SEC_090,
                    "the token " + ask.caller().name() + " speaks for "
                            + ask.caller().operator() + " alone");
        }
    }
}
