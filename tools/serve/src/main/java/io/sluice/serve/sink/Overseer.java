package io.sluice.serve.sink;

import io.sluice.client.EngineException;
import io.sluice.client.MonitorDoor;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EventType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.Severity;
import io.sluice.journal.JournalException;
import io.sluice.serve.sink.Backlog.Waiting;
import io.sluice.serve.sink.ComponentVoice.Word;
import io.sluice.serve.sink.Strain.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Watches the required sinks and reports the worst of them as the component {@code db} (SPEC K-0). It is no part of the
 * runners, so one that hangs in its database is seen too. One thread, except {@link #onAttached()}.
 */
public final class Overseer implements AutoCloseable {
    private final List<Watched> watched = new ArrayList<>();
    private final ComponentVoice voice;
    private final LongSupplier nowNs;
    private final long ttlNs;

    /** A required sink. */
    private record Watched(SinkRunner runner, Backlog backlog, Strain strain) {}

    /**
     * @param runners      of the required sinks.
     * @param door         with the role monitor.
     * @param nowNs        engine time.
     * @param ttlNs        how long a sign of life of the component lasts.
     * @param lagDegradeNs {@code sinks.lag-degrade}.
     * @param lagSafeNs    {@code sinks.lag-safe}.
     */
    public Overseer(
            final Path directory,
            final List<SinkRunner> runners,
            final LongSupplier released,
            final MonitorDoor door,
            final LongSupplier nowNs,
            final long ttlNs,
            final long lagDegradeNs,
            final long lagSafeNs) {
        runners.forEach(runner -> watched.add(new Watched(
                runner, new Backlog(directory, released, runner.sink().scale()), new Strain(lagDegradeNs, lagSafeNs))));
        voice = new ComponentVoice(door, ComponentSource.DB, ttlNs);
        this.nowNs = nowNs;
        this.ttlNs = ttlNs;
    }

    /** An engine is there, again or for the first time. Any thread. */
    public void onAttached() {
        voice.onAttached();
    }

    /** Looks once, and says what changed. */
    public void turn() {
        Level worst = Level.WELL;
        String why = "caught up";
        boolean isAlive = true;
        for (final Watched each : watched) {
            final SinkStatus status = each.runner.status();
            final Level level = judge(each, status);
            isAlive &= each.runner.silentNs() < ttlNs;
            if (level.compareTo(worst) > 0) {
                worst = level;
                why = status.sink() + ", " + status.lag() + " records behind: "
                        + (status.isDown() ? status.trouble() : "it is slow");
            }
        }
        voice.say(word(worst), isAlive, why);
    }

    private static Word word(final Level level) {
        return switch (level) {
            case WELL -> Word.WELL;
            case BEHIND -> new Word(EventType.FAIL_SUPP, Severity.WARNING, ReasonCode.DB_WRITE_FAIL_BUFFERED);
            case OVERFLOWING -> new Word(EventType.FAIL_CRIT, Severity.CRITICAL, ReasonCode.DB_BUFFER_OVERFLOW);
        };
    }

    private Level judge(final Watched each, final SinkStatus status) {
        Waiting waiting;
        try {
            waiting = each.backlog.after(each.runner.held());
        } catch (final JournalException | EngineException e) {
            // The runner meets the same and says so.
            each.backlog.close();
            waiting = Waiting.NOTHING;
        }
        final long now = nowNs.getAsLong();
        return each.strain.judge(
                status.isDown(),
                age(waiting.sinceNs(), now),
                age(waiting.rowNs(), now),
                waiting.rows(),
                waiting.bytes());
    }

    /** At least 1 for what waits, whatever the clocks say. */
    private static long age(final long sinceNs, final long now) {
        return sinceNs == 0 ? 0 : Math.max(1, now - sinceNs);
    }

    @Override
    public void close() {
        watched.forEach(each -> each.backlog.close());
    }
}
