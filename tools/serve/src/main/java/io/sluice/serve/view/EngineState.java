package io.sluice.serve.view;

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

    /** As the API has it: it is there, or it is not. */
    public String spelling() {
        return this == RUNNING ? "attached" : "lost";
    }

    /** The safeguard that only a process outside can judge: whether inputs are taken (SPEC O-3). */
    String eventBuffer() {
        return switch (this) {
            case RUNNING -> "ACTIVE";
            case LOST -> "FAILED";
            case STOPPED, NONE -> "OFF";
        };
    }
}
