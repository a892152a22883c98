package io.sluice.client;

import io.sluice.codec.AttachEncoder;
import io.sluice.codec.AttachRefusedDecoder;
import io.sluice.codec.AttachedDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How a client gets in: it connects, says who it is, and hears whether it may (SPEC X-2). */
final class Handshake {
    /** Longest wait for the door's answer. */
    static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(5);

    private static final int PROTOCOL = 1;

    private Handshake() {}

    static SocketChannel connect(final Path socket) throws IOException {
        final SocketChannel made = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean isConnected = false;
        try {
            made.configureBlocking(false);
            if (!made.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException("too many wait for the door");
            }
            isConnected = true;
            return made;
        } finally {
            if (!isConnected) {
                made.close();
            }
        }
    }

    static void ask(final FrameWriter out, final ClientOptions options) {
        final AttachEncoder attach = out.begin(new AttachEncoder())
                .protocol(PROTOCOL)
                .road(options.road)
                .takeOver(options.takeOver ? Bool.TRUE : Bool.FALSE)
                .tradingMode(options.mode);
        attach.buffer().putByte(attach.offset() + AttachEncoder.rolesEncodingOffset(), (byte) options.roleBits());
        if (options.strategyId != ClientOptions.NO_STRATEGY) {
            attach.strategyId(options.strategyId);
        }
        out.end(attach.name(options.name).principal(options.principal));
    }

    /**
     * Waits for the answer, which is left in the reader until it is advanced.
     *
     * @throws EngineException ACCESS_REFUSED, CLIENT_EXISTS, NO_ENGINE.
     */
    static AttachedDecoder answer(
            final SocketChannel channel, final Selector selector, final FrameReader in, final BooleanSupplier isClosed)
            throws IOException {
        final long untilNs = System.nanoTime() + LIMIT_NS;
        while (!in.next()) {
            if (in.wrong() != null) {
                throw new IOException(in.wrong());
            }
            final long leftNs = untilNs - System.nanoTime();
            if (leftNs <= 0 || isClosed.getAsBoolean()) {
                throw new IOException("the door does not answer");
            }
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNs)));
            selector.selectedKeys().clear();
            if (in.readFrom(channel) < 0) {
                throw new IOException("the door closed the connection");
            }
        }
        if (in.templateId() == AttachRefusedDecoder.TEMPLATE_ID) {
            throw refused(new AttachRefusedDecoder()
                    .wrapAndApplyHeader(in.buffer(), in.offset(), new MessageHeaderDecoder()));
        }
        if (in.templateId() != AttachedDecoder.TEMPLATE_ID) {
            throw new IOException("what answers is no door");
        }
        return new AttachedDecoder().wrapAndApplyHeader(in.buffer(), in.offset(), new MessageHeaderDecoder());
    }

    /** A strategy that is taken by the session before may soon be free; the rest stays as it is. */
    private static EngineException refused(final AttachRefusedDecoder refused) {
        final EngineException.Code code =
                switch (refused.refusal()) {
                    case STRATEGY_TAKEN -> EngineException.Code.CLIENT_EXISTS;
                    case TOO_MANY -> EngineException.Code.NO_ENGINE;
                    case SEC_001, VERSION, FRAME, NULL_VAL -> EngineException.Code.ACCESS_REFUSED;
                };
        return new EngineException(code, refused.refusal().name().replace("SEC_", "SEC-") + ": " + refused.sentence());
    }
}
