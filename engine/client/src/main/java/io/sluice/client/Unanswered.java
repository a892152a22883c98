package io.sluice.client;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * Intents that have no decision yet: an engine that is back is asked again for them, under their ids (SPEC X-7). It
 * keeps the newest few thousand.
 */
final class Unanswered {
    private static final int MOST = 4096;

    /**
     * One intent.
     *
     * @param session in which it was sent last.
     */
    record Intent(byte[] message, long msb, long lsb, int session) {}

    private final TreeMap<Long, Intent> intents = new TreeMap<>();

    static boolean isIntent(final DirectBuffer message, final int offset) {
        return (message.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF) == OrderIntentDecoder.TEMPLATE_ID;
    }

    synchronized void sent(
            final DirectBuffer message,
            final int offset,
            final int length,
            final long msb,
            final long lsb,
            final int session) {
        final byte[] copy = new byte[length];
        message.getBytes(offset, copy);
        final long id = message.getLong(
                offset + MessageHeaderDecoder.ENCODED_LENGTH + OrderIntentDecoder.intentIdEncodingOffset(),
                ByteOrder.LITTLE_ENDIAN);
        intents.put(id, new Intent(copy, msb, lsb, session));
        if (intents.size() > MOST) {
            intents.pollFirstEntry();
        }
    }

    synchronized void decided(final long intentId) {
        intents.remove(intentId);
    }

    /** Those that were sent before a session, the oldest first. */
    synchronized List<Intent> before(final int session) {
        final List<Intent> found = new ArrayList<>();
        for (final Intent intent : intents.values()) {
            if (intent.session() < session) {
                found.add(intent);
            }
        }
        return found;
    }
}
