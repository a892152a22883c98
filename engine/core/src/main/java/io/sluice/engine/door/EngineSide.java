package io.sluice.engine.door;

import io.sluice.client.Beacon;
import io.sluice.client.EngineClock;
import io.sluice.config.EngineConfig;
import io.sluice.engine.line.Clients;
import io.sluice.engine.line.Intake;
import io.sluice.engine.shm.ShmDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a door needs of its engine.
 *
 * @param directory       of the data; its lock is the engine's.
 * @param settings        of the door.
 * @param operators       who is allowed to be one.
 * @param fourEyes        whether loosening takes two of them.
 * @param startSequence   record of the engine's start.
 * @param engineTimeoutNs silence after which a client takes it for lost.
 * @param isIdle          whether everything that was offered has been executed.
 * @param intake          the way in.
 * @param clients         strategies that are attached.
 * @param shm             memory that other processes share; null if there is none.
 * @param notices         takes what a person should know.
 */
public record EngineSide(
        Path directory,
        EngineConfig.Door settings,
        List<String> operators,
        boolean fourEyes,
        UUID journalId,
        long startSequence,
        long engineTimeoutNs,
        Beacon beacon,
        EngineClock clock,
        BooleanSupplier isIdle,
        Intake intake,
        Clients clients,
        ShmDirectory shm,
        Consumer<String> notices) {}
