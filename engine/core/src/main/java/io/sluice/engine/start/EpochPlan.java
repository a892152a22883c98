package io.sluice.engine.start;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import io.sluice.codec.JournalKind;
import io.sluice.control.ControlMachine;
import io.sluice.control.intent.Fences;
import io.sluice.journal.JournalEpochs;
import io.sluice.journal.JournalException;
import io.sluice.journal.JournalInfo;
import io.sluice.replay.ReplayWatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a journal that refuses the start leaves to a new epoch (SPEC J-2).
 *
 * @param directory    data directory whose journal is left behind, as yet or already put aside.
 * @param reason       why it refuses the start; null if it does not, or where it was put aside already.
 * @param dropped      records that a start which is not refused would find lost.
 * @param info         what it says of itself; null if that cannot be read.
 * @param lastGood     last record that is whole and re-executes; 0 if there is none.
 * @param lastGoodHash SHA-256 of that record's bytes; all zero if there is none.
 * @param lastSeen     last record of which there is any trace.
 * @param lost         records behind the last good one: what the new epoch does not know of.
 * @param unreadable   records that once were and cannot be read, at most.
 * @param lastTimeNs   latest engine time of any record; Long.MIN_VALUE if there is none.
 * @param fences       highest intent id that may have been answered, by strategy; see
 *                     {@link io.sluice.control.intent.Fences}.
 */
public record EpochPlan(
        Path directory,
        String reason,
        long dropped,
        JournalInfo info,
        long lastGood,
        byte[] lastGoodHash,
        long lastSeen,
        long lost,
        long unreadable,
        long lastTimeNs,
        String fences) {
    /**
     * Sequence numbers left free, beyond what is known to have been used: trade and command ids come from them, and no
     * adapter may meet one twice.
     */
    public static final long ROOM = 1_000_000;

    private static final UUID NIL = new UUID(0, 0);

    /** Looks at a data directory, for a person to decide; changes nothing. Reads all of the journal. */
    public static EpochPlan of(final Path dataDirectory) {
        return of(dataDirectory, Beacon.lastReleased(dataDirectory).orElse(0));
    }

    /** @param released last record that is known to have been released. */
    static EpochPlan of(final Path dataDirectory, final long released) {
        final List<Path> aside = JournalEpochs.aside(dataDirectory);
        EpochPlan plan = EpochSurvey.of(dataDirectory, released).judged(released);
        // A journal without a record behind others that were put aside is one whose beginning did not succeed.
        for (int i = aside.size() - 1; i >= 0 && plan.lastSeen == 0; i--) {
            plan = EpochSurvey.of(aside.get(i), released);
        }
        // Where not even the first record can be read, the fences that stood there are in the epochs before.
        for (int i = aside.size() - 1; i >= 0 && plan.lastGood == 0; i--) {
            plan = plan.fencedBy(EpochSurvey.of(aside.get(i), 0).fences);
        }
        return plan;
    }

    /** Only a start knows what it refuses: not everything that a survey stumbles over, see {@link JournalReplay}. */
    private EpochPlan judged(final long released) {
        try {
            final JournalKind kind = info == null ? JournalKind.LIVE : info.kind();
            final JournalReplay found =
                    JournalReplay.of(directory, kind, released, ReplayWatch.SILENT, ControlMachine.BEHAVIOUR_VERSION);
            return with(null, found.droppedRecords(), fences);
        } catch (final JournalException | EngineException | IllegalStateException e) {
            return with(e.getMessage(), 0, fences);
        }
    }

    private EpochPlan fencedBy(final String others) {
        final Map<Integer, Long> all = new TreeMap<>();
        Fences.read(fences, (id, highest) -> all.merge(id, highest, Math::max));
        Fences.read(others, (id, highest) -> all.merge(id, highest, Math::max));
        final StringBuilder text = new StringBuilder();
        all.forEach((id, highest) -> Fences.append(text, id, highest));
        return with(reason, dropped, text.toString());
    }

    private EpochPlan with(final String newReason, final long newDropped, final String newFences) {
        return new EpochPlan(
                directory,
                newReason,
                newDropped,
                info,
                lastGood,
                lastGoodHash,
                lastSeen,
                lost,
                unreadable,
                lastTimeNs,
                newFences);
    }

    /** Id of the journal that is left; nil if it cannot be read. */
    UUID journalId() {
        return info == null ? NIL : info.journalId();
    }

    /** Sequence behind which the new epoch goes on. */
    public long goesOnBehind() {
        return lastSeen + ROOM;
    }
}
