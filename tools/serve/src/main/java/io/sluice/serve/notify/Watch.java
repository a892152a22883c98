package io.sluice.serve.notify;

import io.sluice.codec.Severity;
import io.sluice.serve.notify.Outbox.Addressed;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Notices what no record tells: that the engine is gone or back, that a sink or a channel is down, that inputs were
 * dropped. What was told last is kept with the notices, so that nothing is told twice. One thread.
 */
final class Watch {
    private static final long DROPS_NS = TimeUnit.MINUTES.toNanos(1);
    private static final String DOWN = "down";
    private static final String UP = "up";

    private final Outbox outbox;
    private final Rules rules;
    private long dropped = -1;
    private long dropsToldNs = System.nanoTime() - DROPS_NS;

    Watch(final Outbox outbox, final Rules rules) {
        this.outbox = outbox;
        this.rules = rules;
    }

    void turn(final Surroundings now, final List<ChannelStatus> channels) {
        engine(now.engine());
        for (final String mark : outbox.marked("sink ")) {
            if (!now.sinks().contains(mark.substring("sink ".length()))) {
                upAndDown(mark, "sink", false, "");
            }
        }
        now.sinks().forEach(sink -> upAndDown("sink " + sink, "sink", true, ""));
        channels.forEach(channel ->
                upAndDown("channel " + channel.name(), "channel", !channel.isUp(), ": " + channel.trouble()));
        drops(now.dropped());
    }

    private void engine(final Surroundings.Engine engine) {
        final String told = outbox.mark("engine");
        final String state = engine.name();
        if (told.equals(state)) {
            return;
        }
        switch (engine) {
            case UP -> {
                if (!told.isEmpty()) {
                    tell("engine.back", Severity.INFO, "The engine is back.", "engine", state);
                    return;
                }
            }
            case LOST -> {
                tell("engine.lost", Severity.CRITICAL, "The engine does not answer any more.", "engine", state);
                return;
            }
            case FAILED -> {
                tell(
                        "engine.failed",
                        Severity.CRITICAL,
                        "The engine has stopped by itself: its disk is full or fails, or it met a fault. Its log says"
                                + " which.",
                        "engine",
                        state);
                return;
            }
            case STOPPED -> {
                if (!told.isEmpty()) {
                    tell("engine.stopped", Severity.WARNING, "The engine was stopped.", "engine", state);
                    return;
                }
            }
        }
        outbox.add(List.of(), "engine", state);
    }

    private void upAndDown(final String mark, final String kind, final boolean isDown, final String why) {
        final String told = outbox.mark(mark);
        if (isDown && !told.equals(DOWN)) {
            tell(kind + ".down", Severity.WARNING, "The " + mark + " is down" + why, mark, DOWN);
        } else if (!isDown && told.equals(DOWN)) {
            tell(kind + ".back", Severity.INFO, "The " + mark + " works again.", mark, UP);
        }
    }

    private void drops(final long now) {
        if (now < 0 || System.nanoTime() - dropsToldNs < DROPS_NS) {
            return;
        }
        if (dropped >= 0 && now > dropped) {
            dropsToldNs = System.nanoTime();
            tell(
                    "input.dropped",
                    Severity.WARNING,
                    "The engine had no room for " + (now - dropped) + " inputs; its fallback log has a line for each.",
                    "dropped",
                    Long.toString(now));
        }
        dropped = now;
    }

    /** Tells it, and marks that it was told. */
    private void tell(
            final String event, final Severity severity, final String sentence, final String mark, final String value) {
        final long nowMs = System.currentTimeMillis();
        final Notice notice = Notice.own("serve:" + mark + ':' + value + ':' + nowMs, event, severity, nowMs, sentence);
        outbox.add(List.of(new Addressed(notice, rules.of(event, severity))), mark, value);
    }
}
