package io.sluice.serve.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request on its way through the frame, and the writing of its answer. */
final class Exchange {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CORRELATION_ID = "correlation_id";

    final Request request;
    final Response response;
    final Callback callback;
    /** Whom the request comes from, the proxy's client behind a proxy. */
    final String address;
    /** Whether it comes from this host itself. */
    final boolean isLocal;
    /** Whether it came where probes are given, and nothing else. */
    final boolean isProbe;

    final long beganNs = System.nanoTime();
    UUID correlationId = UUID.randomUUID();
    Caller caller;
    /** Its body was read, or is none. */
    boolean isRead;

    Exchange(
            final Request request,
            final Response response,
            final Callback callback,
            final String address,
            final boolean isLocal,
            final boolean isProbe) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.address = address;
        this.isLocal = isLocal;
        this.isProbe = isProbe;
    }

    String method() {
        return request.getMethod();
    }

    /** Raw, without the query. */
    String path() {
        final String path = request.getHttpURI().getPath();
        return path == null ? "/" : path;
    }

    String header(final String name) {
        return request.getHeaders().get(name);
    }

    long tookMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
    }

    /** Whether the answer must not be kept by anyone: all but the files of the console. */
    boolean isPrivate() {
        final String path = path();
        return path.startsWith("/api") || path.startsWith("/approvals") || path.equals("/ws");
    }

    /**
     * Writes the answer. A body that was not asked for is read to its end first where it is a small one: a connection
     * with half a request in it cannot be used again, and who uses it again would lose his next request.
     */
    void write(final Reply reply) {
        final long length = request.getLength();
        if (isRead || length == 0) {
            writeNow(reply);
        } else if (length > 0 && length <= Bodies.MAX) {
            Content.Source.asByteArrayAsync(request, Bodies.MAX).whenComplete((body, failure) -> writeNow(reply));
        } else if (length < 0 && request.consumeAvailable()) {
            writeNow(reply);
        } else {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            writeNow(reply);
        }
    }

    private void writeNow(final Reply reply) {
        final HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(reply.status());
        headers.put("Correlation-Id", correlationId.toString());
        if (reply.seq() >= 0) {
            headers.put("Sluice-Seq", Long.toString(reply.seq()));
            headers.put("Sluice-Age-Ms", Long.toString(reply.ageMs()));
        }
        reply.headers().forEach(headers::put);
        final byte[] body = reply.json() == null ? reply.bytes() : bytes(reply.json());
        if (body == null) {
            callback.succeeded();
            return;
        }
        headers.put(HttpHeader.CONTENT_TYPE, reply.json() == null ? reply.type() : "application/json");
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** The answer that a problem is. */
    Reply reply(final HttpProblem problem) {
        final ObjectNode error = problem.error();
        error.put(CORRELATION_ID, correlationId.toString());
        Reply reply = Reply.json(JsonNodeFactory.instance.objectNode().set("error", error))
                .status(problem.status());
        for (final var header : problem.headers().entrySet()) {
            reply = reply.header(header.getKey(), header.getValue());
        }
        return reply;
    }

    private byte[] bytes(final JsonNode json) {
        if (json instanceof ObjectNode object && !object.has(CORRELATION_ID) && !object.has("error")) {
            object.put(CORRELATION_ID, correlationId.toString());
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
