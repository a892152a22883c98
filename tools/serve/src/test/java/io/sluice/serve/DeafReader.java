package io.sluice.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client of {@code /ws} that asks and never reads, with a small buffer for what it does not read. */
final class DeafReader implements AutoCloseable {
    private static final int BUFFER = 4096;
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int SHORT = 125;

    private final Socket socket = new Socket();

    DeafReader(final Apis api, final String token) throws IOException {
        final URI at = URI.create(api.address());
        socket.setReceiveBufferSize(BUFFER);
        socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
        final String key = Base64.getEncoder().encodeToString(new byte[16]);
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: " + at.getAuthority() + "\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key
                                + "\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        while (socket.getInputStream().read() != '\n') {
            // The status line alone: what follows stays where it is.
            continue;
        }
    }

    /** Sends a text of at most 125 bytes; false once the server has cut the connection. */
    boolean send(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > SHORT) {
            throw new IllegalArgumentException("too long");
        }
        final byte[] frame = new byte[6 + bytes.length];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (MASKED | bytes.length);
        // The mask is zero, so the bytes are as they are.
        System.arraycopy(bytes, 0, frame, 6, bytes.length);
        try {
            socket.getOutputStream().write(frame);
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
