package io.sluice.client;

import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.ApprovalDecisionEncoder;
import io.sluice.codec.CashFlowEncoder;
import io.sluice.codec.Channel;
import io.sluice.codec.ConfirmCommandEncoder;
import io.sluice.codec.DrawdownResetEncoder;
import io.sluice.codec.EmergencyResetEncoder;
import io.sluice.codec.EmergencyStopEncoder;
import io.sluice.codec.ForceModeEncoder;
import io.sluice.codec.GuardianLockEncoder;
import io.sluice.codec.GuardianUnlockEncoder;
import io.sluice.codec.LockoutCreateEncoder;
import io.sluice.codec.LockoutDeleteEncoder;
import io.sluice.codec.LockoutType;
import io.sluice.codec.ModelPromotedEncoder;
import io.sluice.codec.OrderCancelEncoder;
import io.sluice.codec.PositionCloseEncoder;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.RecoveryStageResultEncoder;
import io.sluice.codec.ReleaseOverrideEncoder;
import io.sluice.codec.StartRecoveryEncoder;
import io.sluice.codec.StrategyDisableEncoder;
import io.sluice.codec.StrategyEnableEncoder;
import io.sluice.codec.SymbolWatchEncoder;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradingMode;
import io.sluice.codec.WithdrawCommandEncoder;

/**
 * The commands of one operator, whose name is the door's. Each returns at once; {@link Sent#await} waits for what
 * became of it. Reasons are at most 256 bytes; where a command needs one, an empty one makes the offer MALFORMED. With
 * four eyes a command that loosens is answered {@code REQUESTED} and waits for a second operator.
 *
 * <pre>{@code
 *  OperatorDoor alice = engine.operator("alice");
 *  alice.emergencyStop("the feed is wrong").await(Duration.ofSeconds(5));
 * }</pre>
 */
public final class OperatorDoor extends RoleDoor {
    private final Channel channel;
    private final ApprovalDecisionEncoder decision = new ApprovalDecisionEncoder();
    private final ForceModeEncoder force = new ForceModeEncoder();
    private final ReleaseOverrideEncoder release = new ReleaseOverrideEncoder();
    private final EmergencyStopEncoder stop = new EmergencyStopEncoder();
    private final EmergencyResetEncoder reset = new EmergencyResetEncoder();
    private final GuardianLockEncoder lock = new GuardianLockEncoder();
    private final GuardianUnlockEncoder unlock = new GuardianUnlockEncoder();
    private final LockoutCreateEncoder lockout = new LockoutCreateEncoder();
    private final LockoutDeleteEncoder lockoutEnd = new LockoutDeleteEncoder();
    private final StrategyEnableEncoder enable = new StrategyEnableEncoder();
    private final StrategyDisableEncoder disable = new StrategyDisableEncoder();
    private final OrderCancelEncoder cancel = new OrderCancelEncoder();
    private final PositionCloseEncoder close = new PositionCloseEncoder();
    private final SymbolWatchEncoder watch = new SymbolWatchEncoder();
    private final CashFlowEncoder flow = new CashFlowEncoder();
    private final StartRecoveryEncoder recovery = new StartRecoveryEncoder();
    private final RecoveryStageResultEncoder stage = new RecoveryStageResultEncoder();
    private final DrawdownResetEncoder drawdown = new DrawdownResetEncoder();
    private final ConfirmCommandEncoder confirm = new ConfirmCommandEncoder();
    private final WithdrawCommandEncoder withdraw = new WithdrawCommandEncoder();
    private final ModelPromotedEncoder promoted = new ModelPromotedEncoder();
    private final PolicyWriter policy = new PolicyWriter(this);

    /**
     * For an engine, which hands it out.
     *
     * @param sender  of the operator's origin.
     * @param channel that his answers to requests come by.
     * @param answers where he waits for answers.
     */
    public OperatorDoor(final Sender sender, final Channel channel, final Answers answers) {
        super(sender, answers);
        this.channel = channel;
    }

    /**
     * Approves a held order (SPEC H-5).
     *
     * @param tradeId of the order.
     * @param comment at most 256 bytes; null is empty.
     */
    public Sent approve(final long tradeId, final CharSequence comment) {
        return decide(tradeId, ApprovalAnswer.APPROVE, E8.ABSENT, null, comment);
    }

    /**
     * Approves a held order at a price that the operator saw.
     *
     * @param priceE8 decimal, see {@link E8}; {@link E8#ABSENT} for none.
     */
    public Sent approve(final long tradeId, final long priceE8, final CharSequence comment) {
        return decide(tradeId, ApprovalAnswer.APPROVE, priceE8, null, comment);
    }

    /**
     * Approves a held order as it was seen: if the request is another one by then, the answer is {@code VOID} (H-5).
     *
     * @param rowHash 32 bytes: of the request that the operator saw.
     */
    public Sent approve(final long tradeId, final byte[] rowHash, final CharSequence comment) {
        return decideSeen(tradeId, ApprovalAnswer.APPROVE, rowHash, null, comment);
    }

    /** Rejects a held order. */
    public Sent reject(final long tradeId, final CharSequence reason) {
        return decide(tradeId, ApprovalAnswer.REJECT, E8.ABSENT, reason, null);
    }

    /**
     * Rejects a held order as it was seen: if the request is another one by then, the answer is {@code VOID} (H-5).
     *
     * @param rowHash 32 bytes: of the request that the operator saw.
     */
    public Sent reject(final long tradeId, final byte[] rowHash, final CharSequence reason) {
        return decideSeen(tradeId, ApprovalAnswer.REJECT, rowHash, reason, null);
    }

    /** Takes a held order back: it ends as cancelled. */
    public Sent cancelRequest(final long tradeId, final CharSequence reason) {
        return decide(tradeId, ApprovalAnswer.CANCEL, E8.ABSENT, reason, null);
    }

    private Sent decide(
            final long tradeId,
            final ApprovalAnswer answer,
            final long priceE8,
            final CharSequence reason,
            final CharSequence comment) {
        sender.begin(decision)
                .tradeId(tradeId)
                .decision(answer)
                .channel(channel)
                .price(priceE8);
        return send(decision, reason, comment, null);
    }

    private Sent decideSeen(
            final long tradeId,
            final ApprovalAnswer answer,
            final byte[] rowHash,
            final CharSequence reason,
            final CharSequence comment) {
        sender.begin(decision)
                .tradeId(tradeId)
                .decision(answer)
                .channel(channel)
                .price(E8.ABSENT);
        if (rowHash == null || rowHash.length != ApprovalDecisionEncoder.rowHashLength()) {
            return malformed(decision, "rowHash");
        }
        decision.putRowHash(rowHash, 0, rowHash.length);
        return send(decision, reason, comment, null);
    }

    /**
     * Forces a mode for a while.
     *
     * @param ttlSeconds how long, within {@code override.min-ttl} and {@code override.max-ttl}.
     */
    public Sent forceMode(final SystemMode mode, final int ttlSeconds, final CharSequence reason) {
        return send(
                sender.begin(force).mode(Absent.or(mode, SystemMode.NULL_VAL)).ttlSeconds(ttlSeconds), reason);
    }

    /** Ends a forced mode before its time. */
    public Sent releaseOverride() {
        return send(sender.begin(release));
    }

    /** Stops everything: cancels orders, closes positions, blocks new trades (SPEC E-1). Gets through a full ring. */
    public Sent emergencyStop(final CharSequence reason) {
        return send(sender.begin(stop), reason);
    }

    /**
     * Ends an emergency.
     *
     * @param acceptOpenPositions whether positions that are still open may stay.
     */
    public Sent emergencyReset(final boolean acceptOpenPositions, final CharSequence reason) {
        return send(sender.begin(reset).acceptOpenPositions(bool(acceptOpenPositions)), reason);
    }

    /** Locks: held orders are rejected, new ones blocked (SPEC H-8). Gets through a full ring. */
    public Sent guardianLock(final CharSequence reason) {
        return send(sender.begin(lock), reason);
    }

    /** Ends the lock. */
    public Sent guardianUnlock(final CharSequence reason) {
        return send(sender.begin(unlock), reason);
    }

    /** Begins a change of policy; only what is named is changed. */
    public PolicyWriter policy() {
        return policy.begin();
    }

    /**
     * Locks a symbol out.
     *
     * @param symbol          1 to 24 characters.
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

    /** Ends a lockout before its time. */
    public Sent deleteLockout(final long lockoutId) {
        return send(sender.begin(lockoutEnd).lockoutId(lockoutId));
    }

    /** Takes a strategy's intents again. */
    public Sent enableStrategy(final int strategyId, final CharSequence reason) {
        return send(sender.begin(enable).strategyId(strategyId), reason);
    }

    /** Takes no more intents of a strategy but those that reduce. */
    public Sent disableStrategy(final int strategyId, final CharSequence reason) {
        return send(sender.begin(disable).strategyId(strategyId), reason);
    }

    /** Cancels the order of a trade. */
    public Sent cancelOrder(final long tradeId, final CharSequence reason) {
        return send(sender.begin(cancel).tradeId(tradeId), reason);
    }

    /**
     * Closes a position.
     *
     * @param symbol 1 to 24 characters.
     * @param mode   of the book that holds it.
     */
    public Sent closePosition(final CharSequence symbol, final TradingMode mode, final CharSequence reason) {
        sender.begin(close).tradingMode(Absent.or(mode, TradingMode.NULL_VAL));
        return sender.symbol(symbol) ? send(close, reason) : malformed(close, SYMBOL);
    }

    /** Takes a symbol out of the freshness rules, or puts it back (SPEC C-7). */
    public Sent watchSymbol(final CharSequence symbol, final boolean watched, final CharSequence reason) {
        sender.begin(watch).watched(bool(watched));
        return sender.symbol(symbol) ? send(watch, reason) : malformed(watch, SYMBOL);
    }

    /**
     * Money came in or left (SPEC D-5).
     *
     * @param flowId        unique name of the flow, at most 36 bytes: it counts once.
     * @param amountE8      decimal, see {@link E8}; a deposit is above 0.
     * @param equityAfterE8 decimal, see {@link E8}; {@link E8#ABSENT} if it is not known.
     */
    public Sent cashFlow(
            final CharSequence flowId, final long amountE8, final long equityAfterE8, final CharSequence reason) {
        return send(sender.begin(flow).amount(amountE8).equityAfter(equityAfterE8), flowId, reason, null);
    }

    /**
     * Starts a recovery (SPEC R-6).
     *
     * @param runId          unique name of the run, at most 36 bytes.
     * @param adoptPositions whether the next full position report becomes the book.
     */
    public Sent startRecovery(final CharSequence runId, final boolean adoptPositions) {
        return send(sender.begin(recovery).adoptPositions(bool(adoptPositions)), runId);
    }

    /**
     * Says how a stage of the recovery went.
     *
     * @param runId  null for the current run.
     * @param detail at most 256 bytes; null is empty.
     */
    public Sent stageResult(
            final RecoveryStage of, final boolean ok, final CharSequence runId, final CharSequence detail) {
        return send(
                sender.begin(stage).stage(Absent.or(of, RecoveryStage.NULL_VAL)).ok(bool(ok)), runId, detail, null);
    }

    /** Lets the drawdown begin again at the present equity. */
    public Sent resetDrawdown(final CharSequence reason) {
        return send(sender.begin(drawdown), reason);
    }

    /** Confirms another operator's command (SPEC O-1). */
    public Sent confirm(final long requestId) {
        return send(sender.begin(confirm).requestId(requestId));
    }

    /** Takes back a command that waits for a second operator. */
    public Sent withdraw(final long requestId) {
        return send(sender.begin(withdraw).requestId(requestId));
    }

    /**
     * Promotes a version of a model; names and versions are at most 32 bytes.
     *
     * @param oldVersion empty if there was none.
     */
    public Sent promoteModel(final CharSequence model, final CharSequence newVersion, final CharSequence oldVersion) {
        return send(sender.begin(promoted), model, newVersion, oldVersion);
    }
}
