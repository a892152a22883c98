package io.sluice.client;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.schema.Schema;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Intents that have no decision yet: an engine that is back is asked again for them, under their ids (SPEC X-7). It
 * keeps the newest few thousand. Places are used again, so that nothing is allocated once as many were taken as are
 * undecided at a time.
 */
final class Unanswered {
    private static final int MOST = 4096;
    private static final int NONE = -1;
    private static final int BYTES =
            Schema.message(OrderIntentDecoder.TEMPLATE_ID).maxLength();
    private static final int ID_AT = MessageHeaderDecoder.ENCODED_LENGTH + OrderIntentDecoder.intentIdEncodingOffset();

    /**
     * One intent.
     *
     * @param session in which it was sent last.
     */
    record Intent(byte[] message, long id, long msb, long lsb, int session) {}

    private static final class Place {
        private final byte[] message = new byte[BYTES];
        private int length;
        private long id;
        private long msb;
        private long lsb;
        private int session;

        private Intent copy() {
            return new Intent(java.util.Arrays.copyOf(message, length), id, msb, lsb, session);
        }
    }

    /** Taken ones first, in no order; those after them were taken before. */
    private final Place[] places = new Place[MOST];

    private final Long2LongHashMap placeOf = new Long2LongHashMap(2 * MOST, 0.55f, NONE);
    private int count;

    static boolean isIntent(final DirectBuffer message, final int offset) {
        return (message.getShort(offset + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF) == OrderIntentDecoder.TEMPLATE_ID;
    }

    /** Notes an intent that is sent; returns whether it is not one that was sent before. */
    synchronized boolean sent(
            final DirectBuffer message,
            final int offset,
            final int length,
            final long msb,
            final long lsb,
            final int session) {
        final long id = id(message, offset);
        final boolean isNew = placeOf.get(id) == NONE;
        final Place place = place(id);
        message.getBytes(offset, place.message, 0, length);
        place.length = length;
        place.msb = msb;
        place.lsb = lsb;
        place.session = session;
        return isNew;
    }

    /** Takes an intent back that did not go. */
    void forget(final DirectBuffer message, final int offset) {
        decided(id(message, offset));
    }

    private static long id(final DirectBuffer message, final int offset) {
        return message.getLong(offset + ID_AT, ByteOrder.LITTLE_ENDIAN);
    }

    private Place place(final long id) {
        final long known = placeOf.get(id);
        if (known != NONE) {
            return places[(int) known];
        }
        if (count == MOST) {
            decided(oldest());
        }
        if (places[count] == null) {
            places[count] = new Place();
        }
        final Place place = places[count];
        place.id = id;
        placeOf.put(id, count++);
        return place;
    }

    private long oldest() {
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            oldest = Math.min(oldest, places[i].id);
        }
        return oldest;
    }

    synchronized void decided(final long intentId) {
        final int at = (int) placeOf.remove(intentId);
        if (at == NONE) {
            return;
        }
        final Place free = places[at];
        final Place last = places[--count];
        if (last != free) {
            places[at] = last;
            places[count] = free;
            placeOf.put(last.id, at);
        }
    }

    /** Those that were sent before a session, the oldest first. */
    synchronized List<Intent> before(final int session) {
        final List<Intent> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (places[i].session < session) {
                found.add(places[i].copy());
            }
        }
        found.sort(Comparator.comparingLong(Intent::id));
        return found;
    }
}
