package io.sluice.serve.view;

/** What time it is in the engine. */
@FunctionalInterface
public interface EngineNow {
    /**
     * Engine time now, in nanoseconds since the epoch.
     *
     * @param lastNs engine time of the newest record that the asker knows: the answer where nothing better is known.
     */
    long nowNs(long lastNs);
}
