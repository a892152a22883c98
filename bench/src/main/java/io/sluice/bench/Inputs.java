package io.sluice.bench;

import io.sluice.codec.ActionType;
import io.sluice.codec.ApprovalAnswer;
import io.sluice.codec.ApprovalDecisionEncoder;
import io.sluice.codec.Bool;
import io.sluice.codec.Channel;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.EngineStartedEncoder;
import io.sluice.codec.EquityUpdateEncoder;
import io.sluice.codec.ExecutionReportEncoder;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.StartKind;
import io.sluice.codec.StrategyHeartbeatEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.record.EnvelopeEncoder;
import java.util.stream.IntStream;

/** The inputs that are measured, the same everywhere. Orders of odd ids buy, of even ids sell: positions stay small. */
final class Inputs {
    static final int STRATEGY = 1;
    static final String SYMBOL = "BTCUSD";
    static final String MODEL = "momentum";
    static final String MODEL_VERSION = "1.0.0";
    static final long PRICE_E8 = 1_000_0000_0000L;
    static final long QUANTITY_E8 = 1_0000_0000L;
    static final long EQUITY_E8 = 100_000_0000_0000L;

    static final int SYMBOLS = 20;
    static final long BID_E8 = PRICE_E8 - 1000_0000L;
    static final long ASK_E8 = PRICE_E8 + 1000_0000L;

    /** Opens by id modulo 2. */
    final Envelope[] paper = {intent(TradingMode.PAPER, Side.SELL), intent(TradingMode.PAPER, Side.BUY)};

    /** Opens by id modulo 2. */
    final Envelope[] live = {intent(TradingMode.LIVE, Side.SELL), intent(TradingMode.LIVE, Side.BUY)};

    /** Their fills by id modulo 2. */
    final Envelope[] fills = {fill(Side.SELL), fill(Side.BUY)};

    final Envelope approval =
            Envelope.of(new EnvelopeEncoder(Role.OPERATOR, "alice"), new ApprovalDecisionEncoder(), e -> e.decision(
                            ApprovalAnswer.APPROVE)
                    .channel(Channel.CLI)
                    .operatorId("alice")
                    .reason("")
                    .comment(""));

    final Envelope equity =
            Envelope.of(new EnvelopeEncoder(Role.RISK, "risk"), new EquityUpdateEncoder(), e -> e.equity(EQUITY_E8));

    final Envelope quote = quote(SYMBOL);

    /** Quotes of {@value #SYMBOLS} symbols, the one that is traded among them. */
    final Envelope[] quotes = IntStream.range(0, SYMBOLS)
            .mapToObj(i -> quote(i == 0 ? SYMBOL : "SYM" + i + "USD"))
            .toArray(Envelope[]::new);

    /** Signs of life of broker, feed, risk and strategy. */
    final Envelope[] heartbeats = {
        heartbeat(Role.BROKER, "broker", ComponentSource.BROKER),
        heartbeat(Role.MARKET, "feed", ComponentSource.MARKET_DATA),
        heartbeat(Role.RISK, "risk", ComponentSource.RISK),
        Envelope.of(
                new EnvelopeEncoder(Role.STRATEGY, Integer.toString(STRATEGY)),
                new StrategyHeartbeatEncoder(),
                e -> e.strategyId(STRATEGY))
    };

    /** A start in {@code normal} with nothing owed. */
    final Envelope started = Envelope.of(
            new EnvelopeEncoder(Role.ENGINE, ""),
            new EngineStartedEncoder(),
            e -> e.journalKind(JournalKind.PLAY).startKind(StartKind.FIRST).startNormal(Bool.TRUE));

    private static Envelope quote(final String symbol) {
        return Envelope.of(new EnvelopeEncoder(Role.MARKET, "feed"), new QuoteEncoder(), e -> e.symbol(symbol)
                .bid(BID_E8)
                .ask(ASK_E8));
    }

    private static Envelope heartbeat(final Role role, final String principal, final ComponentSource source) {
        return Envelope.of(new EnvelopeEncoder(role, principal), new HeartbeatEncoder(), e -> e.source(source));
    }

    private static Envelope intent(final TradingMode mode, final Side side) {
        return Envelope.of(
                new EnvelopeEncoder(Role.STRATEGY, Integer.toString(STRATEGY)),
                new OrderIntentEncoder(),
                e -> e.strategyId(STRATEGY)
                        .action(ActionType.OPEN)
                        .tradingMode(mode)
                        .symbol(SYMBOL)
                        .side(side)
                        .quantity(QUANTITY_E8)
                        .price(PRICE_E8)
                        .modelName(MODEL)
                        .modelVersion(MODEL_VERSION)
                        .reasoning(""));
    }

    private static Envelope fill(final Side side) {
        return Envelope.of(new EnvelopeEncoder(Role.BROKER, "broker"), new ExecutionReportEncoder(), e -> e.status(
                        ExecutionStatus.FILLED)
                .symbol(SYMBOL)
                .side(side)
                .lastQuantity(QUANTITY_E8)
                .lastPrice(PRICE_E8)
                .leavesQuantity(0)
                .cumQuantity(QUANTITY_E8)
                .execId("fill"));
    }
}
