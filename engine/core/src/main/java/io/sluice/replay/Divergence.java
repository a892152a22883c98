package io.sluice.replay;

/**
 * A record that re-execution does not confirm (SPEC J-2).
 *
 * @param sequence of the record.
 * @param what     the first difference, in words.
 */
public record Divergence(long sequence, String what) {
    /** One sentence. */
    public String describe() {
        return "record " + sequence + " is not what re-execution gives: " + what;
    }
}
