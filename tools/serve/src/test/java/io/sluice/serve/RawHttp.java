package io.sluice.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests as no client library would send them. */
final class RawHttp {
    private static final int PATIENCE_MS = 60_000;

    private RawHttp() {}

    /** Sends these bytes and reads until the server closes; lines are joined with CR LF. */
    static String ask(final String address, final String... lines) throws IOException {
        final URI uri = URI.create(address);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            final String text = String.join("\r\n", lines);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            final InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The status of what was answered; 0 if nothing was. */
    static int status(final String answer) {
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
