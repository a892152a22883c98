package io.sluice.control.health;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.SystemLevel;
import io.sluice.control.image.Image;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;

/** Health of one component (C-1, C-2). */
public final class Component {
    final ComponentSource source;
    final Timer ttl;
    final Timer failing;
    SystemLevel level = SystemLevel.UNKNOWN;
    boolean watched;
    /** Whether its silence counts from the start of the engine, heard or not (K-0). */
    boolean expected;

    int failures;
    int slowProbes;
    long firstFailureNs;
    long lastSeenNs = Long.MIN_VALUE;
    ReasonCode lastReason = ReasonCode.NULL_VAL;

    Component(final ComponentSource source) {
        this.source = source;
        this.ttl = new Timer(TimerKind.COMPONENT_TTL, source.value());
        this.failing = new Timer(TimerKind.COMPONENT_FAILING, source.value());
    }

    /** Which it is. */
    public ComponentSource source() {
        return source;
    }

    /** Its level. */
    public SystemLevel level() {
        return level;
    }

    /** Whether it gave a sign of life since the start (C-3). */
    public boolean isWatched() {
        return watched;
    }

    /** Failures in a row. */
    public int failures() {
        return failures;
    }

    /** Engine time of the first failure in a row; means something while there are failures. */
    public long firstFailureNs() {
        return firstFailureNs;
    }

    /** Engine time of the last sign of life, Long.MIN_VALUE if never. */
    public long lastSeenNs() {
        return lastSeenNs;
    }

    /** The last cause it raised, or NULL_VAL. */
    public ReasonCode lastReason() {
        return lastReason;
    }

    void image(final Image image, final TimerBook timers) {
        timers.image(image, ttl);
        timers.image(image, failing);
        level = image.ofEnum(level, SystemLevel::value, SystemLevel::get);
        watched = image.bool(watched);
        expected = image.bool(expected);
        failures = image.int32(failures);
        slowProbes = image.int32(slowProbes);
        firstFailureNs = image.int64(firstFailureNs);
        lastSeenNs = image.int64(lastSeenNs);
        lastReason = image.ofEnum(lastReason, ReasonCode::value, ReasonCode::get);
    }
}
