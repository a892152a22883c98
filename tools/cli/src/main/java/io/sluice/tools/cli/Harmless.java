package io.sluice.tools.cli;

/**
 * Makes text harmless for a terminal. A journal may hold any text, for another program may have written it. Controls
 * could move the cursor, and bidirectional controls could make a line read otherwise than it is. They are shown as
 * {@code \}{@code u202e}, which is also good JSON within a string.
 */
public final class Harmless {
    private static final String LAYOUT = "\n\t";
    private static final String LAYOUT_AND_MARKS = LAYOUT + Paint.BEGIN + Paint.END;

    private Harmless() {}

    /** The text with line feeds, tabs and marks of {@link Paint}; every other harmful character is escaped. */
    static String text(final CharSequence text) {
        return escaped(text, LAYOUT_AND_MARKS);
    }

    /** The same where there are no colours: marks are escaped too. */
    static String plain(final CharSequence text) {
        return escaped(text, LAYOUT);
    }

    /** The text as a part of one line: line feeds are escaped too. */
    public static String word(final CharSequence text) {
        return escaped(text, "");
    }

    private static String escaped(final CharSequence text, final String allowed) {
        int at = 0;
        while (at < text.length() && !isHarmful(text.charAt(at), allowed)) {
            at++;
        }
        if (at == text.length()) {
            return text.toString();
        }
        final StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, at);
        for (; at < text.length(); at++) {
            final char c = text.charAt(at);
            if (isHarmful(c, allowed)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isHarmful(final char c, final String allowed) {
        final boolean isSpecial = c < ' '
                || c >= 0x7F && c <= 0x9F
                || c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || c >= 0x2028 && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c >= 0xFDD0 && c <= 0xFDEF
                || c == 0xFEFF;
        return isSpecial && allowed.indexOf(c) < 0;
    }
}
