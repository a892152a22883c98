package io.sluice.serve.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The events of the last records, for readers that were away. One thread. */
final class EventLog {
    /** Records that can be caught up with. */
    static final long RECORDS = 100_000;
    /** Memory is bounded whatever the records hold. */
    private static final int MOST = 20_000;

    private static final long MOST_CHARACTERS = 32 << 20;

    private final Deque<Event> events = new ArrayDeque<>();
    private long characters;
    private long completeFrom;

    /** @param from first record whose events will be added. */
    void begin(final long from) {
        events.clear();
        characters = 0;
        completeFrom = from;
    }

    void add(final Event event) {
        events.addLast(event);
        characters += event.text().length();
        while (events.size() > MOST || characters > MOST_CHARACTERS) {
            drop();
        }
    }

    /** Forgets what is too far back of the newest record. */
    void advance(final long newest) {
        while (!events.isEmpty() && events.peekFirst().seq() <= newest - RECORDS) {
            drop();
        }
        completeFrom = Math.max(completeFrom, newest - RECORDS + 1);
    }

    private void drop() {
        final Event gone = events.removeFirst();
        characters -= gone.text().length();
        completeFrom = Math.max(completeFrom, gone.seq() + 1);
    }

    /** Whether every event after that record is here. */
    boolean isComplete(final long since, final long newest) {
        return since >= completeFrom - 1 && since <= newest;
    }

    /** The events of a channel after one record and up to another. */
    List<Event> between(final LiveChannel channel, final long after, final long upTo) {
        final List<Event> found = new ArrayList<>();
        for (final Event each : events) {
            if (each.channel() == channel && each.seq() > after && each.seq() <= upTo) {
                found.add(each);
            }
        }
        return found;
    }
}
