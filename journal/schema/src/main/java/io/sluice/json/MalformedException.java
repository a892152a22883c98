package io.sluice.json;

/** What was given cannot be read as a message; nothing of it was applied. The caller adds file and line. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 200;

    private final String key;
    private final String problem;
    private final int column;

    /**
     * @param key     JSON key it is about, null if none.
     * @param problem what is wrong, without the key.
     * @param column  from 1 in the text given, 0 if unknown.
     */
    public MalformedException(final String key, final String problem, final int column) {
        this.key = key == null ? null : printable(key);
        this.problem = printable(problem);
        this.column = column;
    }

    /** Of a bare value: whoever knows its place adds it with {@link #at}. */
    public MalformedException(final String problem) {
        this(null, problem, 0);
    }

    /** The same with its place, where it had none. */
    MalformedException at(final String itsKey, final int itsColumn) {
        return key == null ? new MalformedException(itsKey, problem, itsColumn) : this;
    }

    /** JSON key it is about, null if none. */
    public String key() {
        return key;
    }

    /** Column in the text given, from 1; 0 if unknown. */
    public int column() {
        return column;
    }

    @Override
    public String getMessage() {
        return (key == null ? "" : key + ": ") + problem + (column > 0 ? " (column " + column + ")" : "");
    }

    /** It may repeat what was given, and goes to a terminal: short, and printable ASCII only. */
    private static String printable(final String text) {
        final StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < MAX_SHOWN; i++) {
            final char c = text.charAt(i);
            shown.append(c >= ' ' && c < 0x7F ? c : c == '\n' ? ' ' : '?');
        }
        return shown.append(text.length() > MAX_SHOWN ? "..." : "").toString();
    }
}
