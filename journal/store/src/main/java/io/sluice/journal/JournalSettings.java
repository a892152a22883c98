package io.sluice.journal;

/**
 * How the journal's files are laid out. Nothing here changes what is written.
 *
 * @param segmentBytes   bytes of a segment: the stretch that is reserved at once. 1 MiB to 1 GiB, a multiple of 4096.
 * @param maxRecordBytes largest record; at most a quarter of a segment.
 * @param isWarm         whether the pages that are written next are kept ready. It makes each force write them, too, so
 *                       who forces record by record is better off without.
 */
public record JournalSettings(int segmentBytes, int maxRecordBytes, boolean isWarm) {
    /** Segments of 64 MiB, records of up to 4 MiB. */
    public static final JournalSettings DEFAULT = new JournalSettings(64 << 20, 4 << 20, true);

    private static final int MIN_SEGMENT = 1 << 20;
    private static final int MAX_SEGMENT = 1 << 30;
    private static final int PAGE = 4096;

    /** Segments of the usual size, or as large as records of this size need. */
    public static JournalSettings forRecords(final int maxRecordBytes) {
        final long needed = 4L * maxRecordBytes + PAGE - 1 & -PAGE;
        final int segmentBytes = (int) Math.max(DEFAULT.segmentBytes, Math.min(needed, MAX_SEGMENT));
        return new JournalSettings(segmentBytes, maxRecordBytes, true);
    }

    /** Refuses what cannot work. */
    public JournalSettings {
        if (segmentBytes < MIN_SEGMENT || segmentBytes > MAX_SEGMENT || segmentBytes % PAGE != 0) {
            throw new IllegalArgumentException("segment of " + segmentBytes + " bytes: 1 MiB to 1 GiB, whole pages");
        }
        if (maxRecordBytes < 1 || maxRecordBytes > segmentBytes / 4) {
            throw new IllegalArgumentException(
                    "records of " + maxRecordBytes + " bytes: at most a quarter of a segment");
        }
    }
}
