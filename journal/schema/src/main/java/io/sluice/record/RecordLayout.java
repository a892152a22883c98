package io.sluice.record;

/**
 * Layout of one record, little endian, packed, no padding.
 *
 * <pre>
 *  0        4        8
 *  +--------+--------+-----------------------+----------------+------------------+-- - -
 *  | crc32c | length | frame: RecordHeader   | frame: input   | frame: outcome 1 | ...
 *  +--------+--------+-----------------------+----------------+------------------+-- - -
 *           |&lt;----------------------- covered by crc32c -----------------------------&gt;|
 *
 *  a frame
 *  +--------+---------------------------------------------------+---------+-------------+
 *  | size   | blockLength | templateId | schemaId | version     |  block  |  texts ...  |
 *  | int32  |   uint16    |   uint16   |  uint16  |  uint16     |         |             |
 *  +--------+---------------------------------------------------+---------+-------------+
 *           |&lt;------------------------------ size bytes -------------------------------&gt;|
 * </pre>
 *
 * <p>{@code length} counts the whole record, prefix included. The CRC is CRC-32C (Castagnoli, RFC 3720). The number of
 * outcomes stands in the RecordHeader. An <em>envelope</em> is what a sender prepares: the frames RecordHeader and
 * input alone; the engine fills in sequence and times as it takes the input from the ring (SPEC W-2).
 */
public final class RecordLayout {
    /** Offset of the CRC. */
    public static final int CRC_OFFSET = 0;
    /** Offset of the length. */
    public static final int LENGTH_OFFSET = 4;
    /** Bytes before the first frame. */
    public static final int PREFIX_LENGTH = 8;
    /** Bytes of a frame's size. */
    public static final int FRAME_PREFIX_LENGTH = 4;

    private RecordLayout() {}
}
