package io.sluice.engine.start;

import io.sluice.client.EngineClock;
import io.sluice.codec.JournalKind;
import io.sluice.config.LoadedConfig;
import io.sluice.journal.Device;
import io.sluice.replay.ReplayWatch;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;

/** What a start needs to know. {@code EngineOptions} says what each value means. */
public interface StartSettings {
    /** A sound configuration. */
    LoadedConfig config();

    /** Data directory, made where there is none. */
    Path directory();

    /** Kind of the journal; another kind is refused (SPEC J-4). */
    JournalKind kind();

    /** Source of time. */
    EngineClock clock();

    /** Id of a journal that is begun; an existing one keeps its own. */
    UUID journalId();

    /** Whether it begins in normal with nothing owed rather than cold; for trials. */
    boolean startNormal();

    /** Bytes of the journal that are reserved at once; at least four of the largest record. */
    int segmentBytes();

    /** Forces the journal. */
    Device device();

    /** Whether a journal that refuses the start is put aside for a new epoch in halt (SPEC J-2). */
    boolean forceHalt();

    /** Hears how the recovery gets on. */
    ReplayWatch replayWatch();

    /** Takes what a person should know and no record holds. */
    Consumer<String> notices();
}
