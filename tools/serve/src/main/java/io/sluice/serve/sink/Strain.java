package io.sluice.serve.sink;

/**
 * How badly a required sink is off, by the thresholds of SPEC K-0. It only rises until the sink has caught up.
 *
 * <pre>
 *   WELL ──failed, or lagDegrade behind──► BEHIND ──1,000 rows, 10 MB or lagSafe wait──► OVERFLOWING
 *     ▲                                      │                                               │
 *     └──────────────caught up───────────────┴───────────────────────────────────────────────┘
 * </pre>
 */
final class Strain {
    /** Records come all the time: it has caught up once it is this part of {@code sinks.lag-degrade} behind. */
    private static final int CAUGHT_UP = 5;

    static final long MOST_ROWS = 1_000;
    static final long MOST_BYTES = 10_000_000;

    /** How badly, rising. */
    enum Level {
        WELL,
        BEHIND,
        OVERFLOWING
    }

    private final long lagDegradeNs;
    private final long lagSafeNs;
    private Level level = Level.WELL;

    Strain(final long lagDegradeNs, final long lagSafeNs) {
        this.lagDegradeNs = lagDegradeNs;
        this.lagSafeNs = lagSafeNs;
    }

    /**
     * Judges again.
     *
     * @param isDown   whether it failed and has not worked since.
     * @param behindNs age of the oldest record that it does not hold; 0 if it holds all.
     * @param rowAgeNs age of the oldest row that waits; 0 if none does.
     */
    Level judge(final boolean isDown, final long behindNs, final long rowAgeNs, final long rows, final long bytes) {
        if (!isDown && behindNs < lagDegradeNs / CAUGHT_UP) {
            level = Level.WELL;
        } else if (level == Level.WELL && (isDown || behindNs >= lagDegradeNs)) {
            level = Level.BEHIND;
        }
        if (level == Level.BEHIND && (isFull(rows, bytes) || rowAgeNs >= lagSafeNs)) {
            level = Level.OVERFLOWING;
        }
        return level;
    }

    /** Whether so much waits that more makes no difference. */
    static boolean isFull(final long rows, final long bytes) {
        return rows >= MOST_ROWS || bytes >= MOST_BYTES;
    }
}
