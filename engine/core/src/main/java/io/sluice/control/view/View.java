package io.sluice.control.view;

import java.util.Locale;

/** The views of MESSAGES, by the names that a person uses. */
public enum View {
    /** Mode, emergency, policy and drawdown at a glance. */
    STATUS,
    /** What the gate allows. */
    PERMISSIONS,
    /** Health of each component. */
    COMPONENTS,
    /** The recovery owed. */
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
    /** Commands that wait for a second operator. */
    REQUESTS,
    /** Lockouts. */
    LOCKOUTS,
    /** The policy record. */
    POLICY,
    /** Models and who uses them. */
    MODELS,
    /** Strategies. */
    STRATEGIES,
    /** Clients at the door. */
    CLIENTS;

    /** Its name as a person writes it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
