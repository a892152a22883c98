package io.sluice.sim;

import io.sluice.control.config.ControlConfig;
import java.util.ArrayList;
import java.util.List;

/** Everything that went into the machine, in order: enough to run it again without the world that made it. */
final class Script {
    /**
     * One thing that went in.
     *
     * @param envelope of an input, or null for a start.
     * @param config   of a start, else null.
     * @param dropped  records that a start finds lost at the end of the journal.
     * @param records  records of the journal before it.
     */
    record Entry(long timeNs, byte[] envelope, ControlConfig config, int dropped, boolean normal, long records) {
        boolean isStart() {
            return envelope == null;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    void input(final long timeNs, final byte[] envelope, final long records) {
        entries.add(new Entry(timeNs, envelope, null, 0, false, records));
    }

    void start(
            final long timeNs,
            final ControlConfig config,
            final int dropped,
            final boolean normal,
            final long records) {
        entries.add(new Entry(timeNs, null, config, dropped, normal, records));
    }

    List<Entry> entries() {
        return entries;
    }
}
