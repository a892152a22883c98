package io.sluice.client;

import io.sluice.codec.CancelOrderDecoder;
import io.sluice.codec.ClosePositionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands between the client's thread, which puts, and the adapter's, which takes. */
final class RemoteCommands implements CommandSource {
    private static final int MOST = 1 << 16;

    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MOST);
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ClosePositionDecoder close = new ClosePositionDecoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();

    /** @return false if there is no room: the client then lets go, and asks for it again. */
    boolean put(final byte[] command) {
        return waiting.offer(command);
    }

    @Override
    public int poll(final CommandHandler handler, final int limit) {
        int count = 0;
        for (byte[] next = waiting.poll(); next != null; next = count < limit ? waiting.poll() : null) {
            hand(handler, next);
            count++;
        }
        return count;
    }

    @Override
    public int await(final CommandHandler handler, final int limit, final long limitNs) {
        try {
            final byte[] first = waiting.poll(limitNs, TimeUnit.NANOSECONDS);
            if (first == null) {
                return 0;
            }
            hand(handler, first);
            return 1 + (limit > 1 ? poll(handler, limit - 1) : 0);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void hand(final CommandHandler handler, final byte[] command) {
        buffer.wrap(command);
        header.wrap(buffer, 0);
        if (header.templateId() == ClosePositionDecoder.TEMPLATE_ID) {
            handler.onClosePosition(close.wrapAndApplyHeader(buffer, 0, header));
        } else {
            handler.onCancelOrder(cancel.wrapAndApplyHeader(buffer, 0, header));
        }
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
