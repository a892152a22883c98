package io.sluice.engine;

/**
 * What an engine has counted since it was opened.
 *
 * @param inputs        executed.
 * @param lastSequence  last record released.
 * @param decisions     released.
 * @param ringOccupied  slots in use now.
 * @param dropped       inputs that found no room and may be missed (M-6).
 * @param unsaid        of these, lines that the fallback log could not take.
 * @param merged        must-deliver inputs that met one of their kind still waiting.
 * @param backPressured offers that found no room.
 */
public record EngineCounters(
        long inputs,
        long lastSequence,
        long decisions,
        long ringOccupied,
        long dropped,
        long unsaid,
        long merged,
        long backPressured) {}
