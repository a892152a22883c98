package io.sluice.engine;

import io.sluice.codec.JournalKind;
import io.sluice.config.LoadedConfig;
import io.sluice.journal.Device;
import io.sluice.journal.JournalSettings;
import java.nio.file.Path;
import java.util.UUID;

/**
 * How an engine is opened.
 *
 * @param config       a sound configuration.
 * @param directory    data directory, made where there is none.
 * @param kind         of the journal; another kind is refused (J-4).
 * @param clock        where time comes from.
 * @param journalId    of a journal that is begun; an existing one keeps its own.
 * @param startNormal  whether it begins in normal with nothing owed rather than cold; for trials.
 * @param segmentBytes stretch of the journal that is reserved at once; at least four of the largest record.
 * @param device       what forces the journal.
 * @param forceHalt    whether a journal that refuses the start is put aside for a new epoch in halt (J-2). An operator
 *                     decides that, once: nothing else may set it.
 * @param recoveryWatch hears how the recovery gets on.
 */
public record EngineOptions(
        LoadedConfig config,
        Path directory,
        JournalKind kind,
        EngineClock clock,
        UUID journalId,
        boolean startNormal,
        int segmentBytes,
        Device device,
        boolean forceHalt,
        RecoveryWatch recoveryWatch) {

    /** Live, in the configured directory, by the system's clock. */
    public static EngineOptions of(final LoadedConfig config) {
        return new EngineOptions(
                config,
                config.engine().journal().dir(),
                JournalKind.LIVE,
                EngineClock.system(),
                UUID.randomUUID(),
                false,
                JournalSettings.forRecords(config.engine().journal().maxRecordBytes())
                        .segmentBytes(),
                Device.SYSTEM,
                false,
                RecoveryWatch.SILENT);
    }

    /** In another directory. */
    public EngineOptions in(final Path newDirectory) {
        return new EngineOptions(
                config,
                newDirectory,
                kind,
                clock,
                journalId,
                startNormal,
                segmentBytes,
                device,
                forceHalt,
                recoveryWatch);
    }

    /** For another kind of journal. */
    public EngineOptions kind(final JournalKind newKind) {
        return new EngineOptions(
                config,
                directory,
                newKind,
                clock,
                journalId,
                startNormal,
                segmentBytes,
                device,
                forceHalt,
                recoveryWatch);
    }

    /** By another clock. */
    public EngineOptions clock(final EngineClock newClock) {
        return new EngineOptions(
                config,
                directory,
                kind,
                newClock,
                journalId,
                startNormal,
                segmentBytes,
                device,
                forceHalt,
                recoveryWatch);
    }

    /** With another id for a new journal. */
    public EngineOptions journalId(final UUID newId) {
        return new EngineOptions(
                config, directory, kind, clock, newId, startNormal, segmentBytes, device, forceHalt, recoveryWatch);
    }

    /** Beginning in normal, or cold. */
    public EngineOptions startNormal(final boolean newStartNormal) {
        return new EngineOptions(
                config,
                directory,
                kind,
                clock,
                journalId,
                newStartNormal,
                segmentBytes,
                device,
                forceHalt,
                recoveryWatch);
    }

    /** With other segments. */
    public EngineOptions segmentBytes(final int newBytes) {
        return new EngineOptions(
                config, directory, kind, clock, journalId, startNormal, newBytes, device, forceHalt, recoveryWatch);
    }

    /** On another device. */
    public EngineOptions device(final Device newDevice) {
        return new EngineOptions(
                config,
                directory,
                kind,
                clock,
                journalId,
                startNormal,
                segmentBytes,
                newDevice,
                forceHalt,
                recoveryWatch);
    }

    /** With a new epoch where the journal refuses the start, or without. */
    public EngineOptions forceHalt(final boolean newForceHalt) {
        return new EngineOptions(
                config,
                directory,
                kind,
                clock,
                journalId,
                startNormal,
                segmentBytes,
                device,
                newForceHalt,
                recoveryWatch);
    }

    /** With somebody who hears how the recovery gets on. */
    public EngineOptions recoveryWatch(final RecoveryWatch newWatch) {
        return new EngineOptions(
                config, directory, kind, clock, journalId, startNormal, segmentBytes, device, forceHalt, newWatch);
    }
}
