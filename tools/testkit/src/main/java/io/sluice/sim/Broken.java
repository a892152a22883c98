package io.sluice.sim;

/** A record that breaks an invariant. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient String sentence;

    /**
     * @param sentence the invariant with its SPEC tag.
     * @param detail   what was seen instead.
     */
    Broken(final String sentence, final String detail) {
        super(sentence + " | " + detail);
        this.sentence = sentence;
    }

    Broken(final String sentence, final Throwable cause) {
        super(sentence + " | " + cause, cause);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
