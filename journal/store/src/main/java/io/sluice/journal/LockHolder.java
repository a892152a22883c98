package io.sluice.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The process that holds a lock of the operating system on a file, as Linux tells everybody in {@code /proc/locks}: a
 * look there takes no lock itself and needs no permission on the file.
 *
 * @param isExclusive whether it is the lock of an engine; else one that a reader may take.
 */
record LockHolder(long pid, boolean isExclusive) {
    private static final Path TABLE = Path.of("/proc/locks");
    private static final int MODE = 3;
    private static final int PID = 4;
    private static final int FILE = 5;

    /** Null if nobody is known to hold one: there is none, or it is held where this process cannot look. */
    static LockHolder of(final Path file) {
        try {
            final long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
            final long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
            return find(Files.readAllLines(TABLE, StandardCharsets.US_ASCII), name(device, inode));
        } catch (final IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    /** A line: {@code 1: POSIX  ADVISORY  WRITE 4711 fd:01:131 0 EOF}; those that wait bear an arrow. */
    private static LockHolder find(final List<String> table, final String name) {
        for (final String line : table) {
            final String[] words = line.trim().split("\\s+");
            if (words.length > FILE && words[FILE].equals(name)) {
                return new LockHolder(Long.parseLong(words[PID]), words[MODE].equals("WRITE"));
            }
        }
        return null;
    }

    private static String name(final long device, final long inode) {
        final long major = device >> 8 & 0xfff | device >> 32 & ~0xfffL;
        final long minor = device & 0xff | device >> 12 & ~0xffL;
        return String.format(Locale.ROOT, "%02x:%02x:%d", major, minor, inode);
    }
}
