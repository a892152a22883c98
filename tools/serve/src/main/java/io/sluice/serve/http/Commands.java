package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.client.CommandAnswer;
import io.sluice.client.Outcome;
import io.sluice.codec.Code;
import io.sluice.codec.Role;
import io.sluice.json.JsonInput;
import io.sluice.json.MalformedException;
import io.sluice.serve.desk.Gateway;
import io.sluice.serve.desk.Given;
import io.sluice.serve.view.ApiForm;
import java.time.Duration;
import java.util.UUID;

/**
 * Makes a request an input of the engine, gives it through the gateway, and says what became of it: the engine's
 * answer, or an error with the status of its code (SPEC A-6). Any thread.
 */
final class Commands {
    private static final int MAX_SHOWN = 200;

    private final Gateway gateway;

    Commands(final Gateway gateway) {
        this.gateway = gateway;
    }

    Gateway gateway() {
        return gateway;
    }

    /**
     * Gives a command in the name of the caller's operator.
     *
     * @param input the message as JSON: its type, and the keys of the schema.
     * @throws HttpProblem where it is not carried out; 202 is no problem, see {@link #isWaiting}.
     */
    CommandAnswer operator(final Ask ask, final ObjectNode input) {
        final String operator = ask.caller().operator();
        if (operator == null) {
            throw HttpProblem.of(Code.SEC_090, "the token " + ask.caller().name() + " speaks for no operator");
        }
        return give(Role.OPERATOR, operator, ask.correlationId(), input, Gateway.PATIENCE);
    }

    /**
     * Gives an input.
     *
     * @throws HttpProblem where it is not carried out.
     */
    CommandAnswer give(
            final Role role, final String principal, final UUID id, final ObjectNode input, final Duration patience) {
        final JsonInput parsed = parse(input);
        final Given given = gateway.input(role, principal, id, parsed.buffer(), parsed.length(), patience);
        return switch (given.fate()) {
            case ANSWERED -> judge(given.answer());
            case MALFORMED -> throw malformed(given.answer(), given.why());
            case NOT_GRANTED -> throw new HttpProblem(Statuses.NOT_GRANTED, "NOT_GRANTED", given.why());
            case ENGINE_LOST, ENGINE_STOPPED, BACK_PRESSURED -> throw HttpProblem.of(
                            Gateway.code(given.fate()), given.why())
                    .header("Retry-After", "1");
            case OUTCOME_UNKNOWN -> throw unknown(id, given.why());
        };
    }

    private static CommandAnswer judge(final CommandAnswer answer) {
        if (answer.accepted() || answer.isWaiting() || answer.code() == Code.REPEATED) {
            return answer;
        }
        final HttpProblem problem = answer.code() == Code.MALFORMED
                ? malformed(answer, answer.sentence())
                : HttpProblem.of(answer.code(), answer.sentence());
        if (Statuses.of(answer.code()) == Statuses.AWAY) {
            problem.header("Retry-After", "1");
        }
        return refused(problem.with("seq", JsonNodeFactory.instance.numberNode(answer.sequence())));
    }

    /** The engine's no is the answer for good. */
    private static CommandAnswer refused(final HttpProblem problem) {
        throw problem.asFinal();
    }

    private static HttpProblem malformed(final CommandAnswer answer, final String why) {
        return answer == null || answer.field() == null
                ? HttpProblem.malformed(null, why)
                : HttpProblem.malformed(ApiForm.snake(answer.field()), "missing, or cannot be that");
    }

    /** It was sent, and what became of it is not known. */
    static HttpProblem unknown(final UUID id, final String why) {
        return new HttpProblem(
                        Statuses.UNKNOWN,
                        "OUTCOME_UNKNOWN",
                        "whether the command was carried out is not known: " + why
                                + "; look for its correlation id in the journal before it is sent again")
                .with("command", JsonNodeFactory.instance.textNode(id.toString()))
                .asFinal();
    }

    private static JsonInput parse(final ObjectNode input) {
        final JsonInput parsed = new JsonInput(JsonInput.Source.API);
        try {
            parsed.parse(input.toString());
            return parsed;
        } catch (final MalformedException e) {
            final String why = e.getMessage().replaceAll(" \\(column \\d+\\)$", "");
            final String key = e.key();
            throw HttpProblem.malformed(
                    key == null ? null : ApiForm.snake(key),
                    cut(key != null && why.startsWith(key + ": ") ? why.substring(key.length() + 2) : why));
        }
    }

    private static String cut(final String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }

    /** The answer of a command that waits for a second operator: 202 with the request's id. */
    static Reply waiting(final CommandAnswer answer) {
        final JsonNode requested = outcome(answer, "CommandRequested");
        final ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", "REQUESTED");
        body.set("request_id", requested.path("request_id"));
        body.set("command", requested.path("command"));
        body.set("expires_at", requested.path("expires_at"));
        body.put("message", answer.sentence());
        return Reply.json(body).status(Statuses.WAITING).at(answer.sequence(), 0);
    }

    /** An outcome of the record in the form of the API; an empty object if there is none of the type. */
    static ObjectNode outcome(final CommandAnswer answer, final String type) {
        for (final Outcome each : answer.outcomes()) {
            if (each.type().equals(type)) {
                return new ApiForm().of(each.message(), 0, each.message().capacity());
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }
}
