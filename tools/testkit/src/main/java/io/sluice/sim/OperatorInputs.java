package io.sluice.sim;

import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.ApprovalDecisionEncoder;
import io.sluice.codec.Bool;
import io.sluice.codec.Channel;
import io.sluice.codec.ConfirmCommandEncoder;
import io.sluice.codec.DeepLinkIssueEncoder;
import io.sluice.codec.DeepLinkUseEncoder;
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
import io.sluice.codec.PolicyUpdateEncoder;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.RecoveryStageResultEncoder;
import io.sluice.codec.ReleaseOverrideEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.StartRecoveryEncoder;
import io.sluice.codec.StrategyEnableEncoder;
import io.sluice.codec.SymbolWatchEncoder;
import io.sluice.codec.SystemMode;
import io.sluice.codec.WithdrawCommandEncoder;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Envelopes of commands. The operator is named as the door's principal unless another name is given. */
final class OperatorInputs extends FactEnvelopes {
    private static final long NO_PRICE = ApprovalDecisionEncoder.priceNullValue();

    private final StartRecoveryEncoder startRecovery = new StartRecoveryEncoder();
    private final RecoveryStageResultEncoder stageResult = new RecoveryStageResultEncoder();
    private final ApprovalDecisionEncoder decision = new ApprovalDecisionEncoder();
    private final ForceModeEncoder force = new ForceModeEncoder();
    private final ReleaseOverrideEncoder release = new ReleaseOverrideEncoder();
    private final EmergencyStopEncoder stop = new EmergencyStopEncoder();
    private final EmergencyResetEncoder reset = new EmergencyResetEncoder();
    private final GuardianLockEncoder lock = new GuardianLockEncoder();
    private final GuardianUnlockEncoder unlock = new GuardianUnlockEncoder();
    private final PolicyUpdateEncoder policy = new PolicyUpdateEncoder();
    private final LockoutCreateEncoder lockout = new LockoutCreateEncoder();
    private final LockoutDeleteEncoder delete = new LockoutDeleteEncoder();
    private final StrategyEnableEncoder enable = new StrategyEnableEncoder();
    private final ModelPromotedEncoder promoted = new ModelPromotedEncoder();
    private final DrawdownResetEncoder drawdown = new DrawdownResetEncoder();
    private final ConfirmCommandEncoder confirm = new ConfirmCommandEncoder();
    private final SymbolWatchEncoder symbolWatch = new SymbolWatchEncoder();
    private final WithdrawCommandEncoder withdraw = new WithdrawCommandEncoder();
    private final DeepLinkIssueEncoder issue = new DeepLinkIssueEncoder();
    private final DeepLinkUseEncoder use = new DeepLinkUseEncoder();

    byte[] startRecovery(final SenderId door, final String runId, final boolean adopt) {
        final StartRecoveryEncoder out = begin(door, startRecovery);
        return end((adopt ? out.adoptPositions(Bool.TRUE) : out).runId(runId).operatorId(door.principal()));
    }

    byte[] stageResult(final SenderId door, final String runId, final RecoveryStage stage, final boolean ok) {
        return end(begin(door, stageResult)
                .stage(stage)
                .ok(ok ? Bool.TRUE : Bool.FALSE)
                .runId(runId)
                .operatorId(nameOf(door))
                .detail(""));
    }

    byte[] decision(
            final SenderId door,
            final String operator,
            final long tradeId,
            final ApprovalAnswer answer,
            final long priceE8) {
        return end(begin(door, decision)
                .tradeId(tradeId)
                .decision(answer)
                .channel(Channel.WEB)
                .price(priceE8 == 0 ? NO_PRICE : priceE8)
                .operatorId(operator)
                .reason("")
                .comment("c"));
    }

    byte[] force(final SenderId door, final SystemMode mode, final int ttlSeconds, final String reason) {
        return endAny(
                begin(door, force)
                        .mode(mode)
                        .ttlSeconds(ttlSeconds)
                        .operatorId(door.principal())
                        .reason(reason),
                reason);
    }

    byte[] release(final SenderId door) {
        return end(begin(door, release).operatorId(door.principal()));
    }

    byte[] stop(final SenderId door, final String reason) {
        return end(begin(door, stop).operatorId(nameOf(door)).reason(reason));
    }

    byte[] reset(final SenderId door, final boolean accept, final String reason) {
        final EmergencyResetEncoder out = begin(door, reset);
        return end((accept ? out.acceptOpenPositions(Bool.TRUE) : out)
                .operatorId(door.principal())
                .reason(reason));
    }

    byte[] lock(final SenderId door) {
        return end(begin(door, lock).reason("odd behaviour").source("sim"));
    }

    byte[] unlock(final SenderId door, final String reason) {
        return endAny(begin(door, unlock).operatorId(door.principal()).reason(reason), reason);
    }

    /** Begins a policy update; {@link #policy(Door)} ends it. */
    PolicyUpdateEncoder beginPolicy(final SenderId door) {
        return begin(door, policy);
    }

    byte[] policy(final SenderId door) {
        return end(policy.operatorId(door.principal()));
    }

    byte[] lockout(final SenderId door, final String symbol, final int seconds, final LockoutType type) {
        return end(begin(door, lockout)
                .symbol(symbol)
                .durationSeconds(seconds)
                .lockoutType(type)
                .reason("news")
                .operatorId(nameOf(door)));
    }

    byte[] delete(final SenderId door, final long lockoutId) {
        return end(begin(door, delete).lockoutId(lockoutId).operatorId(door.principal()));
    }

    byte[] enable(final SenderId door, final int strategyId, final String reason) {
        return endAny(
                begin(door, enable)
                        .strategyId(strategyId)
                        .operatorId(door.principal())
                        .reason(reason),
                reason);
    }

    byte[] promoted(final SenderId door, final String model, final String newVersion, final String oldVersion) {
        return end(begin(door, promoted)
                .modelName(model)
                .newVersion(newVersion)
                .oldVersion(oldVersion)
                .operatorId(nameOf(door)));
    }

    byte[] drawdown(final SenderId door) {
        return end(begin(door, drawdown).operatorId(door.principal()).reason("new capital"));
    }

    byte[] watch(final SenderId door, final String symbol, final boolean watched) {
        return end(begin(door, symbolWatch)
                .symbol(symbol)
                .watched(watched ? Bool.TRUE : Bool.FALSE)
                .operatorId(door.principal())
                .reason("delisted"));
    }

    byte[] confirm(final SenderId door, final long requestId) {
        return end(begin(door, confirm).requestId(requestId).operatorId(door.principal()));
    }

    byte[] withdraw(final SenderId door, final long requestId) {
        return end(begin(door, withdraw).requestId(requestId).operatorId(door.principal()));
    }

    byte[] issue(final SenderId door, final long tradeId, final byte[] tokenHash) {
        return end(begin(door, issue)
                .tradeId(tradeId)
                .putTokenHash(tokenHash, 0, 32)
                .operatorId(nameOf(door)));
    }

    byte[] use(final SenderId door, final byte[] tokenHash) {
        return end(begin(door, use)
                .putTokenHash(tokenHash, 0, 32)
                .channel(Channel.DISCORD)
                .operatorId(nameOf(door)));
    }

    private static String nameOf(final SenderId door) {
        return door.role() == Role.OPERATOR ? door.principal() : "";
    }

    /** A command without a reason passes no door; the machine has to refuse it all the same. */
    private byte[] endAny(final MessageEncoderFlyweight encoder, final String reason) {
        return reason.isEmpty() ? endUnchecked(encoder) : end(encoder);
    }
}
