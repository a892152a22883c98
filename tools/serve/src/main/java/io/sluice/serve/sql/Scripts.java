package io.sluice.serve.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbered scripts that make and change the tables: {@code 001.sql} goes forward, {@code 001-back.sql} undoes it.
 * Empty lines separate statements; {@code ${time}} is a type of the database; a statement below
 * {@code -- only sqlite} is for that one alone. A released script never changes: its hash is kept in the database.
 */
final class Scripts {
    private static final Pattern TYPE = Pattern.compile("\\$\\{([a-z]+)}");

    private Scripts() {}

    /** Number of the newest script. */
    static int newest() {
        int version = 0;
        while (Scripts.class.getResource(name(version + 1, "")) != null) {
            version++;
        }
        return version;
    }

    /** Statements that lead to a version from the one before it. */
    static List<String> forward(final int version, final Dialect dialect) {
        return statements(text(version, ""), dialect);
    }

    /** Statements that lead from a version to the one before it. */
    static List<String> back(final int version, final Dialect dialect) {
        return statements(text(version, "-back"), dialect);
    }

    /** SHA-256 of a forward script, as hex. */
    static String hash(final int version) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text(version, "").getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<String> statements(final String text, final Dialect dialect) {
        return Arrays.stream(text.split("\n\\s*\n"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .filter(statement -> !statement.startsWith("-- only ") || statement.startsWith(dialect.mark()))
                .map(statement -> TYPE.matcher(statement)
                        .replaceAll(found -> Matcher.quoteReplacement(dialect.type(found.group(1)))))
                .toList();
    }

    private static String text(final int version, final String suffix) {
        try (InputStream script = Scripts.class.getResourceAsStream(name(version, suffix))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new IllegalStateException("script " + version + suffix + " is not in the jar", e);
        }
    }

    private static String name(final int version, final String suffix) {
        return String.format("%03d%s.sql", version, suffix);
    }
}
