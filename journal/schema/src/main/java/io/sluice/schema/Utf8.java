package io.sluice.schema;

import org.agrona.DirectBuffer;

/**
 * What text may come in (SPEC W-7): valid UTF-8 (RFC 3629: shortest form, no surrogates, up to U+10FFFF) without
 * control characters (C0, DEL, C1) and without bidirectional controls, which could make a record read otherwise than it
 * is.
 */
public final class Utf8 {
    private Utf8() {}

    /** Whether these bytes are acceptable text. */
    public static boolean isClean(final DirectBuffer buffer, final int offset, final int length) {
        final int end = offset + length;
        int i = offset;
        while (i < end) {
            if (i <= end - Long.BYTES && isPrintableAscii(buffer.getLong(i))) {
                i += Long.BYTES;
                continue;
            }
            final int lead = buffer.getByte(i) & 0xFF;
            if (lead < 0x80) {
                if (lead < 0x20 || lead == 0x7F) {
                    return false;
                }
                i++;
                continue;
            }
            final int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
            if (lead < 0xC2 || lead > 0xF4 || i + size > end || !isClean(codePoint(buffer, i, size, lead), size)) {
                return false;
            }
            i += size;
        }
        return true;
    }

    /** Whether each of eight bytes is 0x20 to 0x7E; if not they are looked at one by one. */
    private static boolean isPrintableAscii(final long bytes) {
        return (Ascii.between(bytes, ' ', '~') & ~bytes) == Ascii.HIGH_BITS;
    }

    private static int codePoint(final DirectBuffer buffer, final int index, final int size, final int lead) {
        int codePoint = lead & (0x7F >> size);
        for (int i = 1; i < size; i++) {
            final int next = buffer.getByte(index + i) & 0xFF;
            if ((next & 0xC0) != 0x80) {
                return -1;
            }
            codePoint = codePoint << 6 | next & 0x3F;
        }
        return codePoint;
    }

    private static boolean isClean(final int codePoint, final int size) {
        final int shortest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
        return codePoint >= shortest
                && codePoint <= Character.MAX_CODE_POINT
                && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                && codePoint > 0x9F
                && !isBidirectionalControl(codePoint);
    }

    /** Unicode's Bidi_Control property. */
    private static boolean isBidirectionalControl(final int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || codePoint >= 0x202A && codePoint <= 0x202E
                || codePoint >= 0x2066 && codePoint <= 0x2069;
    }
}
