package io.sluice.json;

/** Puts JSON together in a StringBuilder: commas and escapes. */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out;
    private boolean first = true;

    /** @param out is appended to. */
    public JsonText(final StringBuilder out) {
        this.out = out;
    }

    /** Begins an object or an array. */
    public JsonText open(final char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    /** Ends it. */
    public JsonText close(final char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    /** A key; a value must follow. */
    public JsonText key(final String key) {
        string(key);
        out.append(':');
        first = true;
        return this;
    }

    /** A number. */
    public JsonText number(final long value) {
        separate();
        out.append(value);
        return this;
    }

    /** A truth. */
    public JsonText bool(final boolean value) {
        separate();
        out.append(value);
        return this;
    }

    /** A text, with its escapes. */
    public JsonText string(final CharSequence value) {
        separate();
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            escaped(value.charAt(i));
        }
        out.append('"');
        return this;
    }

    /** Room for a string that needs no escapes: append to it, then {@link #endPlain}. */
    StringBuilder beginPlain() {
        separate();
        return out.append('"');
    }

    JsonText endPlain() {
        out.append('"');
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void escaped(final char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
        } else {
            out.append(c);
        }
    }
}
