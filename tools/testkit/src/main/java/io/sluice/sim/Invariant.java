package io.sluice.sim;

import io.sluice.control.config.ControlConfig;

/** A rule held against each record, from inputs and outcomes and what can be read of the machine. */
abstract class Invariant {
    /** A start brings a configuration; the record of that start follows. */
    void configured(final ControlConfig config) {}

    /** A record begins; {@code seen} stands on its input. */
    void input(final Seen seen) {}

    /** The next outcome of the record. */
    void outcome(final Seen seen) {}

    /** All outcomes of the record were seen. */
    void after(final Seen seen, final Glance machine) {}

    /** Holds or breaks. */
    static void hold(final boolean holds, final String sentence, final String detail, final Object... arguments) {
        if (!holds) {
            throw new Broken(sentence, String.format(detail, arguments));
        }
    }
}
