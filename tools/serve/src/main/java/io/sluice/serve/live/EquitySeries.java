package io.sluice.serve.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Equity over time: a point a second for a day, a point a minute before that. The points are what the status showed
 * while this process ran. Any thread.
 */
public final class EquitySeries {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    /** Some eleven months of minutes. */
    private static final int MOST_MINUTES = 500_000;

    private final Deque<Point> seconds = new ArrayDeque<>();
    private final Deque<Point> minutes = new ArrayDeque<>();

    /**
     * One point.
     *
     * @param timeNs engine time.
     */
    public record Point(long timeNs, String equity, String peak, String drawdownPct) {}

    /** Takes a point; a later one of the same second takes its place. */
    synchronized void add(final Point point) {
        if (!seconds.isEmpty() && seconds.peekLast().timeNs >= point.timeNs) {
            return;
        }
        put(seconds, point, SECOND_NS);
        while (seconds.peekFirst().timeNs < point.timeNs - DAY_NS) {
            put(minutes, seconds.removeFirst(), MINUTE_NS);
        }
        if (minutes.size() > MOST_MINUTES) {
            minutes.removeFirst();
        }
    }

    /** Takes points of before this process ran, the oldest first; those that it has itself stay. */
    public synchronized void before(final List<Point> older) {
        final List<Point> own = new ArrayList<>(minutes);
        own.addAll(seconds);
        minutes.clear();
        seconds.clear();
        final long firstNs = own.isEmpty() ? Long.MAX_VALUE : own.get(0).timeNs;
        older.stream().filter(each -> each.timeNs < firstNs).forEach(this::add);
        own.forEach(this::add);
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
