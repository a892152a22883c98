package io.sluice.sim;

import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.codec.VolatilityRegime;
import io.sluice.sim.Post.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strategy: wants things, asks again when no answer came, acts on what it may act on, and errs. */
final class Client {
    static final long LOT = 100_000_000L;
    private static final long S = 1_000_000_000L;
    private static final int REMEMBERED = 24;

    private final World world;
    private final int id;
    private final SenderId door;
    private final OrderIntentEncoder encoder = new OrderIntentEncoder();
    private final Map<Long, byte[]> unanswered = new LinkedHashMap<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Long> trades = new ArrayList<>();
    private long nextIntent = 1;
    private boolean silent;

    Client(final World world, final int id) {
        this.world = world;
        this.id = id;
        this.door = SenderId.strategy(id);
        if (world.draw.chance(0.2)) {
            nextIntent = world.draw.between(1L, 1L << 40);
        }
    }

    void begin() {
        world.agenda.in(world.draw.ms(10, 1000), this::act);
        world.agenda.in(world.draw.ms(10, 1000), this::beat);
    }

    private void beat() {
        if (world.strikes(Fault.STRATEGY_SILENT)) {
            silent = true;
            world.agenda.in(world.draw.ms(1000, 25000), () -> silent = false);
        }
        if (!silent) {
            world.post.send(Kind.SIGNAL, world.inputs.strategyHeartbeat(door, id));
        }
        world.agenda.in(world.draw.ms(900, 2500), this::beat);
    }

    private void act() {
        world.agenda.in(world.draw.ms(50, 900), this::act);
        if (silent || world.isStopped()) {
            return;
        }
        if (!unanswered.isEmpty() && world.draw.chance(0.2)) {
            final byte[] oldest = unanswered.values().iterator().next();
            world.post.send(Kind.INTENT, oldest);
        } else if (world.healing) {
            return;
        } else if (world.mishap(0.08) && !sent.isEmpty()) {
            err();
        } else {
            want();
        }
    }

    private void want() {
        final Draw draw = world.draw;
        final int kind = draw.between(0, 99);
        final ActionType action = kind < 35
                ? ActionType.OPEN
                : kind < 55
                        ? ActionType.SEND
                        : kind < 70
                                ? ActionType.REDUCE_ONLY
                                : kind < 80 ? ActionType.AMEND : kind < 92 ? ActionType.CANCEL : ActionType.QUERY;
        final String symbol = draw.from(Market.TRADED);
        final TradingMode mode =
                draw.chance(0.65) ? TradingMode.LIVE : draw.chance(0.95) ? TradingMode.PAPER : TradingMode.DISABLED;
        final Side side = draw.of(Side.BUY, Side.SELL);
        final long quantity = draw.between(1, 8) * LOT / 2;
        send(intent(nextIntent++, action, mode, symbol, side, quantity, price(symbol)));
    }

    private long price(final String symbol) {
        return world.draw.chance(0.4) ? 0 : world.market.mid(symbol) * world.draw.between(970, 1030) / 1000;
    }

    private byte[] intent(
            final long intentId,
            final ActionType action,
            final TradingMode mode,
            final String symbol,
            final Side side,
            final long quantityE8,
            final long priceE8) {
        final Draw draw = world.draw;
        final OrderIntentEncoder out = world.inputs
                .begin(door, encoder)
                .strategyId(id)
                .intentId(intentId)
                .action(action)
                .tradingMode(mode)
                .symbol(symbol)
                .side(side)
                .quantity(quantityE8)
                .price(priceE8);
        if (action == ActionType.AMEND || action == ActionType.CANCEL) {
            final long tradeId = trades.isEmpty() ? 7 : trades.get(draw.between(0, trades.size() - 1));
            out.tradeId(tradeId);
            final TradeModel trade = world.facts().trades.get(tradeId);
            if (trade != null && draw.chance(0.9)) {
                out.symbol(trade.symbol).side(trade.side).tradingMode(trade.mode);
                out.price(trade.priceE8).quantity(Math.max(1, trade.quantityE8 + draw.between(-2, 1) * LOT / 4));
            }
        }
        if (draw.chance(0.3)) {
            out.volatilityRegime(draw.of(VolatilityRegime.LOW, VolatilityRegime.NORMAL, VolatilityRegime.HIGH));
        }
        if (draw.chance(0.3)) {
            out.leverage(draw.between(1, 6) * LOT / 2);
        }
        if (draw.chance(0.2)) {
            out.qValue(draw.between(-2L, 2L) * LOT / 100).riskPct(LOT).confidence(LOT / 2);
        }
        final boolean model = draw.chance(0.3);
        return world.inputs.end(out.modelName(model ? "m" : "")
                .modelVersion(model ? draw.of("1", "2") : "")
                .reasoning(""));
    }

    private void send(final byte[] envelope) {
        unanswered.put(nextIntent - 1, envelope);
        if (unanswered.size() > REMEMBERED) {
            unanswered.remove(unanswered.keySet().iterator().next());
        }
        sent.add(envelope);
        if (sent.size() > REMEMBERED) {
            sent.remove(0);
        }
        world.post.send(Kind.INTENT, envelope);
    }

    /** Something that no sound strategy does. */
    private void err() {
        final Draw draw = world.draw;
        final String symbol = draw.from(Market.TRADED);
        final long low = Math.max(1, nextIntent - draw.between(1, 12));
        switch (draw.between(0, 7)) {
            case 0, 1 -> {
                world.tally.fault(Fault.INTENT_REPEATED);
                world.post.send(Kind.INTENT, draw.from(sent));
            }
            case 2 -> {
                world.tally.fault(Fault.INTENT_REUSED);
                world.post.send(
                        Kind.INTENT, intent(low, ActionType.OPEN, TradingMode.LIVE, symbol, Side.BUY, 7 * LOT + 1, 0));
            }
            case 3 -> {
                world.tally.fault(Fault.INTENT_GAP);
                final long far = nextIntent + draw.between(1_000_000, 9_000_000);
                world.post.send(Kind.INTENT, intent(far, ActionType.OPEN, TradingMode.LIVE, symbol, Side.BUY, LOT, 0));
            }
            case 4 -> {
                world.tally.fault(Fault.INTENT_OLD);
                final long old = Math.max(1, nextIntent - draw.between(100, 9_000));
                world.post.send(Kind.INTENT, intent(old, ActionType.SEND, TradingMode.LIVE, symbol, Side.BUY, LOT, 0));
            }
            case 5 -> {
                world.tally.fault(Fault.LOWER_CASE_SYMBOL);
                send(intent(nextIntent++, ActionType.OPEN, TradingMode.LIVE, "aaa", Side.BUY, LOT, 0));
            }
            case 6 -> {
                world.tally.fault(Fault.NEGATIVE_QUANTITY);
                send(intent(nextIntent++, ActionType.SEND, TradingMode.LIVE, symbol, Side.BUY, -LOT, 0));
            }
            default -> {
                world.tally.fault(Fault.UNSOUND_INTENT);
                send(intent(
                        nextIntent++,
                        draw.of(ActionType.OPEN, ActionType.QUERY, ActionType.CANCEL),
                        TradingMode.LIVE,
                        draw.of("", symbol),
                        Side.SELL,
                        draw.between(0L, 1L),
                        -1));
            }
        }
    }

    /** An answer; a slow client loses some and asks again. */
    void onDecision(final DecisionDecoder out) {
        if (world.strikes(Fault.DECISION_LOST)) {
            return;
        }
        unanswered.remove(out.intentId());
        final long tradeId = out.tradeId();
        if (tradeId != 0 && out.verdict() != Verdict.REJECT && !trades.contains(tradeId)) {
            trades.add(tradeId);
            if (trades.size() > REMEMBERED) {
                trades.remove(0);
            }
        }
        if (out.actionable() == Bool.TRUE && out.tradeId() != 0) {
            act(out);
        }
    }

    private void act(final DecisionDecoder out) {
        final long tradeId = out.tradeId();
        final long quantity = out.quantity();
        final long untilNs = out.validUntil();
        final String symbol = out.symbol();
        final Side side = out.side();
        final boolean market = out.price() == 0;
        final Adapter adapter = world.adapter(out.tradingMode());
        final ActionType action = out.action();
        world.agenda.in(world.draw.chance(0.95) ? world.draw.ms(1, 150) : world.draw.ms(100, 6000), () -> {
            if (world.agenda.nowNs() > untilNs || world.strikes(Fault.ORDER_NOT_PLACED)) {
                return;
            }
            switch (action) {
                case OPEN, SEND, REDUCE_ONLY -> adapter.place(tradeId, symbol, side, quantity, market);
                case AMEND -> adapter.replace(tradeId, quantity);
                case CANCEL -> adapter.cancel(tradeId);
                case QUERY, NULL_VAL -> {
                    // nothing to do at a adapter
                }
            }
        });
    }
}
