package io.sluice.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.config.ControlConfig.OwnLimits;
import io.sluice.control.config.ControlConfig.OwnTolerance;
import io.sluice.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;

/**
 * The decision configuration as text that is the same wherever it is made: one {@code key = value} line for each key
 * that can change a decision, sorted, values normalised, lists in order, UTF-8, a line feed behind every line. It is
 * HOCON that an operator can read, and load again. It is journaled with {@code EngineStarted} (W-5); a replay parses
 * it.
 */
public final class CanonicalConfig {
    /** Most bytes that the journal takes. */
    public static final int MAX_LENGTH =
            Schema.message("EngineStarted").field("configuration").orElseThrow().maxLength();

    private CanonicalConfig() {}

    /** The text; equal configurations give equal text. */
    public static String text(final ControlConfig config) {
        return Keys.deciding(
                        config.limits().symbols().stream()
                                .map(OwnLimits::symbol)
                                .toList(),
                        config.reconcile().symbols().stream()
                                .map(OwnTolerance::symbol)
                                .toList())
                .stream()
                .map(key -> key.fullPath() + " = " + key.show(key.value().apply(config)) + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    /** The text in UTF-8, as it is journaled. */
    public static byte[] bytes(final ControlConfig config) {
        return text(config).getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the text in UTF-8, 32 bytes. */
    public static byte[] fingerprint(final ControlConfig config) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(config));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The configuration of a text. Every key must be there: defaults may have changed since it was written.
     *
     * @throws ConfigRefusedException with everything that is wrong.
     */
    public static ControlConfig parse(final String text) {
        final Settings settings = new Settings();
        try {
            settings.add(
                    ConfigFactory.parseString(
                            text,
                            ConfigParseOptions.defaults()
                                    .setOriginDescription("recorded configuration")
                                    .setIncluder(new NoIncludes())),
                    place -> place);
        } catch (final ConfigException e) {
            settings.problem("", e.getMessage(), "");
        }
        settings.require(Keys.deciding(settings.symbols(), settings.tolerances()));
        settings.all().stream()
                .filter(setting -> !setting.key().decides())
                .forEach(setting -> settings.problem(
                        setting.key().fullPath(), "is no part of a decision configuration", setting.place()));
        Rules.check(settings);
        settings.throwIfRefused();
        return Assembly.control(settings);
    }
}
