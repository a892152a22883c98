package io.sluice.control.health;

import static io.sluice.control.mode.CauseBook.EVENT;
import static io.sluice.control.mode.CauseBook.LIFE;
import static io.sluice.control.mode.CauseBook.SILENCE;

import io.sluice.codec.ComponentChangedEncoder;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.SystemLevel;
import io.sluice.control.config.ControlConfig.Health;
import io.sluice.control.config.ControlConfig.Outlets;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.mode.CauseBook;
import io.sluice.control.mode.Reasons;
import io.sluice.control.step.Step;
import io.sluice.control.timer.Timer;
import io.sluice.control.timer.TimerBook;
import io.sluice.control.timer.TimerKind;

/** The breakers of all components (C-1, C-2) and the silence of the broker (C-3). */
public final class HealthMonitor {
    private static final ReasonCode[] REASONS = ReasonCode.values();

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CauseBook causes;
    private final ComponentChangedEncoder changed = new ComponentChangedEncoder();
    private final Component[] components;
    private final Timer brokerSilence = new Timer(TimerKind.BROKER_SILENT, 0);
    private boolean nothingRequired;

    /** @param causes where trips and silences are raised. */
    public HealthMonitor(final Settings settings, final Step step, final TimerBook timers, final CauseBook causes) {
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        this.causes = causes;
        components = new Component[ComponentSource.values().length - 1];
        for (int i = 0; i < components.length; i++) {
            components[i] = new Component(ComponentSource.get((short) i));
        }
    }

    /** A start: everyone is unheard until the next sign of life (W-6). */
    public void onStarted(final boolean startNormal) {
        nothingRequired = startNormal;
        timers.cancel(brokerSilence);
        for (final Component component : components) {
            timers.cancel(component.ttl);
            timers.cancel(component.failing);
            component.watched = false;
            component.expected = !startNormal && isOutlet(component.source);
            component.failures = 0;
            component.slowProbes = 0;
            component.level = startNormal ? SystemLevel.HEALTHY : SystemLevel.UNKNOWN;
            if (component.expected) {
                timers.set(component.ttl, step.nowNs() + config().componentTtlNs());
            }
        }
    }

    /** A component by its source. */
    public Component component(final ComponentSource source) {
        return components[source.value()];
    }

    /** Whether a component is healthy. */
    public boolean isHealthy(final ComponentSource source) {
        return component(source).level == SystemLevel.HEALTHY;
    }

    /** Whether a recovery has to wait for it. */
    public boolean isRequired(final ComponentSource source) {
        return !nothingRequired && (config().required() >> source.value() & 1) != 0;
    }

    /** Whether a required reader of the journal reports as this component: its silence counts from the start (K-0). */
    private boolean isOutlet(final ComponentSource source) {
        final Outlets outlets = settings.get().outlets();
        return switch (source) {
            case DB -> !outlets.requiredSinks().isEmpty();
            case ALERTS -> outlets.notifyRequired();
            case BROKER, MARKET_DATA, RISK, SYSTEM, NULL_VAL -> false;
        };
    }

    /** Whether every required component gave a sign of life since the start (C-3). */
    public boolean allRequiredHeard() {
        for (final Component component : components) {
            if (isRequired(component.source) && !component.watched) {
                return false;
            }
        }
        return true;
    }

    /** The worst level of the watched components (C-6). */
    public SystemLevel level() {
        SystemLevel worst = SystemLevel.HEALTHY;
        for (final Component component : components) {
            if ((component.watched || component.expected) && component.level.value() > worst.value()) {
                worst = component.level;
            }
        }
        return worst;
    }

    /** A bare sign of life: heartbeat or valid quote; {@code ttlNs} 0 where none was given (C-2). */
    public void onSignOfLife(final ComponentSource source, final long ttlNs) {
        final Component component = component(source);
        seen(component, ttlNs);
        if (component.level != SystemLevel.TRIPPED) {
            healthy(component);
        }
    }

    /** An ok probe, or an event that says all is well: a success that also closes a tripped breaker (M-4). */
    public void onSuccess(final ComponentSource source, final long ttlNs) {
        final Component component = component(source);
        seen(component, ttlNs);
        component.slowProbes = 0;
        resolveAll(source);
        healthy(component);
    }

    /** Resolves what events raised among the live causes of a component (M-4). */
    private void resolveAll(final ComponentSource source) {
        for (int i = 0; i < Reasons.COUNT; i++) {
            if (Reasons.isLive(REASONS[i]) && Reasons.owner(REASONS[i]) == source) {
                causes.resolve(REASONS[i], EVENT);
            }
        }
    }

    /** A probe; a failed or too slow one is a failure (C-1, C-3). */
    public void onProbe(final ComponentSource source, final boolean ok, final long latencyNs, final long ttlNs) {
        final boolean slow = ok && latencyNs > slowNs(source);
        if (ok && !slow) {
            onSuccess(source, ttlNs);
            return;
        }
        final Component component = component(source);
        component.slowProbes = slow ? component.slowProbes + 1 : 0;
        if (ok) {
            seen(component, ttlNs);
        }
        onFailure(source);
        if (source == ComponentSource.RISK && component.slowProbes >= config().riskTimeoutCount()) {
            trip(component, ReasonCode.RISK_TIMEOUT);
        }
    }

    /** One failure without a reason (C-1). */
    public void onFailure(final ComponentSource source) {
        final Component component = component(source);
        if (component.failures++ == 0) {
            component.firstFailureNs = step.nowNs();
            timers.set(component.failing, step.nowNs() + config().failThresholdNs());
        }
        if (component.failures >= config().failThresholdCount()) {
            trip(component, Reasons.ofTrip(source));
        } else if (component.level != SystemLevel.TRIPPED) {
            level(component, SystemLevel.UNSTABLE, ReasonCode.NULL_VAL);
        }
    }

    /** A failure with a reason acts at once (C-1). */
    public void onReason(final ReasonCode reason, final boolean degradedOnly) {
        final Component component = component(Reasons.owner(reason));
        component.lastReason = reason;
        causes.raise(reason, EVENT);
        if (degradedOnly) {
            return;
        }
        if (component.failures++ == 0) {
            component.firstFailureNs = step.nowNs();
        }
        timers.cancel(component.failing);
        level(component, SystemLevel.TRIPPED, reason);
    }

    /** A component failed for too long, or was silent after a failure (C-1). */
    public void onFailingTooLong(final int source) {
        trip(components[source], Reasons.ofTrip(components[source].source));
    }

    /** A sign of life lost its validity (C-2). */
    public void onTtlExpired(final int source) {
        final Component component = components[source];
        if (!config().unknownOnTtlExpiry()) {
            return;
        }
        final ReasonCode reason = Reasons.ofTrip(component.source);
        final boolean required = component.expected || isRequired(component.source);
        if (required) {
            component.lastReason = reason;
            causes.raise(reason, LIFE);
        }
        if (component.level != SystemLevel.TRIPPED) {
            level(component, SystemLevel.UNKNOWN, required ? reason : ReasonCode.NULL_VAL);
        }
    }

    /** The broker gave no sign of life for too long (C-3). */
    public void onBrokerSilent() {
        final Component broker = component(ComponentSource.BROKER);
        broker.lastReason = ReasonCode.BROKER_DISCONNECT;
        causes.raise(ReasonCode.BROKER_DISCONNECT, SILENCE);
        if (broker.level != SystemLevel.TRIPPED) {
            level(broker, SystemLevel.UNKNOWN, ReasonCode.BROKER_DISCONNECT);
        }
    }

    private void seen(final Component component, final long ttlNs) {
        component.watched = true;
        component.lastSeenNs = step.nowNs();
        timers.set(component.ttl, step.nowNs() + (ttlNs > 0 ? ttlNs : config().componentTtlNs()));
        causes.resolve(Reasons.ofTrip(component.source), LIFE);
        if (component.source == ComponentSource.BROKER) {
            timers.set(brokerSilence, step.nowNs() + config().brokerTimeoutNs());
            causes.resolve(ReasonCode.BROKER_DISCONNECT, SILENCE);
        }
    }

    private void healthy(final Component component) {
        if (component.failures != 0) {
            component.failures = 0;
            timers.cancel(component.failing);
        }
        level(component, SystemLevel.HEALTHY, ReasonCode.NULL_VAL);
    }

    private void trip(final Component component, final ReasonCode reason) {
        timers.cancel(component.failing);
        component.lastReason = reason;
        causes.raise(reason, EVENT);
        level(component, SystemLevel.TRIPPED, reason);
    }

    private void level(final Component component, final SystemLevel level, final ReasonCode reason) {
        final SystemLevel before = component.level;
        if (before == level) {
            return;
        }
        component.level = level;
        if (level == SystemLevel.UNSTABLE && !config().alertOnUnstable()) {
            return;
        }
        step.end(step.next(changed)
                .source(component.source)
                .fromLevel(before)
                .toLevel(level)
                .consecutiveFailures(component.failures)
                .reasonCode(reason));
    }

    private long slowNs(final ComponentSource source) {
        return switch (source) {
            case BROKER -> config().brokerTimeoutNs();
            case RISK -> config().riskTimeoutNs();
            case MARKET_DATA, DB, ALERTS, SYSTEM, NULL_VAL -> Long.MAX_VALUE;
        };
    }

    private Health config() {
        return settings.get().health();
    }

    /** Images every component. */
    public void image(final Image image) {
        for (final Component component : components) {
            component.image(image, timers);
        }
        timers.image(image, brokerSilence);
        nothingRequired = image.bool(nothingRequired);
    }
}
