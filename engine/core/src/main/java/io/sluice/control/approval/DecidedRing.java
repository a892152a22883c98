package io.sluice.control.approval;

import io.sluice.control.image.Image;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Decided requests as they were last shown, the oldest overwritten first; all history is in the journal (H-3a). */
public final class DecidedRing {
    /** Bytes reckoned for one request. */
    private static final int BYTES_EACH = 256;

    private final UnsafeBuffer bytes;
    private final int[] offsets;
    private final int[] lengths;
    private int first;
    private int size;
    private int end;

    /** @param capacity most requests. */
    public DecidedRing(final int capacity) {
        this(capacity, BYTES_EACH);
    }

    /** @param bytesEach reckoned for one request. */
    public DecidedRing(final int capacity, final int bytesEach) {
        bytes = new UnsafeBuffer(new byte[Math.max(8192, capacity * bytesEach)]);
        offsets = new int[capacity];
        lengths = new int[capacity];
    }

    /** Number of requests that can be read. */
    public int size() {
        return size;
    }

    /** Memory they lie in. */
    public DirectBuffer bytes() {
        return bytes;
    }

    /** Offset of a request's block, 0 the oldest. */
    public int offset(final int index) {
        return offsets[(first + index) % offsets.length];
    }

    /** Bytes of its block and texts. */
    public int length(final int index) {
        return lengths[(first + index) % offsets.length];
    }

    /** Adds a request; as many of the oldest as need be go. */
    public void add(final DirectBuffer source, final int offset, final int length) {
        if (end + length > bytes.capacity()) {
            // whatever lies behind the end is older than what lies at the beginning, and goes first
            while (size > 0 && offsets[first] >= end) {
                forgetFirst();
            }
            end = 0;
        }
        while (size > 0 && (size == offsets.length || overlaps(length))) {
            forgetFirst();
        }
        final int slot = (first + size) % offsets.length;
        bytes.putBytes(end, source, offset, length);
        offsets[slot] = end;
        lengths[slot] = length;
        end += length;
        size++;
    }

    private void forgetFirst() {
        first = (first + 1) % offsets.length;
        size--;
    }

    private boolean overlaps(final int length) {
        return offsets[first] < end + length && offsets[first] + lengths[first] > end;
    }

    /** Images what can be read, the oldest first, each with its place: the places say who gives way to the next. */
    public void image(final Image image) {
        size = image.count(size, offsets.length);
        end = image.index(end, bytes.capacity() + 1);
        for (int i = 0; i < size; i++) {
            final int slot = (first + i) % offsets.length;
            lengths[slot] = image.count(lengths[slot], bytes.capacity());
            offsets[slot] = image.index(offsets[slot], bytes.capacity() - lengths[slot] + 1);
            image.bytes(bytes, offsets[slot], lengths[slot]);
        }
    }
}
