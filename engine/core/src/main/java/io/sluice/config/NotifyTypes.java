package io.sluice.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.sluice.codec.Severity;
import io.sluice.config.ServeConfig.ChatOperator;
import io.sluice.config.ServeConfig.NotifyRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the keys of the notifier are written (N-1, N-2, N-3). */
final class NotifyTypes {
    /** The channels that a rule may name. */
    private static final List<String> CHANNELS = List.of("discord", "telegram", "webhook");

    private static final Set<String> RULE_KEYS = Set.of("event", "severity", "channels", "delay", "quiet");
    private static final Set<String> OPERATOR_KEYS = Set.of("user", "operator");
    private static final Pattern EVENT = Pattern.compile("[a-z][a-z_.]{0,62}\\*?|\\*");
    private static final Pattern QUIET = Pattern.compile("(([01]\\d|2[0-3]):[0-5]\\d)-(([01]\\d|2[0-3]):[0-5]\\d)|off");
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]{1,255}(/[\\x21-\\x7e]{0,700})?");
    private static final Pattern CHAT = Pattern.compile("-?[0-9]{1,20}|@[A-Za-z0-9_]{1,32}");
    private static final String OFF = "off";

    private NotifyTypes() {}

    static ValueType rule() {
        return ValueType.object(
                "an object {event, severity, channels, delay, quiet}: event a name or the beginning of one and *, "
                        + "severity info, warning or critical, channels of " + String.join(", ", CHANNELS)
                        + ", delay 0 s to 1 d, quiet \"HH:mm-HH:mm\" in UTC or off",
                NotifyTypes::readRule,
                value -> show((NotifyRule) value));
    }

    static ValueType operator() {
        return ValueType.object(
                "an object {user, operator}: user the number that the service knows the person by, operator a name of "
                        + "hitl.allowed-operators",
                NotifyTypes::readOperator,
                value -> "{user = " + ConfigUtil.quoteString(((ChatOperator) value).user()) + ", operator = "
                        + ConfigUtil.quoteString(((ChatOperator) value).operator()) + "}");
    }

    /** An address without a secret in it; empty for {@code off}. */
    static ValueType url() {
        return ValueType.of(
                "an http or https URL without user, password or secret parameter, or off",
                text -> text.equals(OFF) ? "" : isUrl(text) ? text : null,
                value -> ((String) value).isEmpty() ? OFF : ConfigUtil.quoteString((String) value));
    }

    /** A channel or chat, as the service numbers it; empty for {@code off}. */
    static ValueType chat() {
        return ValueType.of(
                "a number, or a name that begins with @, or off",
                text -> text.equals(OFF) ? "" : CHAT.matcher(text).matches() ? text : null,
                value -> ((String) value).isEmpty() ? OFF : ConfigUtil.quoteString((String) value));
    }

    private static boolean isUrl(final String text) {
        return URL.matcher(text).matches() && !DatabaseUrl.hasSecret(text);
    }

    private static Object readRule(final String json) {
        try {
            final Config given = ConfigFactory.parseString(json);
            if (!RULE_KEYS.containsAll(given.root().keySet()) || !given.hasPath("event")) {
                return null;
            }
            final Set<String> channels = new LinkedHashSet<>(given.getStringList("channels"));
            final String severity = text(given, "severity", "info");
            final Object delay = given.hasPath("delay")
                    ? ValueType.duration(0, Units.DAY).read().apply(given.getString("delay"))
                    : Long.valueOf(0);
            final String quiet = text(given, "quiet", OFF);
            final boolean isSound = EVENT.matcher(given.getString("event")).matches()
                    && CHANNELS.containsAll(channels)
                    && severity.equals(severity.toLowerCase(Locale.ROOT))
                    && delay != null
                    && QUIET.matcher(quiet).matches();
            return isSound
                    ? new NotifyRule(
                            given.getString("event"),
                            Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                            List.copyOf(channels),
                            (Long) delay,
                            quiet.equals(OFF) ? "" : quiet)
                    : null;
        } catch (final ConfigException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String text(final Config given, final String key, final String otherwise) {
        return given.hasPath(key) ? given.getString(key) : otherwise;
    }

    private static String show(final NotifyRule rule) {
        return "{event = " + ConfigUtil.quoteString(rule.event()) + ", severity = "
                + rule.severity().name().toLowerCase(Locale.ROOT) + ", channels = "
                + rule.channels().stream().collect(Collectors.joining(", ", "[", "]")) + ", delay = "
                + Units.showDuration(rule.delayNs()) + ", quiet = "
                + (rule.quiet().isEmpty() ? OFF : ConfigUtil.quoteString(rule.quiet())) + "}";
    }

    private static Object readOperator(final String json) {
        try {
            final Config given = ConfigFactory.parseString(json);
            if (!OPERATOR_KEYS.equals(given.root().keySet())) {
                return null;
            }
            final ChatOperator operator = new ChatOperator(given.getString("user"), given.getString("operator"));
            final boolean isSound = operator.user().matches("[0-9]{1,20}")
                    && ValueType.name().read().apply(operator.operator()) != null;
            return isSound ? operator : null;
        } catch (final ConfigException e) {
            return null;
        }
    }
}
