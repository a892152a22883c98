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
        final boolean isFirst = found.replay().info() == null;
        length = new EngineStart(
                        UUID.randomUUID(),
                        isFirst ? options.journalId() : found.replay().info().journalId(),
                        options.kind(),
                        isFirst ? StartKind.FIRST : isClean ? StartKind.CLEAN : StartKind.CRASH)
                .behaviourVersion(found.replay().behaviourVersion())
                .startNormal(options.startNormal())
                .dropped(
                        (int) Math.min(Integer.MAX_VALUE, found.end().droppedRecords()),
                        found.end().droppedBytes())
                .configuration(config, !isKnown)
                .encode(buffer);
    }

    DirectBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }
}
