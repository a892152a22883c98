package io.sluice.serve.telemetry;

import io.sluice.metrics.Reading;
import java.util.List;

/**
 * What a scrape shows, as it is at one moment. What is not known is null, and its metrics are left out.
 *
 * @param isUp    whether an engine runs and gives signs of life.
 * @param engine  what the engine counts; null where none counts.
 * @param state   what the views say; null where there is none.
 * @param counts  what the journal says.
 * @param sinks   what carries records out.
 * @param disk    where the journal lies; null where it cannot be asked.
 * @param build   version of this program.
 */
public record Figures(
        boolean isUp, Reading engine, State state, Counts counts, List<Sink> sinks, Disk disk, String build) {
    /**
     * The engine's state.
     *
     * @param mode            as it is spelled.
     * @param isEmergency     whether an emergency stop stands.
     * @param drawdownRatio   1 for all of the peak.
     * @param softRatio       where the soft limit is.
     * @param hardRatio       where the hard limit is.
     * @param pending         requests that wait for a person.
     */
    public record State(
            String mode, boolean isEmergency, double drawdownRatio, double softRatio, double hardRatio, long pending) {}

    /** A sink; the numbers count since {@code serve} began, except the lag, which is records not held yet. */
    public record Sink(
            String name,
            boolean isDown,
            long written,
            long replayed,
            long duplicates,
            long failed,
            long lag,
            long bytes) {}

    /**
     * The disk of the journal, in bytes.
     *
     * @param journal what the files of the journal take.
     * @param free    what is left.
     * @param size    of the file system.
     */
    public record Disk(long journal, long free, long size) {}
}
