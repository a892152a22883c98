package io.sluice.control.timer;

import io.sluice.control.config.Settings;
import io.sluice.control.step.Step;

/**
 * What a room stands on that acts by itself.
 *
 * @param settings the configuration in force.
 * @param step     the input on its way.
 * @param timers   what is due later.
 */
public record Basis(Settings settings, Step step, TimerBook timers) {}
