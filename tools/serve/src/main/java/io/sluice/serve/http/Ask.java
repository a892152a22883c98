package io.sluice.serve.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import java.util.Map;
import java.util.UUID;

/**
 * A request as a handler sees it: it may be asked, and its form is right.
 *
 * @param variables     of the path, decoded.
 * @param query         what it asks beside the path, decoded.
 * @param body          of a route with one; else null.
 * @param form          fields of a form; else empty.
 * @param caller        null on a public route that was asked without a token.
 * @param correlationId of the command that it becomes: its Idempotency-Key, where it has one.
 * @param address       who is at the other end, for a person.
 */
public record Ask(
        Route route,
        Map<String, String> variables,
        Map<String, String> query,
        ObjectNode body,
        Map<String, String> form,
        Caller caller,
        UUID correlationId,
        String address) {
    private static final long MAX_ID = (1L << 53) - 1;
    private static final int MAX_DIGITS = 16;

    /** A variable of the path. */
    public String at(final String name) {
        return variables.get(name);
    }

    /**
     * A variable that is an id.
     *
     * @throws HttpProblem 404 if it is none: nothing has that id.
     */
    public long id(final String name) {
        final long id = number(at(name));
        if (id < 0) {
            throw HttpProblem.notFound("no " + name + " is " + at(name));
        }
        return id;
    }

    /** What the query says; null if nothing. */
    public String query(final String name) {
        return query.get(name);
    }

    /**
     * A whole number of the query.
     *
     * @throws HttpProblem 400 if it is none within the limits.
     */
    public long query(final String name, final long least, final long most, final long otherwise) {
        final String given = query(name);
        if (given == null) {
            return otherwise;
        }
        final long number = number(given);
        if (number < least || number > most) {
            throw HttpProblem.malformed(name, "a whole number from " + least + " to " + most);
        }
        return number;
    }

    /**
     * A time of the query, nanoseconds since the epoch.
     *
     * @throws HttpProblem 400 if it is none.
     */
    public long time(final String name, final long otherwiseNs) {
        final String given = query(name);
        try {
            return given == null ? otherwiseNs : Times.parse(given);
        } catch (final MalformedException e) {
            throw HttpProblem.malformed(name, "a time as 2026-01-05T09:00:17.5Z");
        }
    }

    private static long number(final String text) {
        final boolean isNumber =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        final long number = isNumber ? Long.parseLong(text) : -1;
        return number <= MAX_ID ? number : -1;
    }
}
