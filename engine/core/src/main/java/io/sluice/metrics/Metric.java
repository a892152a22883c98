package io.sluice.metrics;

import java.util.List;
import java.util.Locale;

/**
 * What is counted since the engine's start, a row each. The constant is the label in the file, in lower case, and its
 * number the type id there: numbers are never used again.
 */
public enum Metric {
    /** Inputs executed, those without effect and without a record among them. */
    INPUTS(1, Kind.COUNT),
    /** Records released, that of the start among them. */
    RECORDS(2, Kind.COUNT),
    /** Bytes of the records appended. */
    JOURNAL_BYTES(3, Kind.COUNT),
    /** Decisions released, one counter for each verdict and code that came up. */
    DECISIONS(4, Kind.COUNT, "verdict", "code"),
    /** Commands released to broker adapters: ClosePosition and CancelOrder. */
    COMMANDS(5, Kind.COUNT),
    /** Seals journaled. */
    SEALS(6, Kind.COUNT),
    /** Inputs that found no room and may be missed (M-6). */
    INPUTS_DROPPED(7, Kind.COUNT),
    /** Of these, lines that the fallback log could not take. */
    DROPS_UNLOGGED(8, Kind.COUNT),
    /** Inputs that must get through and met one of their kind still waiting. */
    INPUTS_MERGED(9, Kind.COUNT),
    /** Offers that found no room and were told so. */
    BACK_PRESSURED(10, Kind.COUNT),
    /** Decisions that an embedded strategy did not take in time; it asks again (G-4). */
    DECISIONS_DROPPED(11, Kind.COUNT),
    /** Slots of the ring. */
    RING_SIZE(12, Kind.LEVEL),
    /** Slots in use. */
    RING_OCCUPIED(13, Kind.LEVEL),
    /** Most inputs that the engine thread found waiting at once. */
    RING_HIGH(14, Kind.LEVEL),
    /** Records released that the follower has not heard yet. */
    FOLLOWER_LAG(15, Kind.LEVEL),
    /** Forces of the journal that the device confirmed. */
    FORCES(16, Kind.COUNT),
    /** Records in the journal that the device is not known to have. */
    UNSYNCED(17, Kind.LEVEL),
    /** Clients at the door. */
    CLIENTS(18, Kind.LEVEL),
    /** The same by role; a client of several roles counts in each, one that only reads in none. */
    CLIENTS_BY_ROLE(19, Kind.LEVEL, "role"),
    /** Nanoseconds from stamp to release, summed over the decisions that were measured, one in 16. */
    LATENCY_NS(20, Kind.COUNT);

    /** Whether a number only grows, or says how much there is now. */
    public enum Kind {
        COUNT,
        LEVEL
    }

    private final int typeId;
    private final Kind kind;
    private final List<String> keys;

    Metric(final int typeId, final Kind kind, final String... keys) {
        this.typeId = typeId;
        this.kind = kind;
        this.keys = List.of(keys);
    }

    /** Type id of its counters in the file. */
    public int typeId() {
        return typeId;
    }

    /** Whether it grows. */
    public Kind kind() {
        return kind;
    }

    /** What tells its counters apart, as {@code role}; empty if it has one counter. */
    public List<String> keys() {
        return keys;
    }

    /** Label of its counter, or the part that all of them share. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
