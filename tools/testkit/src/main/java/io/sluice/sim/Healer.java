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

    private static final int PATIENCE = 300;

    private final World world;
    private int turn;
    private int runs;
    private int stands;

    Healer(final World world) {
        this.world = world;
    }

    /** One thing at a time, the most pressing first. */
    void act(final boolean careful) {
        final List<String> allowed = world.config().hitl().allowedOperators();
        final Door door = Door.operator(allowed.get(turn % allowed.size()));
        final Facts facts = world.facts();
        final StatusViewDecoder status = world.host.status();
        final int causes = (int) status.causes().getRaw();
        turn++;
        if (confirms(allowed, facts) || !careful) {
            return;
        }
        if (facts.emergency) {
            emergency(door, status, causes);
        } else if ((causes & halts()) != 0) {
            final boolean mismatch = (causes >> ReasonCode.BROKER_MISMATCH.value() & 1) != 0;
            send(world.inputs.startRecovery(door, "heal-" + runs++, mismatch));
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

    /** A stop that cannot end by itself since book and broker differ is ended with its positions open (E-3). */
    private void emergency(final Door door, final StatusViewDecoder status, final int causes) {
        final boolean stuck = (causes >> ReasonCode.BROKER_MISMATCH.value() & 1) != 0
                || world.healing && world.lostMuch() && stands++ > PATIENCE;
        if (isAtHardLimit(status)) {
            send(world.inputs.drawdown(door));
        } else {
            send(world.inputs.reset(door, stuck || !world.healing && world.draw.chance(0.05), WHY));
        }
    }

    /** Confirms what another asked for. */
    private boolean confirms(final List<String> allowed, final Facts facts) {
        for (final Map.Entry<Long, Request> entry : facts.requests.entrySet()) {
            for (final String name : allowed) {
                if (!name.equals(entry.getValue().operator())) {
                    send(world.inputs.confirm(Door.operator(name), entry.getKey()));
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
