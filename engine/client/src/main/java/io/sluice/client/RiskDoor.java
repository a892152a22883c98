package io.sluice.client;

import io.sluice.codec.ComponentSource;
import io.sluice.codec.EmergencyStopEncoder;
import io.sluice.codec.EquityUpdateEncoder;
import io.sluice.codec.GuardianLockEncoder;
import io.sluice.codec.LockoutCreateEncoder;
import io.sluice.codec.LockoutType;
import io.sluice.codec.ModelAckEncoder;
import io.sluice.codec.ModelPromotedEncoder;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.RecoveryStageResultEncoder;
import io.sluice.codec.StrategyDisableEncoder;
import io.sluice.codec.TradeClosedEncoder;
import io.sluice.codec.TradeSettledEncoder;

/** What a risk service reports and asks for: it may stop and lock, and loosens nothing. */
public final class RiskDoor extends RoleDoor {
    private final EquityUpdateEncoder equity = new EquityUpdateEncoder();
    private final TradeClosedEncoder closed = new TradeClosedEncoder();
    private final TradeSettledEncoder settled = new TradeSettledEncoder();
    private final RecoveryStageResultEncoder stage = new RecoveryStageResultEncoder();
    private final EmergencyStopEncoder stop = new EmergencyStopEncoder();
    private final GuardianLockEncoder lock = new GuardianLockEncoder();
    private final LockoutCreateEncoder lockout = new LockoutCreateEncoder();
    private final StrategyDisableEncoder disable = new StrategyDisableEncoder();
    private final ModelPromotedEncoder promoted = new ModelPromotedEncoder();
    private final ModelAckEncoder ack = new ModelAckEncoder();

    /** For an engine, which hands it out. */
    public RiskDoor(final Sender sender, final Answers answers) {
        super(sender, answers);
    }

    /** The risk service works. */
    public Offer heartbeat() {
        return beat(ComponentSource.RISK);
    }

    /**
     * A probe of the risk service came back, or did not.
     *
     * @param latencyMs below 0 if it was not measured.
     */
    public Offer probe(final boolean ok, final long latencyMs) {
        return probed(ComponentSource.RISK, ok, latencyMs);
    }

    /** The account's equity, a decimal of money, see {@link E8}. */
    public Offer equity(final long equityE8) {
        return offer(sender.begin(equity).equity(equityE8));
    }

    /**
     * The position of a trade is closed.
     *
     * @param realizedE8 profit or loss in money, see {@link E8}; {@link E8#ABSENT} if it is not known.
     */
    public Offer tradeClosed(final long tradeId, final long realizedE8) {
        return offer(sender.begin(closed).tradeId(tradeId).realizedPnl(realizedE8));
    }

    /** A trade is settled. */
    public Offer tradeSettled(final long tradeId) {
        return offer(sender.begin(settled).tradeId(tradeId));
    }

    /** How a stage of the recovery went; {@code detail} is at most 256 bytes, null is empty. */
    public Offer stageResult(final RecoveryStage of, final boolean ok, final CharSequence detail) {
        return sender.offer(
                sender.begin(stage).stage(Absent.or(of, RecoveryStage.NULL_VAL)).ok(bool(ok)), null, detail, null);
    }

    /** Stops everything (SPEC E-1); the reason is 1 to 256 bytes. Gets through a full ring. */
    public Sent emergencyStop(final CharSequence reason) {
        return send(sender.begin(stop), reason);
    }

    /** Locks: held orders are rejected, new ones blocked (SPEC H-8). Gets through a full ring. */
    public Sent guardianLock(final CharSequence reason) {
        return send(sender.begin(lock), reason);
    }

    /**
     * Locks a symbol out.
     *
     * @param durationSeconds above 0.
     * @param type            null for a manual one.
     */
    public Sent createLockout(
            final CharSequence symbol, final int durationSeconds, final LockoutType type, final CharSequence reason) {
        sender.begin(lockout).durationSeconds(durationSeconds);
        if (type != null) {
            lockout.lockoutType(type);
        }
        return sender.symbol(symbol) ? send(lockout, reason) : malformed(lockout, SYMBOL);
    }

    /** Takes no more intents of a strategy but those that reduce. */
    public Sent disableStrategy(final int strategyId, final CharSequence reason) {
        return send(sender.begin(disable).strategyId(strategyId), reason);
    }

    /**
     * Promotes a version of a model; names and versions are at most 32 bytes.
     *
     * @param oldVersion empty if there was none.
     */
    public Sent promoteModel(final CharSequence model, final CharSequence newVersion, final CharSequence oldVersion) {
        return send(sender.begin(promoted), model, newVersion, oldVersion);
    }

    /** A consumer uses a version of a model from now on; each text is 1 to 32 bytes. */
    public Offer acknowledgeModel(final CharSequence consumer, final CharSequence model, final CharSequence version) {
        return sender.offer(sender.begin(ack), consumer, model, version);
    }
}
