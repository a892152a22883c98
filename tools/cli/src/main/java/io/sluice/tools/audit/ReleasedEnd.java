package io.sluice.tools.audit;

import io.sluice.client.Beacon;
import io.sluice.client.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code engine.dat} says of the end of a journal, at one moment. It is the only thing in a data directory that
 * remembers records which were cut off; who rolls all of the directory back rolls it back, too.
 *
 * @param file     it.
 * @param isThere  whether there is one.
 * @param released last record released; -1 if the file cannot be read or is not there.
 */
record ReleasedEnd(Path file, boolean isThere, long released) {
    /** Looks at the file of a data directory. */
    static ReleasedEnd look(final Path directory) {
        final Path file = directory.resolve(Beacon.FILE);
        if (!Files.exists(file)) {
            return new ReleasedEnd(file, false, -1);
        }
        try {
            return new ReleasedEnd(
                    file, true, Math.max(0, Beacon.look(directory).lastSequence()));
        } catch (final EngineException e) {
            return new ReleasedEnd(file, true, -1);
        }
    }

    /** What is missing after the last record of those that were released when it was looked at; null if nothing is. */
    String missing(final long last) {
        return released <= last
                ? null
                : "records " + (last + 1) + " to " + released + " are missing: " + file + " has record " + released
                        + " for the last one released";
    }

    /**
     * Says where nobody can know what is missing.
     *
     * @param lastStart record of the last start in the journal; 0 if there is none.
     */
    void sayWhatItCannotTell(final long lastStart, final List<String> notices) {
        if (isThere && released < 0) {
            notices.add(file + " cannot be read: records may be missing at the end");
        } else if (!isThere) {
            notices.add(file + " is missing, as it is in a copy: whether records are missing at the end only a chain"
                    + " hash that was kept can tell (--expect)");
        } else if (released < lastStart && look(file.getParent()).released < lastStart) {
            notices.add(file + " is older than the journal: it knows of record " + released + ", and the last start is"
                    + " record " + lastStart
                    + "; whether records are missing at the end only a chain hash that was kept"
                    + " can tell (--expect)");
        }
    }
}
