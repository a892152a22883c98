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
     * @param diedOf   records it made until the engine died of it, 0 if it did not.
     */
    record Entry(
            long timeNs, byte[] envelope, ControlConfig config, int dropped, boolean normal, long records, int diedOf) {
        boolean isStart() {
            return envelope == null;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    void input(final long timeNs, final byte[] envelope, final long records) {
        entries.add(new Entry(timeNs, envelope, null, 0, false, records, 0));
    }

    void start(
            final long timeNs,
            final ControlConfig config,
            final int dropped,
            final boolean normal,
            final long records) {
        entries.add(new Entry(timeNs, null, config, dropped, normal, records, 0));
    }

    /** The engine died of the last one, after so many records of it. */
    void died(final long records) {
        final Entry last = entries.remove(entries.size() - 1);
        entries.add(new Entry(last.timeNs, last.envelope, last.config, last.dropped, last.normal, last.records, (int)
                (records - last.records)));
    }

    List<Entry> entries() {
        return entries;
    }
}
