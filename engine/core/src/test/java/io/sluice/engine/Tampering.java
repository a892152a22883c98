package io.sluice.engine;

import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.record.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Changes what was written so that no checksum tells. */
public final class Tampering {
    private Tampering() {}

    /** A change of an order, given where its message header stands. */
    private interface Change {
        void make(ByteBuffer file, int message);
    }

    /** Gives the order whose text is named another quantity, and its record the checksum to go with it. */
    public static void changeQuantity(final Path rollFile, final String reasoning) throws IOException {
        final int at = MessageHeaderDecoder.ENCODED_LENGTH + OrderIntentEncoder.quantityEncodingOffset();
        change(rollFile, reasoning, (file, message) -> file.putLong(message + at, file.getLong(message + at) + 1));
    }

    /** Has the order whose text is named come from another version of the schema. */
    public static void changeVersion(final Path rollFile, final String reasoning, final int version)
            throws IOException {
        change(rollFile, reasoning, (file, message) -> file.putShort(message + 6, (short) version));
    }

    private static void change(final Path rollFile, final String reasoning, final Change change) throws IOException {
        final byte[] bytes = Files.readAllBytes(rollFile);
        final ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final int text = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(reasoning);
        final int record = recordBefore(file, text);
        final int header = record + RecordLayout.PREFIX_LENGTH;
        final int input = header + RecordLayout.FRAME_PREFIX_LENGTH + file.getInt(header);
        change.make(file, input + RecordLayout.FRAME_PREFIX_LENGTH);
        file.putInt(record + RecordLayout.CRC_OFFSET, crc(file, record));
        Files.write(rollFile, bytes);
    }

    private static int crc(final ByteBuffer file, final int record) {
        final int length = file.getInt(record + RecordLayout.LENGTH_OFFSET);
        final CRC32C crc = new CRC32C();
        crc.update(file.array(), record + RecordLayout.LENGTH_OFFSET, length - RecordLayout.LENGTH_OFFSET);
        return (int) crc.getValue();
    }

    /** The record in which a place lies: the nearest that is whole, and whose excerpt's header repeats its length. */
    private static int recordBefore(final ByteBuffer file, final int place) {
        int at = place / 4 * 4;
        while (at > 0) {
            at -= 4;
            final int length = file.getInt(at);
            if (length > place - at
                    && length < 1 << 16
                    && file.getInt(at + 8) == length
                    && file.getInt(at + 4 + RecordLayout.CRC_OFFSET) == crc(file, at + 4)) {
                return at + 4;
            }
        }
        throw new AssertionError("no record before " + place);
    }
}
