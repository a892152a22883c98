package io.sluice.replay;

/** Hears how the recovery of a start gets on, on the thread that opens the engine. */
@FunctionalInterface
public interface ReplayWatch {
    /** Hears nothing. */
    ReplayWatch SILENT = (records, total) -> {};

    /**
     * Some more records were executed again; comes often, so a display has to choose. The last time both
     * numbers are the same.
     *
     * @param records so far.
     * @param total   of them that there are, as far as can be told beforehand.
     */
    void onRecords(long records, long total);
}
