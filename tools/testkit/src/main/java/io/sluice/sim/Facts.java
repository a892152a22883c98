package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.Code;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.LockoutPhase;
import io.sluice.codec.LockoutType;
import io.sluice.codec.MessageType;
import io.sluice.codec.PolicyField;
import io.sluice.codec.QuoteDecoder;
import io.sluice.codec.StrategyPhase;
import io.sluice.codec.SystemMode;
import io.sluice.codec.TradeState;
import io.sluice.codec.TradingMode;
import io.sluice.control.config.ControlConfig;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What inputs and outcomes tell, and nothing else: trades, requests, policy, lockouts, quotes. All other invariants
 * and the actors read it.
 */
final class Facts extends Invariant {
    static final long NONE = Long.MIN_VALUE;

    /** A request for approval that is pending. */
    record Pending(
            long tradeId,
            int strategyId,
            long intentId,
            long expiresNs,
            long requestPriceE8,
            String model,
            String version) {}

    /**
     * A symbol locked out.
     *
     * @param mode of a cooldown, which holds for the mode of the losses alone (L-3); else null.
     */
    record Lockout(String symbol, TradingMode mode, long expiresNs) {}

    /** A command that waits for a second operator. */
    record Request(MessageType command, String operator, long expiresNs, long subject) {}

    /** The last valid quote. */
    record Quoted(long bidE8, long askE8, long timeNs) {}

    final Long2ObjectHashMap<TradeModel> trades = new Long2ObjectHashMap<>();
    final Map<Long, TradeModel> unfinished = new LinkedHashMap<>();
    final Map<Long, Pending> pending = new LinkedHashMap<>();
    final Map<Long, Lockout> lockouts = new LinkedHashMap<>();
    final Map<Long, Request> requests = new LinkedHashMap<>();
    final Map<String, Quoted> quotes = new HashMap<>();
    final Map<String, String> models = new HashMap<>();
    final Set<Integer> disabled = new HashSet<>();
    /** Symbols out of the freshness rules. */
    final Set<String> unwatched = new HashSet<>();

    final long[] policy = new long[PolicyField.values().length - 1];
    ControlConfig config;
    boolean emergency;
    /** The stop that stands has said that it is not confirmed. */
    boolean unconfirmed;

    SystemMode mode = SystemMode.NORMAL;
    long startedNs;
    /** How the present record answered its command; OK if it did not. */
    Code answer;
    /** What was really asked: of a confirmation the command it confirms. */
    MessageType command;
    /** Who asked for what a confirmation confirms. */
    Request confirmed;

    private boolean first = true;

    Facts() {
        Arrays.fill(policy, NONE);
        policy[PolicyField.ALLOW_NEW_TRADES.value()] = 1;
        policy[PolicyField.EMERGENCY_MODE.value()] = 0;
        policy[PolicyField.GUARDIAN_LOCKED.value()] = 0;
    }

    boolean is(final PolicyField field) {
        return policy[field.value()] == 1;
    }

    TradingMode ceiling() {
        return TradingMode.get((short) policy[PolicyField.TRADING_MODE.value()]);
    }

    private boolean isAllowed(final String operator) {
        return config.hitl().allowedOperators().contains(operator);
    }

    boolean isLocked(final String symbol, final TradingMode mode) {
        for (final Lockout lockout : lockouts.values()) {
            if (lockout.symbol.equals(symbol) && (lockout.mode == null || lockout.mode == mode)) {
                return true;
            }
        }
        return false;
    }

    /** The last valid quote if it is fresh at that time (C-4), else null. */
    Quoted fresh(final String symbol, final long nowNs) {
        final Quoted quoted = quotes.get(symbol);
        return quoted == null
                        || quoted.timeNs < startedNs
                        || nowNs - quoted.timeNs > config.health().quoteStaleNs()
                ? null
                : quoted;
    }

    /** Whether a quote was taken and is one that counts (C-3). */
    boolean isValid(final QuoteDecoder quote) {
        return answer == Code.OK && quote.bid() <= quote.ask() && (quote.bid() > 0 || isSigned(quote.symbol()));
    }

    /** Whether prices of a symbol may be 0 or negative (G-3). */
    boolean isSigned(final String symbol) {
        return config.instruments().signed().contains(symbol);
    }

    boolean isStale(final String model, final String version) {
        final String promoted = models.get(model);
        return promoted != null && !promoted.equals(version);
    }

    @Override
    void configured(final ControlConfig next) {
        config = next;
        if (first) {
            first = false;
            policy[PolicyField.HITL_ENABLED.value()] = next.hitl().enabled() ? 1 : 0;
            policy[PolicyField.AUTO_APPROVE_PAPER.value()] = next.hitl().autoApprovePaper() ? 1 : 0;
            policy[PolicyField.REQUIRE_APPROVAL_FOR_LIVE.value()] = next.hitl().requireApprovalForLive() ? 1 : 0;
            policy[PolicyField.APPROVAL_TIMEOUT_SECONDS.value()] = next.hitl().timeoutNs() / 1_000_000_000L;
            policy[PolicyField.SLIPPAGE_MAX_PERCENT.value()] = next.hitl().slippageMaxPercentE8();
            policy[PolicyField.TRADING_MODE.value()] = next.tradingMode().value();
        }
    }

    @Override
    void input(final Seen seen) {
        answer = Code.OK;
        command = MessageType.get((short) seen.inputType);
        confirmed = null;
        if (command == MessageType.CONFIRM_COMMAND) {
            confirmed = requests.get(seen.confirm.requestId());
            command = confirmed == null ? command : confirmed.command;
        }
    }

    @Override
    void outcome(final Seen seen) {
        switch (seen.type) {
            case 200 -> decided(seen);
            case 201 -> moved(seen);
            case 202 -> created(seen);
            case 203, 204 -> pending.remove(seen.approval.tradeId());
            case 207 -> mode = seen.mode.toMode();
            case 212 -> stopped(seen.emergency.phase());
            case 216 -> policy[seen.policy.field().value()] = seen.policy.newValue();
            case 218 -> {
                if (seen.lockout.phase() == LockoutPhase.CREATED) {
                    final boolean cools = seen.lockout.lockoutType() == LockoutType.COOLDOWN;
                    final TradingMode mode = cools ? trades.get(seen.closed.tradeId()).mode : null;
                    final TradingMode told = seen.lockout.tradingMode();
                    hold(
                            mode == null ? told == TradingMode.NULL_VAL : told == mode,
                            "A cooldown holds the mode of its losses, every other lockout all of them (L-3)",
                            "%s",
                            told);
                    lockouts.put(
                            seen.lockout.lockoutId(),
                            new Lockout(seen.lockout.symbol(), mode, seen.lockout.expiresAt()));
                } else {
                    lockouts.remove(seen.lockout.lockoutId());
                }
            }
            case 222 -> requests.put(seen.requested.requestId(), requestOf(seen));
            case 223 -> answer = seen.result.code();
            case 228 -> {
                if (seen.strategy.phase() == StrategyPhase.ENABLED) {
                    disabled.remove(seen.strategy.strategyId());
                } else if (seen.strategy.phase() == StrategyPhase.DISABLED) {
                    disabled.add(seen.strategy.strategyId());
                }
            }
            case 227 -> {
                if (seen.watch.watched() == Bool.TRUE) {
                    unwatched.remove(seen.watch.symbol());
                } else {
                    unwatched.add(seen.watch.symbol());
                }
            }
            default -> {
                // nothing that is kept here
            }
        }
    }

    @Override
    void after(final Seen seen, final Glance machine) {
        switch (seen.inputType) {
            case 103 -> {
                if (isValid(seen.quote)) {
                    quotes.put(seen.quote.symbol(), new Quoted(seen.quote.bid(), seen.quote.ask(), seen.timeNs));
                }
            }
            case 117 -> {
                if (answer == Code.OK) {
                    models.put(seen.promoted.modelName(), seen.promoted.newVersion());
                }
            }
            case 150 -> {
                if (confirmed != null
                        && answer != Code.SAME_OPERATOR
                        && answer != Code.SEC_001
                        && (answer != Code.SEC_090 || isAllowed(seen.confirm.operatorId()))) {
                    // who confirms is allowed, so it is who asked that is not any more
                    requests.remove(seen.confirm.requestId());
                }
            }
            case 151 -> {
                if (answer == Code.OK) {
                    requests.remove(seen.withdraw.requestId());
                }
            }
            case 183 -> {
                if (answer == Code.EXPIRED || answer == Code.VOID) {
                    requests.values().removeIf(request -> request.expiresNs <= seen.timeNs);
                }
            }
            case 180 -> {
                startedNs = seen.timeNs;
                requests.values().removeIf(request -> request.expiresNs <= seen.timeNs);
            }
            default -> {
                // nothing that is kept here
            }
        }
        if (command == MessageType.STRATEGY_ENABLE && answer == Code.OK) {
            disabled.remove(confirmed == null ? seen.enable.strategyId() : (int) confirmed.subject);
        }
    }

    private void stopped(final EmergencyPhase phase) {
        emergency = phase == EmergencyPhase.TRIGGERED || emergency && phase != EmergencyPhase.CLEARED;
        unconfirmed = phase == EmergencyPhase.UNCONFIRMED || unconfirmed && phase == EmergencyPhase.RETRY;
    }

    private static Request requestOf(final Seen seen) {
        seen.requested.sbeRewind();
        final long subject = seen.inputType == 148 ? seen.enable.strategyId() : 0;
        return new Request(seen.requested.command(), seen.requested.operatorId(), seen.requested.expiresAt(), subject);
    }

    private void decided(final Seen seen) {
        final TradeModel trade = trades.get(seen.decision.tradeId());
        if (seen.decision.code() == Code.LIMIT_REPEAT && seen.decision.repeat() == Bool.FALSE) {
            disabled.add(seen.decision.strategyId());
        }
        if (trade == null || seen.decision.repeat() == Bool.TRUE) {
            return;
        }
        if (trade.quantityE8 == 0) {
            trade.quantityE8 = seen.decision.quantity();
            trade.priceE8 = seen.decision.price();
            trade.leverageE8 = seen.decision.leverage();
        }
        if (seen.decision.actionable() == Bool.TRUE && seen.decision.intentId() == trade.intentId) {
            trade.validUntilNs = seen.decision.validUntil();
        }
    }

    private void moved(final Seen seen) {
        final long id = seen.transition.tradeId();
        TradeModel trade = trades.get(id);
        if (seen.transition.from() == TradeState.PENDING) {
            hold(trade == null, "A trade begins once (H-3)", "trade %d", id);
            hold(seen.inputType == 100, "A trade begins with an intent (H-3)", "input %d", seen.inputType);
            trade = new TradeModel(
                    id,
                    seen.intent.strategyId(),
                    seen.intent.intentId(),
                    seen.intent.action(),
                    seen.intent.tradingMode(),
                    seen.intent.side(),
                    seen.intent.symbol());
            trades.put(id, trade);
            unfinished.put(id, trade);
        }
        hold(trade != null, "Only a trade that began changes its state (H-3)", "trade %d", id);
        hold(
                trade.state == seen.transition.from(),
                "Transitions are chained (H-3)",
                "trade %d was %s, says %s",
                id,
                trade.state,
                seen.transition.from());
        hold(
                isLegal(trade.state, seen.transition.to()),
                "A trade moves only as H-3 allows",
                "%s to %s",
                trade.state,
                seen.transition.to());
        trade.state = seen.transition.to();
        if (trade.works()) {
            trade.acceptedNs = seen.timeNs;
        }
        if (!trade.isUnfinished()) {
            unfinished.remove(id);
        }
    }

    private void created(final Seen seen) {
        final TradeModel trade = trades.get(seen.approval.tradeId());
        hold(trade != null, "A request belongs to a trade (H-4)", "trade %d", seen.approval.tradeId());
        trade.quantityE8 = seen.approval.quantity();
        trade.leverageE8 = seen.approval.leverage();
        trade.priceE8 = seen.intent.price();
        seen.approval.sbeRewind();
        final String model = seen.approval.modelName();
        final String version = seen.approval.modelVersion();
        pending.put(
                trade.id,
                new Pending(
                        trade.id,
                        trade.strategyId,
                        trade.intentId,
                        seen.approval.expiresAt(),
                        seen.approval.requestPrice(),
                        model,
                        version));
    }

    private static boolean isLegal(final TradeState from, final TradeState to) {
        return switch (from) {
            case PENDING -> to == TradeState.AWAITING_APPROVAL;
            case AWAITING_APPROVAL -> to == TradeState.ACCEPTED || to == TradeState.REJECTED;
            case ACCEPTED -> to == TradeState.FILLED || to == TradeState.CANCELLED;
            case FILLED -> to == TradeState.CLOSED;
            case CLOSED -> to == TradeState.SETTLED;
            case REJECTED, SETTLED, CANCELLED, NULL_VAL -> false;
        };
    }
}
