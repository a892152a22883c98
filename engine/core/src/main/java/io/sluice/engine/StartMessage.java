package io.sluice.engine;

import io.sluice.codec.StartKind;
import io.sluice.config.CanonicalConfig;
import io.sluice.control.config.ControlConfig;
import java.util.Arrays;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** The {@code EngineStarted} of an engine, from what it found in its journal. */
final class StartMessage {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final int length;

    /** @param isClean whether the engine before ended well. */
    StartMessage(final EngineOptions options, final Recovery found, final boolean isClean) {
        final ControlConfig config = options.config().control();
        final boolean isKnown = Arrays.equals(
                CanonicalConfig.fingerprint(config), found.replay().fingerprint());
        length = new EngineStart(UUID.randomUUID(), journalId(options, found), options.kind(), how(found, isClean))
                .behaviourVersion(found.replay().behaviourVersion())
                .startNormal(options.startNormal())
                .dropped((int) Math.min(Integer.MAX_VALUE, found.droppedRecords()), found.droppedBytes())
                .synced(
                        found.epoch() == null ? found.lastSequence() : 0,
                        options.config().engine().journal().sync().mode())
                .previous(found.epoch())
                .configuration(config, !isKnown)
                .encode(buffer);
    }

    private static UUID journalId(final EngineOptions options, final Recovery found) {
        if (found.epoch() != null) {
            return UUID.randomUUID();
        }
        return found.replay().info() == null
                ? options.journalId()
                : found.replay().info().journalId();
    }

    private static StartKind how(final Recovery found, final boolean isClean) {
        if (found.epoch() != null) {
            return StartKind.EPOCH;
        }
        if (found.replay().info() == null) {
            return StartKind.FIRST;
        }
        return isClean ? StartKind.CLEAN : StartKind.CRASH;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }
}
