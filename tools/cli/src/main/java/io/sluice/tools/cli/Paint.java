package io.sluice.tools.cli;

import io.sluice.codec.Severity;

/** Colours text for a terminal, or leaves it as it is. */
public final class Paint {
    /** No colours. */
    public static final Paint NONE = new Paint(false);

    /** Before a coloured text and a letter that says how; no text can hold it, for it is no character. */
    static final char BEGIN = '\uFDD0';
    /** After a coloured text. */
    static final char END = '\uFDD1';

    private static final String STYLES = "dbgwc";
    private static final String[] CODES = {"2", "1", "32", "33", "1;31"};

    private final boolean enabled;

    Paint(final boolean enabled) {
        this.enabled = enabled;
    }

    /** Whether there are colours. */
    public boolean isEnabled() {
        return enabled;
    }

    /** What matters less. */
    public String dim(final String text) {
        return marked('d', text);
    }

    /** What matters more. */
    public String bold(final String text) {
        return marked('b', text);
    }

    /** What is well. */
    public String good(final String text) {
        return marked('g', text);
    }

    /** What is to be watched. */
    public String warning(final String text) {
        return marked('w', text);
    }

    /** What is wrong. */
    public String critical(final String text) {
        return marked('c', text);
    }

    /** By severity; {@code info} stays as it is. */
    public String severity(final Severity severity, final String text) {
        return switch (severity) {
            case INFO, NULL_VAL -> text;
            case WARNING -> warning(text);
            case CRITICAL -> critical(text);
        };
    }

    private String marked(final char style, final String text) {
        return enabled ? "" + BEGIN + style + Harmless.text(text) + END : text;
    }

    /** Makes the marks into what a terminal understands; a mark that is none is dropped. */
    static String inked(final String text) {
        if (text.indexOf(BEGIN) < 0 && text.indexOf(END) < 0) {
            return text;
        }
        final StringBuilder out = new StringBuilder(text.length() + 32);
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == END) {
                out.append("\u001b[0m");
            } else if (c != BEGIN) {
                out.append(c);
            } else if (i + 1 < text.length() && STYLES.indexOf(text.charAt(i + 1)) >= 0) {
                i++;
                out.append("\u001b[")
                        .append(CODES[STYLES.indexOf(text.charAt(i))])
                        .append('m');
            }
        }
        return out.toString();
    }
}
