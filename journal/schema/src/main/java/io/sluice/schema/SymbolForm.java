package io.sluice.schema;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** The form of a symbol (G-3): 1 to 24 of {@code A-Z 0-9 . _ : / - & = + ^ @ #} and inner spaces, then zeros. */
public final class SymbolForm {
    /** Bytes of a symbol field. */
    public static final int LENGTH = 24;

    private SymbolForm() {}

    /** Whether 24 bytes are a symbol. Allocates nothing. */
    public static boolean isSound(final DirectBuffer buffer, final int offset) {
        boolean over = false;
        boolean plain = true;
        for (int i = offset; i < offset + LENGTH; i += Long.BYTES) {
            final long word = buffer.getLong(i, ByteOrder.LITTLE_ENDIAN);
            if (word != 0) {
                final long filled = Ascii.fill(word, '.');
                final long usual = usual(filled);
                plain &= (usual & ~filled) == Ascii.HIGH_BITS;
                if (over || !plain && ((usual | rare(filled)) & ~filled) != Ascii.HIGH_BITS) {
                    return false;
                }
            }
            over = Ascii.endsWithin(word);
        }
        return buffer.getByte(offset) != 0 && (plain || hasNoOuterSpace(buffer, offset));
    }

    /** All eight at once; '-' to ':', '@' to 'Z' and '^' to '_' stand side by side in ASCII. */
    private static long usual(final long word) {
        return Ascii.between(word, '@', 'Z') | Ascii.between(word, '-', ':') | Ascii.between(word, '^', '_');
    }

    private static long rare(final long word) {
        return Ascii.between(word, ' ', ' ')
                | Ascii.between(word, '#', '#')
                | Ascii.between(word, '&', '&')
                | Ascii.between(word, '+', '+')
                | Ascii.between(word, '=', '=');
    }

    private static boolean hasNoOuterSpace(final DirectBuffer buffer, final int offset) {
        int last = offset + LENGTH - 1;
        while (last > offset && buffer.getByte(last) == 0) {
            last--;
        }
        return buffer.getByte(offset) != ' ' && buffer.getByte(last) != ' ';
    }
}
