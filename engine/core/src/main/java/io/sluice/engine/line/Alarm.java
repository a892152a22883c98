package io.sluice.engine.line;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What makes the engine stop the line: raised by any thread that finds what it does not dare to go on with (no space, a
 * failed sync, a shadow that decides otherwise), heard by the engine thread, which journals a halt if it still can
 * (SPEC J-3, J-7). The first reason stands.
 */
public final class Alarm {
    private final AtomicReference<String> reason = new AtomicReference<>();

    /** @param why in words, for a person. */
    public void raise(final String why) {
        reason.compareAndSet(null, why);
    }

    /** Why; null while there is no alarm. Costs a plain volatile read. */
    public String reason() {
        return reason.get();
    }
}
