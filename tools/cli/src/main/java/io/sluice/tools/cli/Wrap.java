package io.sluice.tools.cli;

/** Breaks text into lines that fit. */
public final class Wrap {
    private static final int LEAST = 20;

    private Wrap() {}

    /**
     * Breaks a text at blanks, and where a word is longer than a line within the word.
     *
     * @param columns that a line may take; at least 20 after the indent are used.
     * @param taken   columns that the first line does not have.
     * @param indent  blanks before every line but the first.
     */
    public static String at(final String text, final int columns, final int taken, final int indent) {
        if (taken + text.length() <= columns) {
            return text;
        }
        final String newLine = "\n" + " ".repeat(indent);
        final StringBuilder out = new StringBuilder();
        int room = Math.max(LEAST, columns - taken);
        String rest = text;
        while (rest.length() > room) {
            final int blank = rest.lastIndexOf(' ', room);
            final int end = blank > 0 ? blank : room;
            out.append(rest, 0, end).append(newLine);
            rest = rest.substring(end).stripLeading();
            room = Math.max(LEAST, columns - indent);
        }
        return out.append(rest).toString();
    }
}
