package io.sluice.control.desk;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** 64-bit fingerprint of an intent's content (G-4): of the message's bytes, which the correlation id is not part of. */
final class Fingerprint {
    private static final long PRIME1 = 0x9E3779B185EBCA87L;
    private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;

    private Fingerprint() {}

    /**
     * Mixes eight bytes at a time with the primes and the avalanche of xxHash64, in two lanes that do not wait for each
     * other.
     */
    static long of(final DirectBuffer buffer, final int offset, final int length) {
        long even = length * PRIME1;
        long odd = PRIME2;
        int i = 0;
        for (; i <= length - 2 * Long.BYTES; i += 2 * Long.BYTES) {
            even = mix(even, buffer.getLong(offset + i, ByteOrder.LITTLE_ENDIAN));
            odd = mix(odd, buffer.getLong(offset + i + Long.BYTES, ByteOrder.LITTLE_ENDIAN));
        }
        long hash = mix(even, odd);
        if (i <= length - Long.BYTES) {
            hash = mix(hash, buffer.getLong(offset + i, ByteOrder.LITTLE_ENDIAN));
            i += Long.BYTES;
        }
        for (; i < length; i++) {
            hash = Long.rotateLeft(hash ^ (buffer.getByte(offset + i) & 0xFF) * PRIME2, 11) * PRIME1;
        }
        hash ^= hash >>> 33;
        hash *= PRIME2;
        hash ^= hash >>> 29;
        hash *= PRIME1;
        return hash ^ hash >>> 32;
    }

    private static long mix(final long hash, final long word) {
        return Long.rotateLeft(hash ^ Long.rotateLeft(word * PRIME2, 31) * PRIME1, 27) * PRIME1 + PRIME2;
    }
}
