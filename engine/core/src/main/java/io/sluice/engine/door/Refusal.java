package io.sluice.engine.door;

import io.sluice.codec.AttachRefusal;

/**
 * Why an attach is refused.
 *
 * @param code     in a word.
 * @param sentence for a person.
 * @param what     was wanted, where it is to be recorded that it was refused; else null.
 */
record Refusal(AttachRefusal code, String sentence, String what) {
    static Refusal of(final AttachRefusal code, final String sentence) {
        return new Refusal(code, sentence, null);
    }

    /** For whoever may not do this. */
    static Refusal access(final String what, final String sentence) {
        return new Refusal(AttachRefusal.SEC_001, sentence, what);
    }
}
