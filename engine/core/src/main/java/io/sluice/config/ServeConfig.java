package io.sluice.config;

import java.nio.file.Path;

/**
 * What belongs to {@code sluice serve} alone; an engine passes over it. Durations are nanoseconds.
 *
 * @param dir          where it writes; null: {@code serve} in the data directory.
 * @param lagDegradeNs how far a required sink may be behind before that degrades.
 * @param lagSafeNs    how long what a required sink has to write may wait before that asks for safe_mode.
 */
public record ServeConfig(Path dir, long lagDegradeNs, long lagSafeNs, Mirror mirror, Metrics metrics, Log log) {
    /** Value of {@code mirror.url} for the file in the folder of {@code serve}. */
    public static final String SQLITE = "sqlite";

    /**
     * The SQL mirror.
     *
     * @param url          of JDBC, without a secret; empty: off; {@link #SQLITE}.
     * @param passwordFile file with the password, mode 0600; null for none.
     */
    public record Mirror(String url, Path passwordFile) {
        /** Whether there is one. */
        public boolean isOn() {
            return !url.isEmpty();
        }
    }

    /**
     * Metrics for Prometheus.
     *
     * @param listen where {@code /metrics} is served; null: nowhere.
     */
    public record Metrics(ListenAddress listen) {}

    /**
     * The log of {@code serve}.
     *
     * @param file         its newest file; null for none.
     * @param isJson       whether lines are for a program, else for a person.
     * @param maxSizeBytes of a file, at about which the next one begins.
     * @param keep         older files that are kept.
     */
    public record Log(Path file, boolean isJson, long maxSizeBytes, int keep) {}

    /** Where it writes, for an engine's data directory. */
    public Path folder(final Path dataDirectory) {
        return dir == null ? dataDirectory.resolve("serve") : dir;
    }
}
