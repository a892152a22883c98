package io.sluice.sim;

import io.sluice.codec.Role;

/** An origin: role and principal (W-8). */
record Door(Role role, String principal) {
    static final Door BROKER = new Door(Role.BROKER, "sim-broker");
    static final Door MARKET = new Door(Role.MARKET, "sim-feed");
    static final Door RISK = new Door(Role.RISK, "sim-risk");
    static final Door MONITOR = new Door(Role.MONITOR, "sim-monitor");
    static final Door ENGINE = new Door(Role.ENGINE, "");

    static Door strategy(final int id) {
        return new Door(Role.STRATEGY, Integer.toString(id));
    }

    static Door operator(final String name) {
        return new Door(Role.OPERATOR, name);
    }
}
