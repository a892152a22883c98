package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.PolicyField;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.StatusViewDecoder;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.sim.Facts.Request;
import io.sluice.sim.Post.Kind;
import java.util.List;
import java.util.Map;

/** The operator who does what is needed so that trading can go on, from what the views show. */
final class Healer {
    private static final String WHY = "looked into it";

    private final World world;
    private int turn;
    private int runs;

    Healer(final World world) {
        this.world = world;
    }

    /** One thing at a time, the most pressing first. */
    void act(final boolean careful) {
        final List<String> allowed = world.config().hitl().allowedOperators();
        final SenderId door = SenderId.operator(allowed.get(turn % allowed.size()));
        final Facts facts = world.facts();
        final StatusViewDecoder status = world.host.status();
        final int causes = (int) status.causes().getRaw();
        turn++;
        if (confirms(allowed, facts) || !careful) {
            return;
        }
        if (facts.emergency) {
            emergency(door, status);
        } else if ((causes & halts()) != 0) {
            final boolean mismatch = (causes >> ReasonCode.BROKER_MISMATCH.value() & 1) != 0;
            send(world.inputs.startRecovery(door, "heal-" + runs++, mismatch));
        } else if (dead() != null) {
            send(world.inputs.watch(door, dead(), false));
        } else if (facts.is(PolicyField.GUARDIAN_LOCKED)) {
            send(world.inputs.unlock(door, WHY));
        } else if (!facts.is(PolicyField.ALLOW_NEW_TRADES)) {
            world.inputs.beginPolicy(door).allowNewTrades(Bool.TRUE);
            send(world.inputs.policy(door));
        } else if (facts.ceiling() == TradingMode.DISABLED) {
            world.inputs.beginPolicy(door).tradingMode(TradingMode.LIVE);
            send(world.inputs.policy(door));
        } else if (!facts.disabled.isEmpty()) {
            send(world.inputs.enable(door, facts.disabled.iterator().next(), WHY));
        } else if (status.override() == Bool.TRUE
                && (world.healing || status.mode().value() > SystemMode.DEGRADED.value())) {
            send(world.inputs.release(door));
        } else if (isAtHardLimit(status)) {
            send(world.inputs.drawdown(door));
        } else if (status.stage() == RecoveryStage.READY
                && !world.config().recovery().autoToNormal()) {
            send(world.inputs.stageResult(door, "", RecoveryStage.READY, true));
        } else if (world.healing) {
            final ComponentSource source = ComponentSource.get((short) (turn % 6));
            if (source == ComponentSource.RISK && isBeyondSoft(status)) {
                send(world.inputs.drawdown(door));
            } else {
                world.services.recovered(source);
            }
        }
    }

    /** A stop that has said that something stays open is ended with its positions open (E-3). */
    private void emergency(final SenderId door, final StatusViewDecoder status) {
        if (isAtHardLimit(status)) {
            send(world.inputs.drawdown(door));
        } else {
            final boolean accepts = world.facts().unconfirmed || !world.healing && world.draw.chance(0.05);
            send(world.inputs.reset(door, accepts, WHY));
        }
    }

    /** The symbol that is traded no more and still under the freshness rules, or null. */
    private String dead() {
        final String symbol = world.market.delisted();
        return symbol == null || world.facts().unwatched.contains(symbol) ? null : symbol;
    }

    /** Confirms what another asked for. */
    private boolean confirms(final List<String> allowed, final Facts facts) {
        for (final Map.Entry<Long, Request> entry : facts.requests.entrySet()) {
            for (final String name : allowed) {
                if (!name.equals(entry.getValue().operator())) {
                    send(world.inputs.confirm(SenderId.operator(name), entry.getKey()));
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isAtHardLimit(final StatusViewDecoder status) {
        return status.drawdownPct() != StatusViewDecoder.drawdownPctNullValue()
                && -status.drawdownPct() >= world.config().drawdown().hardPercentE8() - 1;
    }

    private boolean isBeyondSoft(final StatusViewDecoder status) {
        return status.drawdownPct() != StatusViewDecoder.drawdownPctNullValue()
                && -status.drawdownPct() >= world.config().drawdown().softPercentE8() - 1;
    }

    private static int halts() {
        return 1 << ReasonCode.BROKER_MISMATCH.value()
                | 1 << ReasonCode.RISK_BREACH_HARD.value()
                | 1 << ReasonCode.POSITION_UNKNOWN.value()
                | 1 << ReasonCode.RECOVERY_FAILED.value();
    }

    private void send(final byte[] envelope) {
        world.post.send(Kind.COMMAND, envelope);
    }
}
