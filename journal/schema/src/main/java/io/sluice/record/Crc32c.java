package io.sluice.record;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli, RFC 3720) of a range of a direct buffer, without allocation. */
public final class Crc32c {
    private final CRC32C crc = new CRC32C();

    /** CRC of bytes {@code from} to {@code to} (exclusive); moves the buffer's position and limit. */
    public int of(final ByteBuffer buffer, final int from, final int to) {
        buffer.limit(to).position(from);
        crc.reset();
        crc.update(buffer);
        buffer.clear();
        return (int) crc.getValue();
    }
}
