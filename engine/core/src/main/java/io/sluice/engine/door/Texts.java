package io.sluice.engine.door;

import java.nio.charset.StandardCharsets;

/** Texts of bounded length. */
final class Texts {
    private Texts() {}

    /** At most so many bytes of UTF-8, and no character cut in two. */
    static String cut(final String text, final int maxBytes) {
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            end--;
        }
        return text.substring(0, end);
    }
}
