package io.sluice.control.config;

/** Holds the decision configuration of the present run, which a start may change. */
public final class Settings {
    private ControlConfig config;

    /** @param config of the first run; sizes of tables are taken from it once. */
    public Settings(final ControlConfig config) {
        this.config = config;
    }

    /** The present configuration. */
    public ControlConfig get() {
        return config;
    }

    /** A start brings a new one. */
    public void set(final ControlConfig newConfig) {
        config = newConfig;
    }
}
