package io.sluice.tools.cli;

import io.sluice.codec.Severity;

/** Colours text for a terminal, or leaves it as it is. */
public final class Paint {
    /** No colours. */
    public static final Paint NONE = new Paint(false);

    private static final String RESET = "\u001b[0m";

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
        return sgr("2", text);
    }

    /** What matters more. */
    public String bold(final String text) {
        return sgr("1", text);
    }

    /** What is well. */
    public String good(final String text) {
        return sgr("32", text);
    }

    /** What is to be watched. */
    public String warning(final String text) {
        return sgr("33", text);
    }

    /** What is wrong. */
    public String critical(final String text) {
        return sgr("1;31", text);
    }

    /** By severity; {@code info} stays as it is. */
    public String severity(final Severity severity, final String text) {
        return switch (severity) {
            case INFO, NULL_VAL -> text;
            case WARNING -> warning(text);
            case CRITICAL -> critical(text);
        };
    }

    private String sgr(final String code, final String text) {
        return enabled ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
