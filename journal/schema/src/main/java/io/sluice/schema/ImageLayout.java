package io.sluice.schema;

import java.util.zip.CRC32C;

/**
 * The plain files in which an engine shows its views (SPEC J-6), for readers that have read permission alone and for
 * programs without Chronicle: {@code DIR/state/0.img} and {@code 1.img}, written in turn. The one with the higher
 * turn counts; one whose checksum is wrong is just being written, and the other is whole. Numbers are little endian.
 *
 * <pre>
 *    0  magic     int64     "SLUICEIM"
 *    8  crc32c    int32     of all bytes from 16 on
 *   12  format    int32     1
 *   16  length    int64     of all
 *   24  turn      int64     rises with every image, also from engine to engine
 *   32  sequence  int64     last record that is reflected; a view that is costly may lag behind it
 *   40  time      int64     its engine time, nanoseconds
 *   48  written   int64     monotonic clock of the host
 *   56  views     int32     how many, then 4 zero bytes
 *   64  for each view, 48 bytes:
 *         0  name      16 bytes  ASCII, zeros behind it: status, permissions, ...
 *        16  sequence  int64     record that it reflects
 *        24  time      int64     its engine time
 *        32  bytes     int32     of its rows
 *        36  rows      int32     how many
 *        40  zero
 *       then the rows of each view, one view after the other: int32 length, and the SBE message {@code ...View} of that
 *       length, whose fields "seq" and "time" are zero: those of the view hold for all its rows
 * </pre>
 *
 * In {@code DIR/state/current}, 4,096 bytes, two int64 say when the state was last known to be so (32, monotonic clock
 * of the host) and behind which record (40).
 */
public final class ImageLayout {
    /** First bytes of the file. */
    public static final long MAGIC = 0x4D49454349554C53L;

    public static final int FORMAT = 1;
    public static final int MAGIC_AT = 0;
    public static final int CRC_AT = 8;
    public static final int FORMAT_AT = 12;
    public static final int LENGTH_AT = 16;
    public static final int TURN_AT = 24;
    public static final int SEQUENCE_AT = 32;
    public static final int TIME_AT = 40;
    public static final int WRITTEN_AT = 48;
    public static final int VIEWS_AT = 56;
    public static final int HEAD = 64;
    public static final int VIEW = 48;
    public static final int NAME = 16;
    public static final int VIEW_SEQUENCE_AT = 16;
    public static final int VIEW_TIME_AT = 24;
    public static final int VIEW_BYTES_AT = 32;
    public static final int VIEW_ROWS_AT = 36;
    /** Where a row has its sequence and its time. */
    public static final int STAMP_AT = 8;

    public static final int STAMP = 2 * Long.BYTES;
    /** Files of an image. */
    public static final int SIDES = 2;

    public static final String FOLDER = "state";
    public static final String CURRENT = "current";
    public static final int KNOWN_AT = 32;
    public static final int KNOWN_SEQUENCE_AT = 40;

    private ImageLayout() {}

    /** Name of one of the two files. */
    public static String file(final int side) {
        return side + ".img";
    }

    /** Checksum of an image. */
    public static int crc(final byte[] image, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(image, LENGTH_AT, length - LENGTH_AT);
        return (int) crc.getValue();
    }
}
