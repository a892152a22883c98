package io.sluice.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * The flags without which Chronicle Queue and Agrona fail with a stack trace somewhere inside. A main method does well
 * to check them first of all.
 */
public final class JvmFlags {
    private static final List<String> OPENS =
            List.of("jdk.internal.misc", "java.lang.reflect", "sun.nio.ch", "java.lang");
    private static final List<String> EXPORTS = List.of("jdk.internal.ref");

    private JvmFlags() {}

    /**
     * Checks them.
     *
     * @throws JournalException with code JVM_FLAGS, naming the flags to add.
     */
    public static void check() {
        final List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new JournalException(
                    JournalException.Code.JVM_FLAGS,
                    "the journal needs these flags on the java command line: " + String.join(" ", missing));
        }
    }

    static List<String> missing() {
        final Module base = Object.class.getModule();
        final Module here = JvmFlags.class.getModule();
        final List<String> missing = new ArrayList<>();
        for (final String name : OPENS) {
            if (!base.isOpen(name, here)) {
                missing.add("--add-opens java.base/" + name + "=ALL-UNNAMED");
            }
        }
        for (final String name : EXPORTS) {
            if (!base.isExported(name, here)) {
                missing.add("--add-exports java.base/" + name + "=ALL-UNNAMED");
            }
        }
        return missing;
    }
}
