package io.sluice.serve.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The description of the API that programs read; {@code openapi.yaml} is the same for people (SPEC A-7). */
final class OpenApi {
    static final String PATH = "/api/openapi.json";
    private static final String FILE = "openapi.json";

    private OpenApi() {}

    static Route route() {
        final byte[] text = read();
        final Reply reply = new Reply(Statuses.OK, null, text, "application/json", Map.of(), -1, 0, false);
        return Route.get(PATH, ask -> reply).roles(TokenRole.ALL);
    }

    static byte[] read() {
        try (InputStream in = OpenApi.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
