package io.sluice.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.sluice.control.config.ControlConfig;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a configuration (SPEC O-5, H-14). Later sources win, key by key: {@code sluice-reference.conf}, the operator's
 * file, the four {@code HITL_} variables, {@code --set}. Nothing else sets anything: no system property, no other
 * variable (also not by substitution), no included file. Every value of every source is checked, also one that a
 * later source covers.
 */
public final class ConfigLoader {
    /** Place of a value that nobody set. */
    static final String REFERENCE = "reference";

    private static final ConfigParseOptions OPTIONS = ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setAllowMissing(false)
            .setClassLoader(ConfigLoader.class.getClassLoader());
    private static final ConfigResolveOptions WITHOUT_SYSTEM = ConfigResolveOptions.noSystem();

    private static final String DOOR_PATH = "door.path";
    private static final String JOURNAL_DIR = "journal.dir";
    private static final long MAX_FILE = 1 << 20;
    private static final String OPTIONAL = "${?";
    private static final String TOO_DEEP = "is nested too deep to be read";

    /**
     * A configuration as it was found.
     *
     * @param effective  each key that has a good value.
     * @param journalDir {@code journal.dir}, null if that has none.
     * @param doorPath   {@code door.path}, null if that has none.
     * @param problems   everything that is wrong; empty if an engine would start with it.
     */
    public record Reading(EffectiveConfig effective, Path journalDir, Path doorPath, List<ConfigProblem> problems) {}

    /** A variable that overrides a key; {@code unit} is put behind a whole number. */
    private record Variable(String name, List<String> path, String unit) {}

    private static final List<Variable> VARIABLES = List.of(
            new Variable("HITL_ENABLED", List.of("hitl", "enabled"), ""),
            new Variable("HITL_TIMEOUT_SECONDS", List.of("hitl", "timeout"), " s"),
            new Variable("HITL_SLIPPAGE_MAX_PERCENT", List.of("hitl", "slippage-max-percent"), ""),
            new Variable("HITL_ALLOWED_OPERATORS", List.of("hitl", "allowed-operators"), ""));

    private final MergedSettings settings = new MergedSettings();
    private final Config reference;

    private ConfigLoader() {
        reference =
                ConfigFactory.parseResources("sluice-reference.conf", OPTIONS).withOnlyPath(Key.ROOT);
        settings.add(reference, place -> REFERENCE);
    }

    /**
     * Reads from a file.
     *
     * @param file        the operator's, or null for none; one that is named must exist.
     * @param environment the process's variables; empty to ignore them.
     * @param overrides   as {@code sluice.key=value}, the last one wins.
     * @throws ConfigRefusedException with everything that is wrong.
     */
    public static LoadedConfig load(
            final Path file, final Map<String, String> environment, final List<String> overrides) {
        return new ConfigLoader().load(fileParser(file), environment, overrides);
    }

    /**
     * Reads from a file what is there, sound or not: for whoever wants to look at a configuration, or needs only the
     * place of the journal.
     *
     * @param file as for {@link #load(Path, Map, List)}.
     */
    public static Reading read(final Path file, final Map<String, String> environment, final List<String> overrides) {
        final ConfigLoader loader = new ConfigLoader();
        loader.gather(fileParser(file), environment, overrides);
        final MergedSettings settings = loader.settings;
        if (settings.problems().isEmpty()) {
            loader.checkSizes(Assembly.control(settings), Assembly.engine(settings));
        }
        return new Reading(
                EffectiveConfig.of(settings),
                settings.areSound(List.of(JOURNAL_DIR)) ? Path.of(settings.value(JOURNAL_DIR, String.class)) : null,
                doorPath(settings),
                settings.problems());
    }

    private static Path doorPath(final MergedSettings settings) {
        final String path = settings.areSound(List.of(DOOR_PATH)) ? settings.value(DOOR_PATH, String.class) : "";
        return path.isEmpty() ? null : Path.of(path);
    }

    /**
     * Reads from text in the place of a file.
     *
     * @param name of the text, to be named in problems.
     * @throws ConfigRefusedException with everything that is wrong.
     */
    public static LoadedConfig load(
            final String name,
            final String hocon,
            final Map<String, String> environment,
            final List<String> overrides) {
        return new ConfigLoader()
                .load(
                        options -> ConfigFactory.parseString(hocon, options.setOriginDescription(name)),
                        environment,
                        overrides);
    }

    private static Function<ConfigParseOptions, Config> fileParser(final Path file) {
        return options -> {
            if (file == null) {
                return ConfigFactory.empty();
            }
            final File named = file.toFile();
            if (named.exists() && !named.isFile()) {
                throw new ConfigException.Generic(file + " is no plain file");
            }
            if (named.length() > MAX_FILE) {
                throw new ConfigException.Generic(file + " is larger than " + MAX_FILE + " bytes");
            }
            return ConfigFactory.parseFile(named, options);
        };
    }

    private LoadedConfig load(
            final Function<ConfigParseOptions, Config> parse,
            final Map<String, String> environment,
            final List<String> overrides) {
        gather(parse, environment, overrides);
        settings.throwIfRefused();
        final ControlConfig control = Assembly.control(settings);
        final EngineConfig engine = Assembly.engine(settings);
        checkSizes(control, engine);
        settings.throwIfRefused();
        return new LoadedConfig(control, engine, Assembly.serve(settings), EffectiveConfig.of(settings));
    }

    private void gather(
            final Function<ConfigParseOptions, Config> parse,
            final Map<String, String> environment,
            final List<String> overrides) {
        boolean readable = true;
        try {
            final Config written = parse.apply(OPTIONS.setIncluder(new NoIncludes()));
            refuseOptional(written);
            settings.add(written.resolveWith(written.withFallback(reference), WITHOUT_SYSTEM), place -> place);
        } catch (final ConfigException e) {
            final boolean isFile = e instanceof ConfigException.IO && e.getCause() != null;
            settings.problem("", isFile ? "cannot be read: " + e.getCause().getMessage() : e.getMessage(), "");
            readable = false;
        } catch (final StackOverflowError e) {
            settings.problem("", TOO_DEEP, "");
            readable = false;
        }
        VARIABLES.stream()
                .filter(variable -> environment.containsKey(variable.name))
                .forEach(variable -> readVariable(variable, environment.get(variable.name)));
        overrides.forEach(this::readOverride);
        if (readable) {
            settings.require(Keys.all());
        }
        Rules.check(settings);
    }

    private void readVariable(final Variable variable, final String text) {
        final String place = "environment variable " + variable.name;
        if (!variable.unit.isEmpty() && !text.matches("\\d+")) {
            settings.problem(
                    Key.ROOT + "." + ConfigUtil.joinPath(variable.path),
                    "must be a whole number of seconds, is \"" + text + '"',
                    place);
        } else {
            settings.addText(variable.path, text + variable.unit, place);
        }
    }

    /** A value in quotes or brackets is HOCON; any other is taken as it stands, a list's items separated by commas. */
    private void readOverride(final String override) {
        final int equals = override.indexOf('=');
        final String place = "--set " + Keys.withoutSecret(override);
        if (equals < 0) {
            settings.problem("", "must be " + Key.ROOT + ".key=value", place);
            return;
        }
        try {
            final List<String> path = ConfigUtil.splitPath(override.substring(0, equals));
            final String text = override.substring(equals + 1).strip();
            if (!path.get(0).equals(Key.ROOT)) {
                settings.problem(path.get(0), "unknown key: all keys stand below " + Key.ROOT, place);
            } else if (text.startsWith("[") || text.startsWith("\"")) {
                final Config written = ConfigFactory.parseString("v = " + text, OPTIONS.setIncluder(new NoIncludes()));
                refuseOptional(written);
                final ConfigValue value = written.resolve(WITHOUT_SYSTEM).getValue("v");
                settings.addValue(path.subList(1, path.size()), value, place);
            } else {
                settings.addText(path.subList(1, path.size()), text, place);
            }
        } catch (final ConfigException e) {
            settings.problem("", e.getMessage(), place);
        } catch (final StackOverflowError e) {
            settings.problem("", TOO_DEEP, place);
        }
    }

    /**
     * Refuses what vanishes where nothing sets it: {@code ${?X}}, and {@code +=}, which is made of it. A value must not
     * depend on what a reader of the file does not see.
     */
    private static void refuseOptional(final Config written) {
        if (written.isResolved()) {
            return;
        }
        final String shown = written.root().render(ConfigRenderOptions.concise());
        boolean quoted = false;
        for (int i = 0; i < shown.length(); i++) {
            final char c = shown.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && shown.startsWith(OPTIONAL, i)) {
                final int end = shown.indexOf('}', i);
                throw new ConfigException.Generic("+= and ${?...} are not supported (" + shown.substring(i, end + 1)
                        + "): write the whole value");
            }
        }
    }

    /** What only the whole configuration shows (G-5). */
    private void checkSizes(final ControlConfig control, final EngineConfig engine) {
        final int text = CanonicalConfig.bytes(control).length;
        if (text > CanonicalConfig.MAX_LENGTH) {
            settings.problem(
                    "", "is too long for a record: " + text + " of " + CanonicalConfig.MAX_LENGTH + " bytes", "");
            return;
        }
        final long largest = RecordSize.largest(control);
        if (largest > engine.journal().maxRecordBytes()) {
            final Setting limit = settings.setting("journal.max-record");
            settings.problem(
                    limit.key().fullPath(),
                    "must be at least " + Units.showSize(largest) + ", the largest record of these capacities, is "
                            + limit.key().show(limit.value()),
                    limit.place());
        }
    }
}
