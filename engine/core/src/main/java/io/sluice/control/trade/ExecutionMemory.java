package io.sluice.control.trade;

import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.control.image.Image;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Which executions moved the book (H-3a): those of a living order for its life, and the last 65,536 of the account. One
 * is known by trading mode, symbol, side and execId, of which 64 mixed bits are kept, with its quantity, its price and
 * the order that it was counted for.
 *
 * <pre>
 *   entry:  | print | quantity | price | order |   8 bytes each, in a ring
 * </pre>
 */
public final class ExecutionMemory {
    /** How many executions of no living order are remembered. */
    public static final int REMEMBERED = 65_536;
    /** Order of an execution that came without one. */
    public static final long NONE = 0;

    private static final int ENTRY = 4;
    private static final int QUANTITY = 1;
    private static final int PRICE = 2;
    private static final int ORDER = 3;
    private static final long UNKNOWN = -1;

    /** Tells whether a trade or close still lives. */
    public interface Living {
        /** Whether executions of this order must not be forgotten. */
        boolean isLiving(long order);
    }

    private final Living living;
    private final Long2LongHashMap places = new Long2LongHashMap(2 * REMEMBERED, 0.6f, UNKNOWN, true);
    private long[] entries = new long[(REMEMBERED + 1) * ENTRY];
    private int head;
    private int size;

    /** @param living knows which orders live. */
    public ExecutionMemory(final Living living) {
        this.living = living;
    }

    /** What an execution is known by. */
    public static long print(
            final TradingMode mode,
            final DirectBuffer symbol,
            final int symbolOffset,
            final Side side,
            final DirectBuffer execId) {
        long hash = mode.value() * 2L + side.value();
        for (int i = 0; i < 24; i += Long.BYTES) {
            hash = mix(hash ^ symbol.getLong(symbolOffset + i, ByteOrder.LITTLE_ENDIAN));
        }
        hash ^= execId.capacity();
        int at = 0;
        for (; at + Long.BYTES <= execId.capacity(); at += Long.BYTES) {
            hash = mix(hash ^ execId.getLong(at, ByteOrder.LITTLE_ENDIAN));
        }
        long rest = 0;
        for (; at < execId.capacity(); at++) {
            rest = rest << 8 | execId.getByte(at) & 0xFF;
        }
        return mix(mix(hash ^ rest));
    }

    private static long mix(final long value) {
        final long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return (mixed ^ mixed >>> 29) * 0x9E3779B97F4A7C15L;
    }

    /** The place of a known execution, negative if it is new. */
    public int find(final long print) {
        return (int) places.get(print);
    }

    /** Whether a known execution has this quantity and price. */
    public boolean isSame(final int place, final long quantityE8, final long priceE8) {
        return entries[place * ENTRY + QUANTITY] == quantityE8 && entries[place * ENTRY + PRICE] == priceE8;
    }

    /** The order that a known execution was counted for, or {@link #NONE}. */
    public long order(final int place) {
        return entries[place * ENTRY + ORDER];
    }

    /** A known execution came again with its order. */
    public void order(final int place, final long order) {
        entries[place * ENTRY + ORDER] = order;
    }

    /** Remembers a new execution. */
    public void add(final long print, final long quantityE8, final long priceE8, final long order) {
        makeRoom();
        put(print, quantityE8, priceE8, order);
    }

    private void put(final long print, final long quantityE8, final long priceE8, final long order) {
        final int place = (head + size) % capacity();
        final int at = place * ENTRY;
        entries[at] = print;
        entries[at + QUANTITY] = quantityE8;
        entries[at + PRICE] = priceE8;
        entries[at + ORDER] = order;
        places.put(print, place);
        size++;
    }

    private int capacity() {
        return entries.length / ENTRY;
    }

    private void makeRoom() {
        for (int turns = size; size >= REMEMBERED && turns > 0; turns--) {
            final int at = head * ENTRY;
            head = (head + 1) % capacity();
            size--;
            if (!living.isLiving(entries[at + ORDER])) {
                places.remove(entries[at]);
                return;
            }
            put(entries[at], entries[at + QUANTITY], entries[at + PRICE], entries[at + ORDER]);
        }
        if (size == capacity()) {
            grow();
        }
    }

    /** Only when more than the whole memory belongs to living orders: nothing may be forgotten then. */
    private void grow() {
        final long[] old = entries;
        final int count = size;
        final int from = head;
        final int room = capacity();
        entries = new long[2 * old.length];
        head = 0;
        size = 0;
        for (int i = 0; i < count; i++) {
            final int at = (from + i) % room * ENTRY;
            put(old[at], old[at + QUANTITY], old[at + PRICE], old[at + ORDER]);
        }
    }

    /** Images what is remembered, the oldest first. */
    public void image(final Image image) {
        final int count = image.count(size, Integer.MAX_VALUE);
        if (image.isReading()) {
            entries = new long[(Math.max(REMEMBERED, count) + 1) * ENTRY];
        }
        for (int i = 0; i < count; i++) {
            final int at = (head + i) % capacity() * ENTRY;
            final long print = image.int64(entries[at]);
            final long quantity = image.int64(entries[at + QUANTITY]);
            final long price = image.int64(entries[at + PRICE]);
            final long order = image.int64(entries[at + ORDER]);
            if (image.isReading()) {
                put(print, quantity, price, order);
            }
        }
    }
}
