package io.sluice.config;

import com.typesafe.config.ConfigUtil;
import java.util.regex.Pattern;

/** The URL of a database: never with a secret in it (T-4), so that it can be shown. */
final class DatabaseUrl {
    private static final String OFF = "off";
    private static final Pattern FORM = Pattern.compile("jdbc:(sqlite:|postgresql:)[\\x21-\\x7e]{1,1000}");
    /** A password before the host, or a parameter that carries one or names a file or a class that does. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)//[^/?]*@|[?&;][^=&;]*(password|passwd|pwd|secret|token|passfile)[^=&;]*=");

    private DatabaseUrl() {}

    static ValueType type() {
        return ValueType.of(
                "sqlite (a file in the folder of serve), jdbc:sqlite:FILE, jdbc:postgresql:... without a password"
                        + " (mirror.password-file names its file), or off",
                DatabaseUrl::read,
                value -> ((String) value).isEmpty() ? OFF : ConfigUtil.quoteString((String) value));
    }

    private static Object read(final String text) {
        if (text.equals(OFF)) {
            return "";
        }
        final boolean isSound =
                text.equals(ServeConfig.SQLITE) || FORM.matcher(text).matches() && !hasSecret(text);
        return isSound ? text : null;
    }

    /** Whether a URL of any kind carries a user or a secret. */
    static boolean hasSecret(final String url) {
        return SECRET.matcher(url).find();
    }
}
