package io.sluice.control.step;

import io.sluice.control.image.Image;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Text of bounded length in memory of its own. */
public final class Text {
    private final byte[] bytes;
    private int length;

    /** @param capacity most bytes of UTF-8. */
    public Text(final int capacity) {
        bytes = new byte[capacity];
    }

    /** Takes a copy. */
    public void set(final DirectBuffer source, final int offset, final int size) {
        source.getBytes(offset, bytes, 0, size);
        length = size;
    }

    /** Takes a copy of a view. */
    public void set(final DirectBuffer view) {
        set(view, 0, view.capacity());
    }

    /** Takes a copy. */
    public void set(final byte[] source) {
        System.arraycopy(source, 0, bytes, 0, source.length);
        length = source.length;
    }

    /** Takes a copy. */
    public void set(final Text other) {
        System.arraycopy(other.bytes, 0, bytes, 0, other.length);
        length = other.length;
    }

    /** Makes it empty. */
    public void clear() {
        length = 0;
    }

    /** The memory; only the first {@link #length()} bytes mean something. */
    public byte[] bytes() {
        return bytes;
    }

    /** Bytes of UTF-8. */
    public int length() {
        return length;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Whether another holds the same bytes. */
    public boolean is(final Text other) {
        return Arrays.equals(bytes, 0, length, other.bytes, 0, other.length);
    }

    /** Whether the bytes of a view are the same. */
    public boolean is(final DirectBuffer view) {
        return is(view, 0, view.capacity());
    }

    /** Whether these bytes are the same. */
    public boolean is(final DirectBuffer other, final int offset, final int size) {
        if (size != length) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (bytes[i] != other.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** Images it. */
    public void image(final Image image) {
        length = image.count(length, bytes.length);
        image.bytes(new UnsafeBuffer(bytes), 0, length);
    }
}
