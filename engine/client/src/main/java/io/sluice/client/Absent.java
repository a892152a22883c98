package io.sluice.client;

/** What a caller left out stays absent, so that the check at the door names it (SPEC W-0); the codecs would throw. */
final class Absent {
    private Absent() {}

    /** The value that was given, or the one that means absent. */
    static <E extends Enum<E>> E or(final E given, final E absent) {
        return given == null ? absent : given;
    }
}
