package io.sluice.engine.start;

import io.sluice.client.EngineException;
import io.sluice.journal.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How the wall clock of a start stands to the last record (SPEC W-2). Engine time goes on from the later of the two and
 * never goes back, so a clock that is wrong by much at one start is wrong for good: it is said, and journaled.
 *
 * @param stepNs wall clock minus engine time of the last record; 0 where that is nothing to speak of.
 * @param notice a sentence for a person; null where there is nothing to say.
 */
record ClockStep(long stepNs, String notice) {
    /** Engine time is a number of nanoseconds that ends in 2262; timers reach ahead of it. */
    static final Instant LIMIT = Instant.parse("2190-01-01T00:00:00Z");
    /** So much a clock may be corrected backwards. */
    private static final long MAX_BEHIND_NS = TimeUnit.MINUTES.toNanos(1);

    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(LIMIT.getEpochSecond());

    /**
     * Looks at the clock.
     *
     * @param lastTimeNs engine time of the last record; Long.MIN_VALUE if there is none.
     * @throws EngineException CLOCK if clock or journal are at 2190 or later.
     */
    static ClockStep of(final long wallNs, final long lastTimeNs) {
        if (Math.max(wallNs, lastTimeNs) >= LIMIT_NS) {
            throw new EngineException(
                    EngineException.Code.CLOCK,
                    (wallNs >= LIMIT_NS
                                    ? "the wall clock says " + time(wallNs)
                                    : "the last record bears the time " + time(lastTimeNs))
                            + "; engine time ends before " + time(LIMIT_NS) + ": "
                            + (wallNs >= LIMIT_NS ? "set the clock" : "go on from a backup that is older"));
        }
        if (lastTimeNs == Long.MIN_VALUE) {
            return new ClockStep(0, null);
        }
        final long stepNs = wallNs - lastTimeNs;
        if (stepNs > Retention.MAX_STEP_NS) {
            return new ClockStep(
                    stepNs,
                    "the wall clock, " + time(wallNs) + ", is " + words(stepNs) + " ahead of the last record, "
                            + time(lastTimeNs) + ". Engine time goes on from the clock and never goes back; retention"
                            + " does not count the step. If the clock is wrong, stop now and go on from a backup");
        }
        if (stepNs < -MAX_BEHIND_NS) {
            return new ClockStep(
                    stepNs,
                    "the wall clock, " + time(wallNs) + ", is " + words(-stepNs) + " behind the last record, "
                            + time(lastTimeNs) + ". Engine time goes on from the record");
        }
        return new ClockStep(0, null);
    }

    private static Instant time(final long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, TimeUnit.SECONDS.toNanos(1)));
    }

    private static String words(final long ns) {
        final Duration duration = Duration.ofNanos(ns);
        if (duration.toDays() > 1) {
            return duration.toDays() + " days";
        }
        return duration.toHours() > 1 ? duration.toHours() + " hours" : duration.toMinutes() + " minute(s)";
    }
}
