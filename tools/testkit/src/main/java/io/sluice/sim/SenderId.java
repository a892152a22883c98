package io.sluice.sim;

import io.sluice.codec.Role;

/** An origin: role and principal (W-8). */
record SenderId(Role role, String principal) {
    static final SenderId BROKER = new SenderId(Role.BROKER, "sim-broker");
    static final SenderId MARKET = new SenderId(Role.MARKET, "sim-feed");
    static final SenderId RISK = new SenderId(Role.RISK, "sim-risk");
    static final SenderId MONITOR = new SenderId(Role.MONITOR, "sim-monitor");
    static final SenderId ENGINE = new SenderId(Role.ENGINE, "");

    static SenderId strategy(final int id) {
        return new SenderId(Role.STRATEGY, Integer.toString(id));
    }

    static SenderId operator(final String name) {
        return new SenderId(Role.OPERATOR, name);
    }
}
