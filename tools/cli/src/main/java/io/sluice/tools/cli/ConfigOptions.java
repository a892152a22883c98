package io.sluice.tools.cli;

import io.sluice.config.ConfigLoader;
import io.sluice.config.ConfigProblem;
import io.sluice.config.ConfigRefusedException;
import io.sluice.config.LoadedConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say which configuration is in force. */
public final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file. Without it config/sluice.conf of the checkout, if that exists.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key, as sluice.journal.dir=/data; may be repeated, wins over the file.")
    private final List<String> overrides = new ArrayList<>();

    /**
     * Loads the configuration.
     *
     * @param environment variables that may override the file; empty to ignore them.
     * @throws io.sluice.config.ConfigRefusedException with everything that is wrong.
     */
    public LoadedConfig load(final Console console, final Map<String, String> environment) {
        return ConfigLoader.load(file(console), environment, overrides);
    }

    /** Reads the configuration, sound or not. */
    public ConfigLoader.Reading read(final Console console, final Map<String, String> environment) {
        return ConfigLoader.read(file(console), environment, overrides);
    }

    /**
     * Refuses what was named on the command line and cannot be read, is unknown or makes no sense, for a command that
     * needs little of it or nothing: whoever names it believes that it counts. What a configuration leaves out is not
     * looked at.
     *
     * @throws ConfigRefusedException with everything that is wrong.
     */
    void refuseNonsense(final Console console) {
        if (file == null && overrides.isEmpty()) {
            return;
        }
        final List<ConfigProblem> wrong = read(console, Map.of()).problems().stream()
                .filter(problem -> problem.key().isEmpty() || !problem.place().isEmpty())
                .toList();
        if (!wrong.isEmpty()) {
            throw new ConfigRefusedException(wrong);
        }
    }

    private Path file(final Console console) {
        return file == null ? console.defaultConfigFile() : file;
    }
}
