package io.sluice.serve.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server itself refuses, before or after the frame, in the form of every other error. */
final class JettyErrors extends ErrorHandler {
    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        final byte[] body = body(response.getStatus(), response.getHeaders());
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    @Override
    public ByteBuffer badMessageError(final int status, final String reason, final HttpFields.Mutable fields) {
        return ByteBuffer.wrap(body(status, fields));
    }

    private static byte[] body(final int status, final HttpFields.Mutable headers) {
        final String id = UUID.randomUUID().toString();
        final String code = status >= Statuses.FAULT ? "FAULT" : "MALFORMED";
        final String why = status >= Statuses.FAULT ? "a fault in serve itself" : "the request is not plain HTTP";
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Correlation-Id", id);
        return ("{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + why + "\",\"correlation_id\":\"" + id + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
