package io.sluice.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an engine cannot go on without: its data directory, the lock and the journal in it. A name that somebody
 * removed, moved or gave to another file leads to nothing of this engine's any more, however well it can still write
 * (SPEC J-4): nobody would find those records, and a second engine may be at work under the name. Any thread.
 */
public final class OwnFiles {
    private final Path directory;
    private final Map<Path, Object> keys = new LinkedHashMap<>();

    private OwnFiles(final Path directory) {
        this.directory = directory;
    }

    /** Of a data directory whose lock is held and whose journal has its folder. */
    static OwnFiles of(final Path directory) throws IOException {
        final OwnFiles own = new OwnFiles(directory);
        for (final Path file :
                new Path[] {directory, directory.resolve(DirectoryLock.FILE), SegmentFiles.root(directory)}) {
            own.keys.put(file, key(file));
        }
        return own;
    }

    /** What is not this engine's any more, in a sentence; null while all is as it was. Asks the file system. */
    public String objection() {
        for (final Map.Entry<Path, Object> each : keys.entrySet()) {
            final String what = objection(each.getKey(), each.getValue());
            if (what != null) {
                return what;
            }
        }
        return null;
    }

    boolean hasDirectory() {
        return objection(directory, keys.get(directory)) == null;
    }

    /** The same of one file that was this engine's. */
    String objection(final Path file, final Object key) {
        String what = null;
        try {
            what = key.equals(key(file)) ? null : "is another one now";
        } catch (final IOException e) {
            what = "is gone";
        }
        return what == null
                ? null
                : file + " " + what
                        + ": somebody removed, moved or replaced it while the engine ran; end this process, "
                        + "see what became of " + directory + ", and start again";
    }

    /** Tells a file from every other one, whatever its name. */
    static Object key(final Path file) throws IOException {
        final Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        // A file system without such keys: what is there counts.
        return key == null ? file : key;
    }
}
