package io.sluice.serve.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Equity over time: a point a second for a day, a point a minute before that. The points are what the status showed;
 * of times at which nobody looked the mirror may know the equity alone. Any thread.
 */
public final class EquitySeries {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    /** Some eleven months of minutes. */
    private static final int MOST_MINUTES = 500_000;

    private final Deque<Point> seconds = new ArrayDeque<>();
    private final Deque<Point> minutes = new ArrayDeque<>();
    private boolean isWhole;

    /**
     * One point.
     *
     * @param timeNs engine time.
     */
    public record Point(long timeNs, String equity, String peak, String drawdownPct) {}

    /**
     * Takes a point; a later one of the same second takes its place.
     *
     * @return whether it is the first of its second.
     */
    synchronized boolean add(final Point point) {
        final Point last = seconds.peekLast();
        if (last != null && last.timeNs >= point.timeNs) {
            return false;
        }
        put(seconds, point, SECOND_NS);
        while (seconds.peekFirst().timeNs < point.timeNs - DAY_NS) {
            put(minutes, seconds.removeFirst(), MINUTE_NS);
        }
        if (minutes.size() > MOST_MINUTES) {
            minutes.removeFirst();
        }
        return last == null || last.timeNs / SECOND_NS != point.timeNs / SECOND_NS;
    }

    /** Takes points of before, in any order; of one second those that are here already stay. */
    public synchronized void before(final List<Point> older) {
        final SortedMap<Long, Point> bySecond = new TreeMap<>();
        older.forEach(each -> bySecond.put(each.timeNs / SECOND_NS, each));
        minutes.forEach(each -> bySecond.put(each.timeNs / SECOND_NS, each));
        seconds.forEach(each -> bySecond.put(each.timeNs / SECOND_NS, each));
        minutes.clear();
        seconds.clear();
        bySecond.values().forEach(this::add);
        isWhole = true;
    }

    /** Whether it was given what was before this process ran. */
    public synchronized boolean isWhole() {
        return isWhole;
    }

    private static void put(final Deque<Point> to, final Point point, final long unitNs) {
        if (!to.isEmpty() && to.peekLast().timeNs / unitNs == point.timeNs / unitNs) {
            to.removeLast();
        }
        to.addLast(point);
    }

    /** The points at or after a time, the oldest first. */
    public synchronized List<Point> since(final long timeNs) {
        final List<Point> found = new ArrayList<>();
        minutes.forEach(each -> addIf(found, each, timeNs));
        seconds.forEach(each -> addIf(found, each, timeNs));
        return found;
    }

    private static void addIf(final List<Point> found, final Point point, final long timeNs) {
        if (point.timeNs >= timeNs) {
            found.add(point);
        }
    }
}
