package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.codec.Code;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer that is an error: {@code {"error": {"code", "message", "correlation_id", "details"?}}} (SPEC A-4). */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient ObjectNode details = JsonNodeFactory.instance.objectNode();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private boolean isFinal;

    /**
     * @param status of HTTP, from 400 on.
     * @param code   a word of the engine's codes or of this API.
     * @param why    a sentence for a person.
     */
    public HttpProblem(final int status, final String code, final String why) {
        super(why, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** With the status that the table gives the code. */
    public static HttpProblem of(final Code code, final String why) {
        return new HttpProblem(Statuses.of(code), Statuses.word(code), why);
    }

    /** A request that cannot be read: 400, with the key that is wrong. */
    public static HttpProblem malformed(final String key, final String why) {
        final HttpProblem problem = of(Code.MALFORMED, key == null ? why : key + ": " + why);
        return key == null ? problem : problem.with("key", problem.details.textNode(key));
    }

    /** There is no such thing: 404. */
    public static HttpProblem notFound(final String why) {
        return of(Code.NOT_FOUND, why);
    }

    /** With something more that a program may want. */
    public HttpProblem with(final String key, final JsonNode value) {
        details.set(key, value);
        return this;
    }

    /** With a header. */
    public HttpProblem header(final String name, final String value) {
        headers.put(name, value);
        return this;
    }

    /** The engine recorded it, or may have: asked again under its key, the request has the same answer (SPEC A-5). */
    HttpProblem asFinal() {
        isFinal = true;
        return this;
    }

    boolean isFinal() {
        return isFinal;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** A word. */
    public String code() {
        return code;
    }

    /** Its headers. */
    Map<String, String> headers() {
        return headers;
    }

    /** The body, but for its correlation id. */
    ObjectNode error() {
        final ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("code", code).put("message", getMessage());
        if (!details.isEmpty()) {
            error.set("details", details);
        }
        return error;
    }
}
