package io.sluice.state;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one side says of itself, see the package's description; it is written last.
 *
 * @param turn       rises with every writing.
 * @param generation of the file.
 * @param sequence   record that the latest of the sections reflect.
 * @param timeNs     its engine time.
 */
record StateDirectory(long turn, long generation, long sequence, long timeNs, List<Entry> sections) {
    /** Its section and page. */
    static final int SECTION = -1;

    private static final int LENGTH_AT = 4;
    private static final int TURN_AT = 8;
    private static final int GENERATION_AT = 16;
    private static final int SEQUENCE_AT = 24;
    private static final int TIME_AT = 32;
    private static final int SECTIONS_AT = 40;
    private static final int HEAD = 48;
    private static final int ENTRY = 32;
    private static final int MAX_SECTIONS = (MapFile.PAGE - HEAD) / ENTRY;

    /** One section. */
    record Entry(long sequence, long timeNs, int bytes, int rows, int crc) {
        int pages() {
            return Math.floorDiv(bytes + MapFile.PAGE - 1, MapFile.PAGE);
        }
    }

    void encode(final byte[] page) {
        final UnsafeBuffer to = new UnsafeBuffer(page);
        final int length = HEAD + ENTRY * sections.size();
        to.setMemory(0, page.length, (byte) 0);
        to.putInt(LENGTH_AT, length, Section.ORDER);
        to.putLong(TURN_AT, turn, Section.ORDER);
        to.putLong(GENERATION_AT, generation, Section.ORDER);
        to.putLong(SEQUENCE_AT, sequence, Section.ORDER);
        to.putLong(TIME_AT, timeNs, Section.ORDER);
        to.putInt(SECTIONS_AT, sections.size(), Section.ORDER);
        for (int i = 0; i < sections.size(); i++) {
            final Entry entry = sections.get(i);
            final int at = HEAD + i * ENTRY;
            to.putLong(at, entry.sequence, Section.ORDER);
            to.putLong(at + 8, entry.timeNs, Section.ORDER);
            to.putInt(at + 16, entry.bytes, Section.ORDER);
            to.putInt(at + 20, entry.rows, Section.ORDER);
            to.putInt(at + 24, entry.crc, Section.ORDER);
        }
        to.putInt(0, crc(page, LENGTH_AT, length - LENGTH_AT), Section.ORDER);
    }

    /** Null if these bytes are not the ones that were written. */
    static StateDirectory decode(final byte[] page) {
        final UnsafeBuffer from = new UnsafeBuffer(page);
        final int count = from.getInt(SECTIONS_AT, Section.ORDER);
        final int length = HEAD + ENTRY * count;
        if (count < 0
                || count > MAX_SECTIONS
                || from.getInt(LENGTH_AT, Section.ORDER) != length
                || from.getInt(0, Section.ORDER) != crc(page, LENGTH_AT, length - LENGTH_AT)) {
            return null;
        }
        final List<Entry> sections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            final int at = HEAD + i * ENTRY;
            sections.add(new Entry(
                    from.getLong(at, Section.ORDER),
                    from.getLong(at + 8, Section.ORDER),
                    from.getInt(at + 16, Section.ORDER),
                    from.getInt(at + 20, Section.ORDER),
                    from.getInt(at + 24, Section.ORDER)));
        }
        return new StateDirectory(
                from.getLong(TURN_AT, Section.ORDER),
                from.getLong(GENERATION_AT, Section.ORDER),
                from.getLong(SEQUENCE_AT, Section.ORDER),
                from.getLong(TIME_AT, Section.ORDER),
                sections);
    }

    static int crc(final byte[] bytes, final int from, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
