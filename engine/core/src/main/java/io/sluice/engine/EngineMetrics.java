package io.sluice.engine;

import io.sluice.codec.Role;
import io.sluice.engine.door.DoorServer;
import io.sluice.engine.follow.Follower;
import io.sluice.engine.line.EngineLoop;
import io.sluice.engine.line.FallbackLog;
import io.sluice.engine.line.InputRing;
import io.sluice.engine.line.Intake;
import io.sluice.engine.line.OwnBeacon;
import io.sluice.engine.line.Tally;
import io.sluice.engine.shm.ShmDirectory;
import io.sluice.journal.Access;
import io.sluice.journal.Journal;
import io.sluice.metrics.Counters;
import io.sluice.metrics.Metric;
import io.sluice.schema.IoTrouble;
import io.sluice.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where each number of the counters comes from (SPEC T-1).
 *
 * @param startSequence record of the start.
 * @param door          null while none is open.
 */
record EngineMetrics(
        Path directory,
        long startSequence,
        OwnBeacon beacon,
        Journal journal,
        InputRing ring,
        Intake intake,
        EngineLoop loop,
        Tally tally,
        FallbackLog fallback,
        Follower follower,
        Supplier<DoorServer> door) {
    private static final String FILE = "counters";

    /**
     * Makes the file of the counters and names it in the beacon.
     *
     * @return null if it cannot be made; an engine goes on without it.
     */
    Counters open(final ShmDirectory shm, final Consumer<String> notices) {
        if (shm == null) {
            return null;
        }
        try {
            final Path file = Access.of(directory).file(shm.create(FILE, Counters.LENGTH));
            final Set<String> known = new HashSet<>();
            final Counters counters =
                    new Counters(file, startSequence, tally.latencies(), each -> addDecisions(each, known), notices);
            add(counters);
            counters.start();
            beacon.nameCounters(file);
            return counters;
        } catch (final IOException e) {
            notices.accept("there are no counters, and sluice stat shows nothing: " + IoTrouble.describe(e));
            return null;
        }
    }

    private void add(final Counters counters) {
        counters.add(Metric.INPUTS, loop::inputs)
                .add(Metric.RECORDS, () -> beacon.lastSequence() - startSequence + 1)
                .add(Metric.JOURNAL_BYTES, tally::bytes)
                .add(Metric.COMMANDS, tally::commands)
                .add(Metric.SEALS, tally::seals)
                .add(Metric.INPUTS_DROPPED, intake.dropped::get)
                .add(Metric.DROPS_UNLOGGED, fallback::unsaid)
                .add(Metric.INPUTS_MERGED, intake.merged::get)
                .add(Metric.BACK_PRESSURED, intake.backPressured::sum)
                .add(Metric.DECISIONS_DROPPED, tally::decisionsDropped)
                .add(Metric.RING_SIZE, ring::size)
                .add(Metric.RING_OCCUPIED, ring::occupied)
                .add(Metric.RING_HIGH, loop::mostWaiting)
                .add(Metric.FOLLOWER_LAG, () -> Math.max(0, beacon.lastSequence() - follower.heard()))
                .add(Metric.FORCES, journal::forces)
                .add(Metric.UNSYNCED, () -> Math.max(0, journal.lastSequence() - journal.syncedSequence()))
                .add(Metric.LATENCY_NS, () -> tally.latencies().sumNs())
                .add(Metric.CLIENTS, () -> door.get() == null ? 0 : door.get().clients());
        for (final Role role : Role.values()) {
            if (role != Role.NULL_VAL && role != Role.ENGINE) {
                counters.add(
                        Metric.CLIENTS_BY_ROLE,
                        "role=" + spelling("Role", role.value()),
                        () -> door.get() == null ? 0 : door.get().clients(role));
            }
        }
    }

    /** A verdict with a code gets its counter when it comes up. */
    private void addDecisions(final Counters counters, final Set<String> known) {
        tally.eachDecided((verdict, code, count) -> {
            final String which = "verdict=" + spelling("Verdict", verdict) + ",code=" + spelling("Code", code);
            if (known.add(which)) {
                counters.add(Metric.DECISIONS, which, () -> tally.decisions(verdict, code));
            }
        });
    }

    private static String spelling(final String type, final int value) {
        return Schema.values(type).spelling(value);
    }
}
