package io.sluice.bench;

import io.sluice.codec.AttachEncoder;
import io.sluice.codec.AttachedDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Road;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Clients of the fast road that are attached and do nothing, not even a thread: the door's silence has to be long. */
final class IdleClients implements AutoCloseable {
    private static final int MAX_FRAME = 1 << 16;

    private final List<SocketChannel> sockets = new ArrayList<>();

    IdleClients(final Path door, final int count) {
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(attach(door));
            }
        } catch (final IOException e) {
            throw new IllegalStateException("an idle client does not get in", e);
        }
    }

    private static SocketChannel attach(final Path door) throws IOException {
        final FrameWriter out = new FrameWriter(1 << 12);
        out.end(out.begin(new AttachEncoder())
                .protocol(1)
                .road(Road.FAST)
                .takeOver(Bool.FALSE)
                .name("idle")
                .principal(""));
        final SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(door));
        out.writeTo(socket);
        final FrameReader in = new FrameReader(MAX_FRAME);
        while (!in.next()) {
            if (in.readFrom(socket) < 0) {
                throw new IOException("the door closed the connection");
            }
        }
        if (in.templateId() != AttachedDecoder.TEMPLATE_ID
                || new AttachedDecoder()
                                .wrapAndApplyHeader(in.buffer(), in.offset(), new MessageHeaderDecoder())
                                .ringBytes()
                        <= 0) {
            throw new IOException("it was refused");
        }
        return socket;
    }

    @Override
    public void close() {
        try {
            for (final SocketChannel socket : sockets) {
                socket.close();
            }
        } catch (final IOException e) {
            throw new IllegalStateException("an idle client cannot be closed", e);
        }
    }
}
