package io.sluice.state;

import static io.sluice.schema.ImageLayout.CRC_AT;
import static io.sluice.schema.ImageLayout.FORMAT_AT;
import static io.sluice.schema.ImageLayout.HEAD;
import static io.sluice.schema.ImageLayout.LENGTH_AT;
import static io.sluice.schema.ImageLayout.MAGIC_AT;
import static io.sluice.schema.ImageLayout.SEQUENCE_AT;
import static io.sluice.schema.ImageLayout.SIDES;
import static io.sluice.schema.ImageLayout.TIME_AT;
import static io.sluice.schema.ImageLayout.TURN_AT;
import static io.sluice.schema.ImageLayout.VIEW;
import static io.sluice.schema.ImageLayout.VIEWS_AT;
import static io.sluice.schema.ImageLayout.VIEW_BYTES_AT;
import static io.sluice.schema.ImageLayout.VIEW_ROWS_AT;
import static io.sluice.schema.ImageLayout.VIEW_SEQUENCE_AT;
import static io.sluice.schema.ImageLayout.VIEW_TIME_AT;
import static io.sluice.schema.ImageLayout.WRITTEN_AT;

import io.sluice.journal.Access;
import io.sluice.schema.ImageLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the plain files of the views, see {@link ImageLayout}. Plain writes alone: whoever cuts such a file harms its
 * readers for one turn and nobody else. One thread.
 */
public final class ImageWriter {
    private final Path dataDirectory;
    private final List<String> names;
    private byte[] image = new byte[4096];
    private long turn;
    private boolean isBegun;

    /** @param names of the views, in the order of the sections. */
    public ImageWriter(final Path dataDirectory, final List<String> names) {
        this.dataDirectory = dataDirectory;
        this.names = List.copyOf(names);
    }

    /** Goes on where this one may hang. */
    public ImageWriter another() {
        return new ImageWriter(dataDirectory, names);
    }

    /**
     * Writes the file whose turn it is.
     *
     * @param sequence    record that is reflected.
     * @param timeNs      its engine time.
     * @param monotonicNs clock of the host.
     * @throws IOException if it cannot be written; the other file stays.
     */
    public void write(final SectionBuffer[] sections, final long sequence, final long timeNs, final long monotonicNs)
            throws IOException {
        if (!isBegun) {
            turn = lastTurn();
            isBegun = true;
        }
        turn++;
        final int length = encode(sections, sequence, timeNs, monotonicNs);
        final Path file = file((int) (turn % SIDES));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Access.of(dataDirectory).file(file);
            final ByteBuffer bytes = ByteBuffer.wrap(image, 0, length);
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
            channel.truncate(length);
        }
    }

    private Path file(final int side) {
        return StatePointer.folder(dataDirectory).resolve(ImageLayout.file(side));
    }

    /** Readers go by the turn, also those that read what an engine before wrote. */
    private long lastTurn() throws IOException {
        long last = 0;
        for (int side = 0; side < SIDES; side++) {
            final ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
            final Path file = file(side);
            if (file.toFile().isFile()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    channel.read(head, 0);
                }
                last = Math.max(last, head.getLong(MAGIC_AT) == ImageLayout.MAGIC ? head.getLong(TURN_AT) : 0);
            }
        }
        return last;
    }

    private int encode(final SectionBuffer[] sections, final long sequence, final long timeNs, final long monotonicNs) {
        int length = HEAD + VIEW * sections.length;
        for (final SectionBuffer section : sections) {
            length = Math.addExact(length, section.length());
        }
        if (image.length < length) {
            image = new byte[Math.max(length, 2 * image.length)];
        }
        Arrays.fill(image, 0, HEAD + VIEW * sections.length, (byte) 0);
        final ByteBuffer to = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        to.putLong(MAGIC_AT, ImageLayout.MAGIC)
                .putInt(FORMAT_AT, ImageLayout.FORMAT)
                .putLong(LENGTH_AT, length)
                .putLong(TURN_AT, turn)
                .putLong(SEQUENCE_AT, sequence)
                .putLong(TIME_AT, timeNs)
                .putLong(WRITTEN_AT, monotonicNs)
                .putInt(VIEWS_AT, sections.length);
        int rows = HEAD + VIEW * sections.length;
        for (int i = 0; i < sections.length; i++) {
            final int at = HEAD + VIEW * i;
            final StateDirectory.Entry entry = sections[i].entry();
            to.put(at, names.get(i).getBytes(StandardCharsets.US_ASCII))
                    .putLong(at + VIEW_SEQUENCE_AT, entry.sequence())
                    .putLong(at + VIEW_TIME_AT, entry.timeNs())
                    .putInt(at + VIEW_BYTES_AT, entry.bytes())
                    .putInt(at + VIEW_ROWS_AT, entry.rows());
            to.put(rows, sections[i].bytes(), 0, entry.bytes());
            rows += entry.bytes();
        }
        to.putInt(CRC_AT, ImageLayout.crc(image, length));
        return length;
    }
}
