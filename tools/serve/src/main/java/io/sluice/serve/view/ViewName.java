package io.sluice.serve.view;

import java.util.Locale;

/** The views of an image, each with the rows of one kind. */
public enum ViewName {
    /** Mode, emergency, policy and drawdown at a glance: one row. */
    STATUS,
    /** What the gate allows: one row. */
    PERMISSIONS,
    /** Health of each component. */
    COMPONENTS,
    /** The recovery owed: one row, or none. */
    RECOVERY,
    /** Pending requests, by their end. */
    PENDING,
    /** Decided requests that are remembered, the oldest first. */
    HISTORY,
    /** Trades, ended ones that are remembered included. */
    TRADES,
    /** Positions that are not flat. */
    POSITIONS,
    /** Last quotes. */
    QUOTES,
    /** Open commands to brokers. */
    COMMANDS,
    /** Commands that wait for a second operator, and ended ones that are remembered. */
    REQUESTS,
    /** Lockouts. */
    LOCKOUTS,
    /** The policy record: one row. */
    POLICY,
    /** Models, each with what its consumers acknowledged. */
    MODELS,
    /** Strategies. */
    STRATEGIES,
    /** Clients at the door. */
    CLIENTS;

    /** Its name in the image. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
