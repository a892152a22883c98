package io.sluice.tools.door;

import io.sluice.client.ClientOptions;
import io.sluice.codec.Channel;
import io.sluice.config.ConfigLoader;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.ConfigOptions;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.JournalOptions;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which engine is meant, and as whom it is spoken to. */
public final class DoorOptions {
    private static final double MAX_TIMEOUT_S = 3600;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Data directory of the engine. Without it sluice.journal.dir of the configuration.")
    private Path directory;

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            description = "Socket of the door. Without it sluice.door.path of the configuration, or DIR/door.sock.")
    private Path socket;

    @Option(
            names = "--as",
            paramLabel = "OPERATOR",
            description = "Who gives the command. Without it your own user name, or the only operator there is.")
    private String operator;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Longest wait for the answer (5).")
    private double timeoutSeconds;

    @Option(names = "--json", description = "Prints the answer with all outcomes as JSON.")
    private boolean json;

    @Mixin
    private ConfigOptions config;

    private ConfigLoader.Reading reading;

    private ConfigLoader.Reading reading(final Console console) {
        if (reading == null) {
            reading = config.read(console, console.environment());
        }
        return reading;
    }

    /** The data directory. */
    Path directory(final Console console) {
        return directory != null ? directory : JournalOptions.configured(reading(console));
    }

    /** Where to attach. */
    Path socket(final Console console) {
        if (socket != null) {
            return socket;
        }
        final Path configured = reading(console).doorPath();
        return configured != null ? configured : directory(console).resolve("door.sock");
    }

    /** For a client of a command, with a name for the record. */
    ClientOptions client(final Console console, final String command) {
        return ClientOptions.at(socket(console)).name("sluice " + command).channel(Channel.CLI);
    }

    /** Who gives the command; null if nobody is named. */
    String operator() {
        return operator;
    }

    boolean json() {
        return json;
    }

    Duration timeout() {
        if (!(timeoutSeconds > 0 && timeoutSeconds <= MAX_TIMEOUT_S)) {
            throw CommandException.usage("--timeout takes more than 0 and at most 3600 seconds");
        }
        return Duration.ofNanos((long) (timeoutSeconds * 1e9));
    }
}
