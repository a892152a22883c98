package io.sluice.sim;

import io.sluice.control.config.ControlConfig;

/** A hand between world, machine and checker, to see that a machine that errs is noticed. Tests alone have one. */
@FunctionalInterface
interface Tamper {
    /** Leaves all as it is. */
    Tamper NONE = seen -> {};

    /** Changes a record before it is checked and shown. */
    void record(Seen seen);

    /** Changes what the machine takes; null: it takes nothing. */
    default byte[] input(final byte[] envelope) {
        return envelope;
    }

    /** Changes the configuration that the machine goes by. */
    default ControlConfig config(final ControlConfig config) {
        return config;
    }
}
