package io.sluice.tools.cli;

/** Words for a shell. */
public final class Shell {
    private Shell() {}

    /** The word as a person can paste it: in quotes where a shell would take it for something else. */
    public static String quote(final Object word) {
        final String text = word.toString();
        return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
