package io.sluice.config;

import io.sluice.codec.Severity;
import java.nio.file.Path;
import java.util.List;

/**
 * What belongs to {@code sluice serve} alone; an engine passes over it. Durations are nanoseconds.
 *
 * @param dir          where it writes; null: {@code serve} in the data directory.
 * @param lagDegradeNs how far a required sink may be behind before that degrades.
 * @param lagSafeNs    how long what a required sink has to write may wait before that asks for safe_mode.
 */
public record ServeConfig(
        Path dir,
        long lagDegradeNs,
        long lagSafeNs,
        Mirror mirror,
        Notify notifier,
        Http http,
        Metrics metrics,
        Log log) {
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

    /**
     * The notifier (N-1).
     *
     * @param rules own rules; an event that one of them names is not looked up among the shipped ones.
     */
    public record Notify(List<NotifyRule> rules, Discord discord, Telegram telegram, Webhook webhook) {
        /** Whether there is a channel. */
        public boolean isOn() {
            return discord.isOn() || telegram.isOn() || webhook.isOn();
        }
    }

    /**
     * Which event goes where.
     *
     * @param event    its name, or the beginning of names and {@code *}.
     * @param severity the least.
     * @param channels discord, telegram, webhook; none: the event is not told.
     * @param delayNs  how long after the event.
     * @param quiet    hours in UTC at which it waits, {@code HH:mm-HH:mm}; empty for none.
     */
    public record NotifyRule(String event, Severity severity, List<String> channels, long delayNs, String quiet) {}

    /** A person of a chat service: the service's number, and the operator that he is. */
    public record ChatOperator(String user, String operator) {}

    /** Which buttons a request has in a chat. */
    public enum Buttons {
        BOTH,
        REJECT,
        NONE
    }

    /**
     * Discord (N-2).
     *
     * @param tokenFile file of the bot's token, mode 0600; null: off.
     * @param channel   that it posts to, by number.
     * @param apiUrl    of the service.
     */
    public record Discord(
            Path tokenFile, String channel, List<ChatOperator> operators, Buttons buttons, String apiUrl) {
        /** Whether it is used. */
        public boolean isOn() {
            return tokenFile != null;
        }
    }

    /**
     * Telegram (N-3); its requests have the buttons of {@link Discord}.
     *
     * @param tokenFile file of the bot's token, mode 0600; null: off.
     * @param chat      that it posts to.
     * @param apiUrl    of the service.
     */
    public record Telegram(Path tokenFile, String chat, List<ChatOperator> operators, Buttons buttons, String apiUrl) {
        /** Whether it is used. */
        public boolean isOn() {
            return tokenFile != null;
        }
    }

    /**
     * A receiver of our own (N-3).
     *
     * @param url     that events are posted to; empty: off.
     * @param keyFile file of the key that signs them, mode 0600.
     * @param ping    that is called every minute while all is well; empty: off.
     */
    public record Webhook(String url, Path keyFile, String ping) {
        /** Whether it is used. */
        public boolean isOn() {
            return !url.isEmpty();
        }
    }

    /**
     * The HTTP API.
     *
     * @param bind             {@code HOST:PORT}; empty: no API.
     * @param publicUrl        origin that browsers see; empty: that of bind.
     * @param allowedOrigins   of other pages that may ask.
     * @param behindProxy      addresses that plain HTTP is taken from, and believed whom they speak for.
     * @param probeBind        {@code HOST:PORT} of health, ready and metrics alone; empty: none.
     * @param keystore         PKCS 12 of TLS; null: none.
     * @param keystorePassword file with its password, mode 0600; null: none.
     * @param sessionIdleNs    longest pause of a session.
     * @param sessionMaxNs     longest life of one.
     * @param confirmNs        how long a token that was given again is good for.
     */
    public record Http(
            String bind,
            String publicUrl,
            List<String> allowedOrigins,
            List<String> behindProxy,
            String probeBind,
            Path keystore,
            Path keystorePassword,
            long sessionIdleNs,
            long sessionMaxNs,
            long confirmNs) {
        /** Takes copies. */
        public Http {
            allowedOrigins = List.copyOf(allowedOrigins);
            behindProxy = List.copyOf(behindProxy);
        }

        /** Whether there is one. */
        public boolean isOn() {
            return !bind.isEmpty();
        }
    }

    /** Where it writes, for an engine's data directory. */
    public Path folder(final Path dataDirectory) {
        return dir == null ? dataDirectory.resolve("serve") : dir;
    }
}
