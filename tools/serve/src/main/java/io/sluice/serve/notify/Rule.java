package io.sluice.serve.notify;

import io.sluice.codec.Severity;
import io.sluice.config.ServeConfig.NotifyRule;
import java.util.List;

/**
 * A row of the table of rules.
 *
 * @param event    name of the event, or the beginning of names and {@code *}.
 * @param least    least severity.
 * @param channels that it goes to.
 * @param delayMs  after the event.
 * @param quiet    hours at which it waits.
 * @param must     whether it is sent by itself, at once, and in quiet hours too.
 */
record Rule(String event, Severity least, List<String> channels, long delayMs, Quiet quiet, boolean must) {
    private static final long MS = 1_000_000;

    /** An operator's own. */
    static Rule of(final NotifyRule own, final boolean must) {
        return new Rule(own.event(), own.severity(), own.channels(), own.delayNs() / MS, Quiet.of(own.quiet()), must);
    }

    /** Whether it speaks of an event, whatever its severity. */
    boolean names(final String name) {
        return event.endsWith("*") ? name.startsWith(event.substring(0, event.length() - 1)) : event.equals(name);
    }

    boolean fits(final String name, final Severity severity) {
        return names(name) && severity.compareTo(least) >= 0;
    }
}
