package io.sluice.engine.start;

import io.sluice.codec.StartKind;
import io.sluice.config.CanonicalConfig;
import io.sluice.control.config.ControlConfig;
import io.sluice.replay.EngineStartedWriter;
import java.util.Arrays;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** The {@code EngineStarted} of an engine, from what it found in its journal. */
public final class FirstRecord {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final int length;
    private final UUID journalId;

    /** @param isClean whether the engine before ended well. */
    FirstRecord(final StartSettings options, final JournalReplay found, final boolean isClean) {
        final ControlConfig config = options.config().control();
        final boolean isKnown = Arrays.equals(
                CanonicalConfig.fingerprint(config), found.replay().fingerprint());
        journalId = journalId(options, found);
        final EngineStart start = new EngineStart(UUID.randomUUID(), journalId, options.kind(), how(found, isClean));
        final EpochPlan left = found.epoch();
        if (left != null) {
            start.previous(left.journalId(), left.lastGood(), left.lastGoodHash(), left.fences());
        }
        length = start.behaviourVersion(found.replay().behaviourVersion())
                .startNormal(options.startNormal())
                .dropped((int) Math.min(Integer.MAX_VALUE, found.droppedRecords()), found.droppedBytes())
                .synced(
                        found.epoch() == null ? found.lastSequence() : 0,
                        options.config().engine().journal().sync().mode())
                .configuration(config, !isKnown)
                .encode(buffer);
    }

    private static UUID journalId(final StartSettings options, final JournalReplay found) {
        if (found.epoch() != null) {
            return UUID.randomUUID();
        }
        return found.replay().info() == null
                ? options.journalId()
                : found.replay().info().journalId();
    }

    private static StartKind how(final JournalReplay found, final boolean isClean) {
        if (found.epoch() != null) {
            return StartKind.EPOCH;
        }
        if (found.replay().info() == null) {
            return StartKind.FIRST;
        }
        return isClean ? StartKind.CLEAN : StartKind.CRASH;
    }

    /** The journal that it goes on or begins. */
    public UUID journalId() {
        return journalId;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }
}
