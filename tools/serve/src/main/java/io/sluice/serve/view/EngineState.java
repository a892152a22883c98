package io.sluice.serve.view;

import java.util.Locale;

/** Whether the engine of a data directory is there, as its own word says. */
public enum EngineState {
    /** Takes inputs and gives signs of life. */
    RUNNING,
    /** Was there, and gives no sign of life. */
    LOST,
    /** Begins or ends, and takes no inputs. */
    STOPPED,
    /** None ever was. */
    NONE;

    /** As the API has it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
