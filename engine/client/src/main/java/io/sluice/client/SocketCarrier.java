package io.sluice.client;

import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** The slow road: frames on the socket. */
final class SocketCarrier implements Carrier {
    final SocketChannel channel;
    final Selector selector;
    private final SelectionKey key;

    SocketCarrier(final SocketChannel channel) throws IOException {
        this.channel = channel;
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public int read(final FrameReader in) throws IOException {
        return in.readFrom(channel);
    }

    @Override
    public void write(final FrameWriter out) throws IOException {
        out.writeTo(channel);
    }

    @Override
    public boolean queues() {
        return true;
    }

    @Override
    public FrameReader aside() {
        return null;
    }

    @Override
    public void await(final boolean isWaiting, final long limitNs) throws IOException {
        key.interestOps(SelectionKey.OP_READ | (isWaiting ? SelectionKey.OP_WRITE : 0));
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(limitNs)));
        selector.selectedKeys().clear();
    }

    @Override
    public void wake() {
        selector.wakeup();
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (final IOException e) {
            // It is gone either way.
            return;
        }
    }
}
