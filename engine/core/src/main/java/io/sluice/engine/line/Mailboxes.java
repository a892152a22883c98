package io.sluice.engine.line;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.RecordHeaderDecoder;
import io.sluice.codec.SystemEventDecoder;
import io.sluice.record.RecordLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What must get through (SPEC M-6): for each sender a one-place mailbox of each must-deliver kind, which the engine
 * thread looks at before every input. Putting and taking never wait: a mailbox has two places in turn, so that the
 * engine reads the one while the sender may fill the other. Each sender has its own, lest what one may not send
 * stands in the way of what another may.
 *
 * <pre>
 *   EMPTY(i) --sender--&gt; FULL(i) --engine--&gt; EMPTY(1 - i), reads place i
 *                         |    ^
 *                         sender: MERGING(i), more of the same
 * </pre>
 */
public final class Mailboxes {
    private static final int EMPTY = 0;
    private static final int FULL = 2;
    private static final int MERGING = 4;
    private static final int PLACE = 1;

    /** Hears whose record will speak for an input that was left at another one. */
    @FunctionalInterface
    public interface Merged {
        /** The input with the one correlation id is answered by the record that bears the other. */
        void into(long msb, long lsb, long waitingMsb, long waitingLsb);
    }

    private static final int CORRELATION = RecordLayout.FRAME_PREFIX_LENGTH
            + MessageHeaderDecoder.ENCODED_LENGTH
            + RecordHeaderDecoder.correlationIdEncodingOffset();

    private final Merged merged;
    private final AtomicLong posted = new AtomicLong();
    private long taken;
    private volatile Box[] boxes = {};

    /** @param merged is told while the engine cannot take what waits. */
    public Mailboxes(final Merged merged) {
        this.merged = merged;
    }

    /** One sender's mailbox of one kind. One thread puts. */
    final class Box {
        private final AtomicInteger state = new AtomicInteger();
        private final UnsafeBuffer[] places = {
            new UnsafeBuffer(new byte[InputRing.MAX_ENVELOPE]), new UnsafeBuffer(new byte[InputRing.MAX_ENVELOPE])
        };
        private final int[] lengths = new int[2];
        private final int[] inputOffsets = new int[2];

        /**
         * Puts an envelope in, or leaves it at the one of its kind that is waiting already.
         *
         * @return whether it was put in.
         */
        boolean put(final DirectBuffer envelope, final int offset, final int length, final int inputOffset) {
            final int now = state.get();
            final int place = now & PLACE;
            if ((now & FULL) != 0 && state.compareAndSet(now, MERGING | place)) {
                merge(places[place], inputOffsets[place]);
                answer(places[place], envelope, offset);
                state.set(now);
                return false;
            }
            final int free = state.get() & PLACE;
            places[free].putBytes(0, envelope, offset, length);
            lengths[free] = length;
            inputOffsets[free] = inputOffset;
            state.set(FULL | free);
            posted.incrementAndGet();
            return true;
        }

        /** An event that stands for several is not to be passed over because one of them was seen before. */
        private void merge(final UnsafeBuffer waiting, final int inputOffset) {
            if ((waiting.getShort(inputOffset + 2) & 0xFFFF) == SystemEventDecoder.TEMPLATE_ID) {
                final int block = inputOffset + MessageHeaderDecoder.ENCODED_LENGTH;
                waiting.setMemory(
                        block + SystemEventDecoder.eventIdEncodingOffset(), 2 * BitUtil.SIZE_OF_LONG, (byte) 0);
            }
        }

        /** The record of the one that waits answers the other; without an id it takes the other's. */
        private void answer(final UnsafeBuffer waiting, final DirectBuffer envelope, final int offset) {
            final long msb = envelope.getLong(offset + CORRELATION, ByteOrder.LITTLE_ENDIAN);
            final long lsb = envelope.getLong(offset + CORRELATION + Long.BYTES, ByteOrder.LITTLE_ENDIAN);
            final long waitingMsb = waiting.getLong(CORRELATION, ByteOrder.LITTLE_ENDIAN);
            final long waitingLsb = waiting.getLong(CORRELATION + Long.BYTES, ByteOrder.LITTLE_ENDIAN);
            if ((msb | lsb) == 0) {
                return;
            }
            if ((waitingMsb | waitingLsb) == 0) {
                waiting.putLong(CORRELATION, msb, ByteOrder.LITTLE_ENDIAN);
                waiting.putLong(CORRELATION + Long.BYTES, lsb, ByteOrder.LITTLE_ENDIAN);
            } else {
                merged.into(msb, lsb, waitingMsb, waitingLsb);
            }
        }

        private int take() {
            final int now = state.get();
            final int place = now & PLACE;
            return (now & FULL) != 0 && state.compareAndSet(now, EMPTY | 1 - place) ? place : -1;
        }
    }

    /** Takes what was found in a mailbox. */
    @FunctionalInterface
    interface Taker {
        void onUrgent(DirectBuffer envelope, int length);
    }

    /** A mailbox for each of so many kinds, for one sender. */
    synchronized Box[] open(final int kinds) {
        final Box[] mine = new Box[kinds];
        final Box[] all = java.util.Arrays.copyOf(boxes, boxes.length + kinds);
        for (int i = 0; i < kinds; i++) {
            mine[i] = new Box();
            all[boxes.length + i] = mine[i];
        }
        boxes = all;
        return mine;
    }

    /** Hands over everything that waits; costs one read where nothing does. Engine thread only. */
    int drain(final Taker taker) {
        if (posted.get() == taken) {
            return 0;
        }
        int count = 0;
        for (final Box box : boxes) {
            final int place = box.take();
            if (place >= 0) {
                taken++;
                count++;
                taker.onUrgent(box.places[place], box.lengths[place]);
            }
        }
        return count;
    }
}
