package io.sluice.config;

import io.sluice.control.config.ControlConfig;

/**
 * A sound configuration.
 *
 * @param control   what changes a decision.
 * @param engine    what changes only speed or place.
 * @param serve     what only {@code sluice serve} looks at.
 * @param effective each key with its value and where that came from, to be shown.
 */
public record LoadedConfig(ControlConfig control, EngineConfig engine, ServeConfig serve, EffectiveConfig effective) {}
