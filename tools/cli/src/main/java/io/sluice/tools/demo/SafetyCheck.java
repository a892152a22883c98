package io.sluice.tools.demo;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.CommandRequestedDecoder;
import io.sluice.codec.CommandResultDecoder;
import io.sluice.codec.ConfirmCommandDecoder;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.GuardianChangedDecoder;
import io.sluice.codec.LockoutChangedDecoder;
import io.sluice.codec.LockoutPhase;
import io.sluice.codec.LockoutType;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.ModeChangedDecoder;
import io.sluice.codec.ModelChangedDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.TradeClosedDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import io.sluice.tools.demo.SelfCheck.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of lockouts, guardian, forced modes, models and four eyes, from the records alone. */
final class SafetyCheck implements RecordListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderIntentDecoder intent = new OrderIntentDecoder();
    private final ConfirmCommandDecoder confirm = new ConfirmCommandDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final LockoutChangedDecoder lockout = new LockoutChangedDecoder();
    private final GuardianChangedDecoder guardian = new GuardianChangedDecoder();
    private final ModelChangedDecoder model = new ModelChangedDecoder();
    private final ModeChangedDecoder mode = new ModeChangedDecoder();
    private final CommandRequestedDecoder requested = new CommandRequestedDecoder();
    private final CommandResultDecoder result = new CommandResultDecoder();

    /** Lockouts that last, each with the trading mode that it holds; null holds both (L-3). */
    private final Map<Long, TradingMode> lockouts = new HashMap<>();

    private final Map<Long, TradingMode> modeOfTrade = new HashMap<>();
    private final TradeClosedDecoder closed = new TradeClosedDecoder();
    private long closedTradeId;
    private final Map<String, String> promoted = new HashMap<>();
    private final Map<String, String> used = new HashMap<>();
    private final Map<Long, String> askers = new HashMap<>();
    private String confirmedBy = "";
    private String askedBy = "";
    private boolean isLocked;
    private int locked;
    private int cooldowns;
    private int guarded;
    private int forced;
    private int forcesEnded;
    private int stale;
    private int confirmed;
    private int ownRefused;
    private int openedLocked;
    private int openedGuarded;
    private int openedStale;
    private int confirmedAlone;

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        record.input();
        if (record.templateId() == OrderIntentDecoder.TEMPLATE_ID) {
            intent.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            final String key = intent.strategyId() + "/" + intent.intentId();
            used.putIfAbsent(key, intent.modelName() + "=" + intent.modelVersion());
        }
        if (record.templateId() == TradeClosedDecoder.TEMPLATE_ID) {
            closedTradeId = closed.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                    .tradeId();
        }
        confirmedBy = "";
        if (record.templateId() == ConfirmCommandDecoder.TEMPLATE_ID) {
            confirm.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
            askedBy = askers.getOrDefault(confirm.requestId(), "");
            confirmedBy = confirm.operatorId();
        }
        while (record.nextOutcome()) {
            onOutcome(record);
        }
    }

    private void onOutcome(final RecordDecoder record) {
        switch (record.templateId()) {
            case DecisionDecoder.TEMPLATE_ID -> onDecision(
                    decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
            case LockoutChangedDecoder.TEMPLATE_ID -> onLockout(
                    lockout.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
            case GuardianChangedDecoder.TEMPLATE_ID -> {
                guardian.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                isLocked = guardian.locked() == Bool.TRUE;
                guarded += isLocked ? 1 : 0;
                confirmedAlone += !isLocked && confirmedBy.isEmpty() ? 1 : 0;
            }
            case ModelChangedDecoder.TEMPLATE_ID -> {
                model.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                if (model.promoted() == Bool.TRUE) {
                    promoted.put(model.modelName(), model.newVersion());
                }
            }
            case ModeChangedDecoder.TEMPLATE_ID -> {
                mode.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                forced += mode.reasonCode() == ReasonCode.FORCE_OVERRIDE ? 1 : 0;
                forcesEnded += mode.reasonCode() == ReasonCode.OVERRIDE_EXPIRED ? 1 : 0;
            }
            case CommandRequestedDecoder.TEMPLATE_ID -> {
                requested.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                askers.put(requested.requestId(), requested.operatorId());
            }
            case CommandResultDecoder.TEMPLATE_ID -> onResult(
                    result.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
            default -> {
                // nothing is claimed of it
            }
        }
    }

    private void onDecision(final DecisionDecoder in) {
        stale += in.code() == Code.STALE_MODEL && in.repeat() == Bool.FALSE ? 1 : 0;
        final boolean opens = in.action() == ActionType.OPEN || in.action() == ActionType.SEND;
        if (!opens || in.verdict() == Verdict.REJECT || in.repeat() == Bool.TRUE) {
            return;
        }
        modeOfTrade.put(in.tradeId(), in.tradingMode());
        openedLocked += lockouts.containsValue(null) || lockouts.containsValue(in.tradingMode()) ? 1 : 0;
        openedGuarded += isLocked ? 1 : 0;
        final String model = used.get(in.strategyId() + "/" + in.intentId());
        final int equals = model.indexOf('=');
        final String version = promoted.get(model.substring(0, equals));
        openedStale += version == null || version.equals(model.substring(equals + 1)) ? 0 : 1;
    }

    private void onLockout(final LockoutChangedDecoder in) {
        if (in.phase() == LockoutPhase.CREATED) {
            final boolean isCooldown = in.lockoutType() == LockoutType.COOLDOWN;
            lockouts.put(in.lockoutId(), isCooldown ? modeOfTrade.get(closedTradeId) : null);
            locked++;
            cooldowns += isCooldown ? 1 : 0;
        } else {
            lockouts.remove(in.lockoutId());
            confirmedAlone += in.phase() == LockoutPhase.REMOVED && confirmedBy.isEmpty() ? 1 : 0;
        }
    }

    private void onResult(final CommandResultDecoder in) {
        if (confirmedBy.isEmpty()) {
            return;
        }
        if (in.accepted() == Bool.TRUE) {
            confirmed++;
            confirmedAlone += confirmedBy.equals(askedBy) ? 1 : 0;
        } else {
            ownRefused += in.code() == Code.SAME_OPERATOR ? 1 : 0;
        }
    }

    /** What was found of what happened at all. */
    List<Finding> findings() {
        return List.of(
                new Finding(
                        openedLocked == 0,
                        count(locked, "lockout") + ", " + count(cooldowns, "cooldown") + " among them: "
                                + opened(openedLocked)),
                new Finding(openedGuarded == 0, "guardian locked " + times(guarded) + ": " + opened(openedGuarded)),
                new Finding(
                        openedStale == 0,
                        count(stale, "intent") + " refused for an old model version: " + opened(openedStale)),
                new Finding(
                        forcesEnded <= forced && forced - forcesEnded <= 1,
                        "mode forced " + times(forced) + ", ended by itself " + times(forcesEnded)),
                new Finding(
                        confirmedAlone == 0,
                        count(askers.size(), "loosening command") + " asked for, " + confirmed
                                + " confirmed by a second operator, " + ownRefused + " refused to the first"));
    }

    private static String opened(final int count) {
        return count == 0 ? "nothing was opened" : "OPENED " + times(count);
    }

    private static String times(final int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String count(final int count, final String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
