package io.sluice.serve.telemetry;

import io.sluice.metrics.Metric;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a number that the engine counts is called in a scrape.
 */
record EngineMetric(Metric metric, String name, String help) {
    /** Latencies and their sum have a histogram of their own. */
    static final List<EngineMetric> ALL = List.of(
            row(Metric.DECISIONS, "sluice_decisions_total", "Decisions released, repeats too."),
            row(Metric.INPUTS, "sluice_inputs_total", "Inputs executed, those without effect too."),
            row(Metric.RECORDS, "sluice_records_total", "Records released."),
            row(Metric.JOURNAL_BYTES, "sluice_journal_appended_bytes_total", "Bytes of the records appended."),
            row(Metric.COMMANDS, "sluice_commands_total", "Commands released to broker adapters."),
            row(Metric.SEALS, "sluice_seals_total", "Seals journaled."),
            row(Metric.INPUTS_DROPPED, "sluice_dropped_total", "Inputs that found no room and may be missed."),
            row(
                    Metric.DECISIONS_DROPPED,
                    "sluice_decisions_not_taken_total",
                    "Decisions that a strategy asks for again."),
            row(Metric.DROPS_UNLOGGED, "sluice_drops_unlogged_total", "Dropped inputs that the fallback log lacks."),
            row(Metric.INPUTS_MERGED, "sluice_inputs_merged_total", "Inputs that met one of their kind still waiting."),
            row(Metric.BACK_PRESSURED, "sluice_back_pressured_total", "Offers that were told to come again."),
            row(Metric.RING_SIZE, "sluice_ring_size", "Slots of the ring."),
            row(Metric.RING_OCCUPIED, "sluice_ring_occupied", "Slots of the ring in use."),
            row(Metric.RING_HIGH, "sluice_ring_high", "Most inputs found waiting at once."),
            row(Metric.FOLLOWER_LAG, "sluice_follower_lag_records", "Released records that the views do not show yet."),
            row(Metric.FORCES, "sluice_journal_forces_total", "Syncs that the device confirmed."),
            row(Metric.UNSYNCED, "sluice_journal_unsynced_records", "Records that the device may not have."),
            row(Metric.CLIENTS, "sluice_door_connections", "Clients at the door."),
            row(Metric.CLIENTS_BY_ROLE, "sluice_door_clients", "Clients at the door by role; one may have several."));

    private static EngineMetric row(final Metric metric, final String name, final String help) {
        return new EngineMetric(metric, name, help);
    }

    /**
     * Names and values of labels.
     *
     * @param which what tells a counter from the others of its metric, as {@code verdict=ALLOW,code=OK}.
     */
    static String[] labels(final String which) {
        return Stream.of(which.split(","))
                .filter(pair -> !pair.isEmpty())
                .flatMap(pair -> Stream.of(pair.split("=", 2)))
                .toArray(String[]::new);
    }
}
