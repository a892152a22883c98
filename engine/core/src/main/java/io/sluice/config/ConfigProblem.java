package io.sluice.config;

/**
 * One thing wrong with a configuration.
 *
 * @param code    {@code SEC-040}, or {@code NOT_SUPPORTED} for what is not built yet (SPEC H-14, O-0).
 * @param key     the whole key, as {@code sluice.hitl.timeout}; empty where the file cannot be read at all.
 * @param message what is wrong.
 * @param place   file and line, variable or option; empty where there is none.
 */
public record ConfigProblem(String code, String key, String message, String place) {
    /** Missing, malformed or unknown. */
    public static final String INVALID = "SEC-040";
    /** Not built yet. */
    public static final String NOT_SUPPORTED = "NOT_SUPPORTED";

    /** One line for a person. */
    @Override
    public String toString() {
        return code + (key.isEmpty() ? "" : " " + key) + ": " + message + (place.isEmpty() ? "" : " (" + place + ")");
    }
}
