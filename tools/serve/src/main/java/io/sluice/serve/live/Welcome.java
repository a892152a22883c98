package io.sluice.serve.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.json.MalformedException;
import io.sluice.serve.view.Snapshot;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Answers what readers ask for: first the events that a reader missed, then the state as one snapshot, then what is
 * known after it. The hub's thread alone.
 */
final class Welcome {
    private static final long CATCH_UP_NS = TimeUnit.SECONDS.toNanos(2);

    private final EventLog log;
    private final Follower follower;
    private final Watch watch;
    private final Decided decided;
    private final Map<LiveChannel, Event> made = new EnumMap<>(LiveChannel.class);
    private Snapshot of;

    Welcome(final EventLog log, final Follower follower, final Watch watch, final Decided decided) {
        this.log = log;
        this.follower = follower;
        this.watch = watch;
        this.decided = decided;
    }

    /** One request of a reader, by the state now. */
    void hear(final Reader reader, final String text, final Snapshot now) {
        try {
            final Subscription asked = Subscription.parse(text);
            reader.channels().removeAll(asked.less());
            if (!asked.channels().isEmpty()) {
                // So that no event falls between image and journal.
                follower.catchUp(now.seq(), CATCH_UP_NS);
                subscribe(reader, asked, now);
            }
        } catch (final MalformedException e) {
            reader.send(Subscription.error(e.getMessage()));
        }
    }

    private void subscribe(final Reader reader, final Subscription asked, final Snapshot now) {
        final boolean hasSince = asked.since() >= 0;
        final boolean isGap = hasSince && !log.isComplete(asked.since(), follower.taken());
        for (final LiveChannel channel : asked.channels()) {
            final long seq = channel.view() == null ? follower.taken() : now.seq(channel.view());
            if (hasSince && !isGap) {
                log.between(channel, asked.since(), seq).forEach(each -> reader.send(each.text()));
            }
            reader.send(snapshot(channel, now, seq, isGap).text());
            log.between(channel, Math.max(seq, asked.since()), Long.MAX_VALUE)
                    .forEach(each -> reader.send(each.text()));
            reader.channels().add(channel);
        }
    }

    /** Made once for all that ask while the state is the same. */
    private Event snapshot(final LiveChannel channel, final Snapshot now, final long seq, final boolean isGap) {
        if (of != now) {
            of = now;
            made.clear();
        }
        final boolean isKept = !isGap && channel != LiveChannel.DECISIONS;
        return isKept
                ? made.computeIfAbsent(channel, each -> make(each, now, seq, false))
                : make(channel, now, seq, isGap);
    }

    private Event make(final LiveChannel channel, final Snapshot now, final long seq, final boolean isGap) {
        final JsonNode data = channel == LiveChannel.DECISIONS ? decided.newest() : watch.data(channel, now);
        return Event.snapshot(channel, seq, now.timeNs(), isGap, data);
    }
}
