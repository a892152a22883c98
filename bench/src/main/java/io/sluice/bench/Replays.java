package io.sluice.bench;

import io.sluice.codec.JournalKind;
import io.sluice.codec.StartKind;
import io.sluice.config.LoadedConfig;
import io.sluice.control.ControlMachine;
import io.sluice.engine.start.JournalReplay;
import io.sluice.replay.EngineStartedWriter;
import io.sluice.replay.ReplayWatch;
import java.nio.file.Path;
import java.util.UUID;
import org.agrona.MutableDirectBuffer;

/** What an engine does as it starts, without an engine. */
public final class Replays {
    private Replays() {}

    /** Writes the envelope of the first start of a live journal, in {@code normal}; returns its length. */
    public static int firstStart(final LoadedConfig config, final MutableDirectBuffer target) {
        return new EngineStartedWriter(new UUID(1, 1), new UUID(2, 2), JournalKind.LIVE, StartKind.FIRST)
                .startNormal(true)
                .configuration(config.control(), true)
                .encode(target);
    }

    /** Recovers as the engine does; returns the sequence of the last record, every one before it confirmed. */
    public static long recover(final Path directory) {
        return JournalReplay.of(directory, JournalKind.LIVE, 0, ReplayWatch.SILENT, ControlMachine.BEHAVIOUR_VERSION)
                .replay()
                .lastSequence();
    }
}
