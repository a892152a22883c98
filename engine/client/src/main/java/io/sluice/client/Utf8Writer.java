package io.sluice.client;

import org.agrona.concurrent.UnsafeBuffer;

/** Text as UTF-8 in memory of its own, without allocation. */
final class Utf8Writer {
    private static final int TWO_BYTES = 0x80;
    private static final int THREE_BYTES = 0x800;
    private static final int FOUR_BYTES = 0x10000;

    private final byte[] bytes;
    private final UnsafeBuffer view;
    private int length;

    /** @param capacity most bytes. */
    Utf8Writer(final int capacity) {
        bytes = new byte[capacity];
        view = new UnsafeBuffer(bytes);
    }

    /** Takes text; false if it is too long or no Unicode, and then it is empty. Null is empty. */
    boolean set(final CharSequence text) {
        length = 0;
        if (text == null) {
            return true;
        }
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (Character.isSurrogate((char) c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair((char) c, text.charAt(i + 1))) {
                    return false;
                }
                c = Character.toCodePoint((char) c, text.charAt(++i));
            }
            final int size = c < TWO_BYTES ? 1 : c < THREE_BYTES ? 2 : c < FOUR_BYTES ? 3 : 4;
            if (at + size > bytes.length) {
                return false;
            }
            put(c, at, size);
            at += size;
        }
        length = at;
        return true;
    }

    /** The memory; only the first {@link #length()} bytes mean something. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void put(final int c, final int at, final int size) {
        if (size == 1) {
            view.putByte(at, (byte) c);
            return;
        }
        for (int i = size - 1, rest = c; i > 0; i--, rest >>= 6) {
            view.putByte(at + i, (byte) (0x80 | rest & 0x3F));
        }
        view.putByte(at, (byte) (0xF00 >> size | c >> 6 * (size - 1)));
    }
}
