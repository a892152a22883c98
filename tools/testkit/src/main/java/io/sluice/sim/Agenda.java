package io.sluice.sim;

import java.util.PriorityQueue;

/** What is going to happen, by (time, order of entry). Time is engine time in nanoseconds. */
final class Agenda {
    private record Entry(long timeNs, long order, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(final Entry other) {
            return timeNs != other.timeNs ? Long.compare(timeNs, other.timeNs) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long order;
    private long nowNs;

    Agenda(final long startNs) {
        nowNs = startNs;
    }

    long nowNs() {
        return nowNs;
    }

    /** Something happens at that time, or now if that is past. */
    void at(final long timeNs, final Runnable action) {
        entries.add(new Entry(Math.max(timeNs, nowNs), order++, action));
    }

    /** Something happens after so long. */
    void in(final long delayNs, final Runnable action) {
        at(nowNs + delayNs, action);
    }

    /** The next thing happens. */
    void next() {
        final Entry entry = entries.remove();
        nowNs = entry.timeNs;
        entry.action.run();
    }
}
