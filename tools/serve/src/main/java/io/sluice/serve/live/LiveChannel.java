package io.sluice.serve.live;

import io.sluice.serve.view.ViewName;
import java.util.Locale;

/** What can be subscribed to. */
public enum LiveChannel {
    /** Requests to a person: every event with the whole record. */
    HITL(ViewName.PENDING, false),
    /** What a person looks at first, at each change. */
    SYSTEM_STATUS(ViewName.STATUS, false),
    /** The same under another name. */
    REGIME(ViewName.STATUS, false),
    /** The policy record. */
    POLICY(ViewName.POLICY, false),
    /** Lockouts. */
    LOCKOUTS(ViewName.LOCKOUTS, false),
    /** Commands that wait for a second operator. */
    REQUESTS(ViewName.REQUESTS, false),
    /** Commands to brokers. */
    COMMANDS(ViewName.COMMANDS, false),
    /** Models and their consumers. */
    MODELS(ViewName.MODELS, false),
    /** Clients at the door. */
    CLIENTS(ViewName.CLIENTS, false),
    /** Equity, peak and drawdown: the last value, at most five times a second. */
    RISK(ViewName.STATUS, true),
    /** Positions: the last value, at most five times a second. */
    POSITIONS(ViewName.POSITIONS, true),
    /** Trades: those that changed, at most five times a second. */
    TRADES(ViewName.TRADES, true),
    /** Decisions: at most fifty a second, with a count of those left out. */
    DECISIONS(null, false);

    private final ViewName view;
    private final boolean isLastValue;

    LiveChannel(final ViewName view, final boolean isLastValue) {
        this.view = view;
        this.isLastValue = isLastValue;
    }

    /** As a reader writes it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of that name, or null. */
    static LiveChannel of(final String spelling) {
        for (final LiveChannel each : values()) {
            if (each.spelling().equals(spelling)) {
                return each;
            }
        }
        return null;
    }

    /** The view that its snapshot is made of; null if of none. */
    ViewName view() {
        return view;
    }

    /** Whether only the last value counts, so that it has no events to catch up with. */
    boolean isLastValue() {
        return isLastValue;
    }
}
