package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ActionType;
import io.sluice.codec.MessageHeaderEncoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.QuoteEncoder;
import io.sluice.codec.Role;
import io.sluice.control.view.View;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentTest {
    private static final int HEADER = 8;

    @Test
    @Tag("G-4")
    void shouldGiveTheSameDecisionAgainWithoutANewEffect() {
        final Scenario engine = Scenario.free();
        final Outcome first = engine.open(1);
        final Outcome again = engine.open(1, "correlationId=6f9619ff-8b86-d011-b42d-00cf4fc964ff");
        assertThat(again.get("repeat")).isEqualTo("true");
        assertThat(again.get("actionable")).isEqualTo("true");
        assertThat(again.get("tradeId")).isEqualTo(first.get("tradeId"));
        assertThat(again.get("validUntil")).isEqualTo(first.get("validUntil"));
        assertThat(engine.view(View.TRADES)).hasSize(1);
    }

    @Test
    @Tag("G-4")
    void shouldRefuseAnIdThatCameWithOtherContent() {
        final Scenario engine = Scenario.free();
        engine.open(1);
        for (final String other : List.of("quantity=2", "price=101", "side=SELL", "reasoning=x", "symbol=ETHUSD")) {
            final Outcome decision = engine.open(1, other);
            assertThat(decision.brief()).as(other).isEqualTo("Decision REJECT INTENT_ID_REUSED");
        }
        assertThat(engine.view(View.TRADES)).hasSize(1);
        assertThat(engine.open(1).brief()).as("the first content").isEqualTo("Decision ALLOW OK repeat");
    }

    @Test
    @Tag("G-4")
    void shouldRefuseAnIdThatItNoLongerRemembers() {
        final Scenario engine = Scenario.free("sluice.capacity.decisions-per-strategy=4");
        for (int id = 1; id <= 5; id++) {
            engine.intent(id, "query");
        }
        assertThat(engine.intent(2, "query").brief()).isEqualTo("Decision ALLOW OK repeat");
        assertThat(engine.intent(1, "query").brief()).isEqualTo("Decision REJECT DUPLICATE_INTENT");
        engine.intent(10, "query");
        assertThat(engine.intent(9, "query").brief()).as("skipped").isEqualTo("Decision REJECT DUPLICATE_INTENT");
        assertThat(engine.intent(9, "query").get("repeat")).isEqualTo("false");
    }

    @Test
    @Tag("G-4")
    void shouldLetOneWildIdLockNobodyOut() {
        final Scenario engine = Scenario.free();
        assertThat(engine.intent(5_000_000, "query").get("code"))
                .as("the first is free")
                .isEqualTo("OK");
        assertThat(engine.intent(6_000_001, "query").get("code")).isEqualTo("INTENT_ID_GAP");
        assertThat(engine.intent(6_000_001, "query").get("repeat"))
                .as("not kept")
                .isEqualTo("false");
        assertThat(engine.intent(5_000_001, "query").get("code")).isEqualTo("OK");
        assertThat(engine.intent(6_000_001, "query").get("code"))
                .as("exactly a million")
                .isEqualTo("OK");
        assertThat(engine.intent(9007199254740991L, "query", "strategyId=2").get("code"))
                .isEqualTo("OK");
    }

    @Test
    @Tag("G-4")
    void shouldRepeatAlsoAfterARestart() {
        final Scenario engine = Scenario.normal();
        final Outcome held = engine.open(1);
        assertThat(engine.open(2, "quantity=0").get("code")).isEqualTo("MALFORMED");
        engine.restart();
        assertThat(engine.open(1).brief()).isEqualTo("Decision HOLD OK repeat");
        assertThat(engine.open(2, "quantity=0").brief()).isEqualTo("Decision REJECT MALFORMED repeat");
        engine.answer(held.id("tradeId"), "REJECT");
        engine.restart();
        final Outcome last = engine.open(1);
        assertThat(last.brief()).as("the final one").isEqualTo("Decision REJECT OPERATOR_REJECTED repeat");
        assertThat(last.get("final")).isEqualTo("true");
    }

    @Test
    @Tag("G-4")
    @Tag("E-1")
    void shouldNotLetAClientActOnAnAllowFromBeforeTheEmergency() {
        final Scenario engine = Scenario.free();
        final Outcome allow = engine.open(1);
        assertThat(allow.get("actionable")).isEqualTo("true");
        engine.stop();
        final Outcome again = engine.open(1);
        assertThat(again.brief()).isEqualTo("Decision ALLOW OK repeat");
        assertThat(again.get("actionable")).isEqualTo("false");
        assertThat(again.get("tradeId")).isEqualTo(allow.get("tradeId"));
    }

    @Test
    @Tag("G-4a")
    void shouldLimitHowLongAnAllowMayBeActedOn() {
        final Scenario engine = Scenario.free();
        final Outcome allow = engine.open(1);
        assertThat(allow.get("validUntil")).isEqualTo("2026-01-05T09:00:05Z");
        engine.pass("5s");
        assertThat(engine.open(1).get("actionable")).as("at its end").isEqualTo("true");
        engine.pass("1ns");
        assertThat(engine.open(1).get("actionable")).isEqualTo("false");
    }

    @Test
    @Tag("G-4a")
    void shouldNotCallAnAllowActionableOnceSomethingWasReported() {
        final Scenario engine = Scenario.free();
        final long trade = engine.open(1).id("tradeId");
        engine.execution(trade, "NEW", "leavesQuantity=1");
        assertThat(engine.open(1).get("actionable")).isEqualTo("false");
    }

    @Test
    @Tag("G-4a")
    void shouldAskRowsFourToTenAgainForARepeat() {
        final Scenario gate = Scenario.free();
        gate.open(1);
        gate.event("fail_crit", "risk", "risk.timeout");
        assertThat(gate.open(1).get("actionable")).isEqualTo("false");
        final Scenario blocked = Scenario.free();
        blocked.open(1);
        blocked.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false");
        assertThat(blocked.open(1).get("actionable")).isEqualTo("false");
        blocked.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=true");
        assertThat(blocked.open(1).get("actionable")).isEqualTo("true");
        final Scenario suspect = Scenario.free();
        suspect.equity("100");
        suspect.open(1);
        suspect.equity("400");
        assertThat(suspect.open(1).get("actionable")).isEqualTo("false");
    }

    @Test
    @Tag("G-4a")
    void shouldMakeTheFinalDecisionOfAHeldIntentActionable() {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", "99.9", "100.1");
        final Outcome held = engine.open(1);
        assertThat(held.get("actionable")).isEqualTo("false");
        engine.pass("3s");
        final Outcome allow = engine.approve(held.id("tradeId")).one("Decision");
        assertThat(allow.get("verdict")).isEqualTo("ALLOW");
        assertThat(allow.get("actionable")).isEqualTo("true");
        assertThat(allow.get("validUntil")).isEqualTo("2026-01-05T09:00:08Z");
        engine.pass("5s");
        assertThat(engine.open(1).get("actionable")).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({
        "open, quantity=0",
        "open, quantity=-1",
        "send, price=-1",
        "open, riskPct=100.00000001",
        "open, riskPct=-1",
        "open, confidence=1.00000001",
        "open, leverage=0",
        "reduce_only, quantity=0",
        "amend, quantity=0"
    })
    @Tag("G-3")
    void shouldRefuseContentThatCannotBeAndRememberIt(final String action, final String field) {
        final Scenario engine = Scenario.free();
        assertThat(engine.intent(1, action, field).brief()).isEqualTo("Decision REJECT MALFORMED");
        assertThat(engine.intent(1, action, field).get("repeat")).isEqualTo("true");
    }

    @Test
    @Tag("G-3")
    void shouldRefuseBadFramingAndForgetIt() {
        final Scenario engine = Scenario.free();
        final byte[] lower = Scenario.message(
                "OrderIntent",
                "strategyId=1",
                "intentId=1",
                "action=open",
                "tradingMode=live",
                "symbol=BTCUSD",
                "side=BUY",
                "quantity=1",
                "price=100");
        final byte[] name = "btcusd".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, lower, HEADER + OrderIntentEncoder.symbolEncodingOffset(), name.length);
        assertThat(engine.raw(Role.STRATEGY, "1", lower).briefs()).containsExactly("Decision REJECT MALFORMED");
        assertThat(engine.open(1).get("verdict")).as("the id is still free").isEqualTo("ALLOW");
        assertThat(engine.open(2, "symbol=btcusd").get("symbol"))
                .as("the JSON door upper-cases")
                .isEqualTo("BTCUSD");
        final byte[] quote = Scenario.message("Quote", "symbol=BTCUSD", "bid=1", "ask=2");
        System.arraycopy(name, 0, quote, HEADER + QuoteEncoder.symbolEncodingOffset(), name.length);
        assertThat(engine.raw(Role.MARKET, "feed", quote).result()).isEqualTo("MALFORMED");
        assertThat(engine.view(View.QUOTES)).isEmpty();
    }

    @Test
    @Tag("G-3")
    void shouldKnowOnlyKnownSymbolsWhereStrict() {
        final Scenario engine =
                Scenario.free("sluice.instruments.strict=true", "sluice.instruments.known=[BTCUSD,\"ES:Z/5\"]");
        assertThat(engine.open(1).get("code")).isEqualTo("OK");
        assertThat(engine.open(2, "symbol=ES:Z/5").get("code")).isEqualTo("OK");
        assertThat(engine.open(3, "symbol=ETHUSD").get("code")).isEqualTo("MALFORMED");
        assertThat(engine.intent(4, "query", "symbol=ETHUSD").get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("P-3")
    void shouldTakeTheLowerOfCeilingAndOwnMode() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final long working = engine.open(2).id("tradeId");
        assertThat(engine.open(3, "tradingMode=disabled").get("code")).isEqualTo("TRADING_DISABLED");
        engine.in("PolicyUpdate", "operatorId=alice", "tradingMode=paper");
        assertThat(engine.open(4).get("code")).isEqualTo("TRADING_DISABLED");
        assertThat(engine.open(5, "tradingMode=paper").get("code")).isEqualTo("OK");
        engine.in("PolicyUpdate", "operatorId=alice", "tradingMode=disabled");
        assertThat(engine.open(6, "tradingMode=paper").get("code")).isEqualTo("TRADING_DISABLED");
        assertThat(engine.intent(7, "amend", "tradeId=" + working, "price=90").get("code"))
                .isEqualTo("TRADING_DISABLED");
        assertThat(engine.intent(8, "reduce_only", "side=SELL").get("code"))
                .as("an exit")
                .isEqualTo("OK");
        assertThat(engine.intent(9, "cancel", "tradeId=" + working).get("code")).isEqualTo("OK");
        assertThat(engine.intent(10, "query").get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("P-3")
    void shouldKeepPaperApartFromLive() {
        final Scenario engine = Scenario.free();
        final long paper = engine.open(1, "tradingMode=paper").id("tradeId");
        engine.fill(paper, "1", "100", "tradingMode=paper");
        assertThat(engine.position("BTCUSD", "paper")).isEqualTo("1");
        assertThat(engine.position("BTCUSD", "live")).isEqualTo("0");
        assertThat(engine.intent(2, "reduce_only", "side=SELL").get("code")).isEqualTo("NOT_REDUCING");
        assertThat(engine.intent(3, "reduce_only", "side=SELL", "tradingMode=paper")
                        .get("code"))
                .isEqualTo("OK");
        engine.flatReport();
        engine.pass("3s");
        assertThat(engine.mode()).as("reports are live").isEqualTo("normal");
        assertThat(engine.position("BTCUSD", "paper")).isEqualTo("1");
    }

    @Test
    @Tag("G-3")
    void shouldCheckTheNamedTrade() {
        final Scenario engine = Scenario.free();
        final long mine = engine.open(1).id("tradeId");
        final String its = "tradeId=" + mine;
        assertThat(engine.intent(2, "cancel", "tradeId=").get("code")).isEqualTo("UNKNOWN_TRADE");
        assertThat(engine.intent(3, "cancel", "tradeId=77").get("code")).isEqualTo("UNKNOWN_TRADE");
        assertThat(engine.intent(1, "cancel", its, "strategyId=2").get("code")).isEqualTo("NOT_OWNER");
        assertThat(engine.intent(4, "amend", its, "price=90", "side=SELL").get("code"))
                .isEqualTo("MALFORMED");
        assertThat(engine.intent(5, "amend", its, "price=90", "symbol=ETHUSD").get("code"))
                .isEqualTo("MALFORMED");
        engine.execution(mine, "CANCELLED");
        assertThat(engine.intent(6, "cancel", its).get("code")).isEqualTo("WRONG_STATE");
        assertThat(engine.intent(7, "amend", its, "price=90").get("code")).isEqualTo("WRONG_STATE");
    }

    @Test
    @Tag("G-3")
    void shouldEndARequestByACancelInEveryMode() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        engine.event("fail_crit", "broker", "position.unknown");
        assertThat(engine.mode()).isEqualTo("halt");
        final Said said = engine.in(
                "OrderIntent",
                "strategyId=1",
                "intentId=2",
                "action=cancel",
                "tradingMode=live",
                "symbol=BTCUSD",
                "tradeId=" + trade);
        assertThat(said.briefs())
                .containsExactly(
                        "AWAITING_APPROVAL->REJECTED CANCELLED",
                        "ApprovalDecided",
                        "Decision REJECT CANCELLED",
                        "Decision ALLOW OK");
        assertThat(said.all("Decision").get(0).get("intentId")).isEqualTo("1");
        assertThat(said.all("Decision").get(1).get("tradeId")).isEqualTo(Long.toString(trade));
        assertThat(engine.open(1).brief()).isEqualTo("Decision REJECT CANCELLED repeat");
        assertThat(engine.intent(3, "cancel", "tradeId=" + trade).get("code")).isEqualTo("GATE_REFUSED");
    }

    @Test
    @Tag("G-3")
    void shouldLetOnlyItsOwnerEndARequest() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        assertThat(engine.intent(1, "cancel", "strategyId=2", "tradeId=" + trade)
                        .get("code"))
                .isEqualTo("NOT_OWNER");
        assertThat(engine.view(View.PENDING)).hasSize(1);
    }

    @Test
    @Tag("G-3")
    void shouldBlockNewTradesOnlyWhereTheyAddRisk() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final String working = "tradeId=" + engine.open(2).id("tradeId");
        engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false");
        assertThat(engine.open(3).get("code")).isEqualTo("NEW_TRADES_BLOCKED");
        assertThat(engine.intent(4, "send", "side=SELL").get("code")).isEqualTo("NEW_TRADES_BLOCKED");
        assertThat(engine.intent(5, "amend", working, "quantity=2").get("code")).isEqualTo("NEW_TRADES_BLOCKED");
        assertThat(engine.intent(6, "amend", working, "price=101").get("code")).isEqualTo("NEW_TRADES_BLOCKED");
        assertThat(engine.intent(7, "amend", working, "price=0").get("code")).isEqualTo("NEW_TRADES_BLOCKED");
        assertThat(engine.intent(8, "amend", working, "price=99").get("code")).isEqualTo("OK");
        assertThat(engine.intent(9, "reduce_only", "side=SELL").get("code")).isEqualTo("OK");
        assertThat(engine.intent(10, "cancel", working).get("code")).isEqualTo("OK");
    }

    @Test
    @Tag("G-3")
    void shouldAskForANewOrderInPlaceOfARaisingAmend() {
        final Scenario engine = Scenario.normal("sluice.hitl.require-approval-for-live=false");
        final String working = "tradeId=" + engine.open(1, "leverage=2").id("tradeId");
        engine.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true");
        assertThat(engine.intent(2, "amend", working, "quantity=2").get("code")).isEqualTo("APPROVAL_REQUIRED");
        assertThat(engine.intent(3, "amend", working, "leverage=3").get("code")).isEqualTo("APPROVAL_REQUIRED");
        assertThat(engine.intent(4, "amend", working, "price=100.00000001").get("code"))
                .isEqualTo("APPROVAL_REQUIRED");
        assertThat(engine.intent(5, "amend", working, "quantity=0.5", "price=99")
                        .get("code"))
                .isEqualTo("OK");
    }

    @Test
    @Tag("G-3")
    void shouldCountTheLargerQuantityUntilAnAmendIsAnswered() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final long exit =
                engine.intent(2, "reduce_only", "side=SELL", "quantity=4").id("tradeId");
        final String its = "tradeId=" + exit;
        assertThat(engine.intent(3, "amend", its, "side=SELL", "quantity=11").get("code"))
                .isEqualTo("NOT_REDUCING");
        assertThat(engine.intent(4, "amend", its, "side=SELL", "quantity=8").get("code"))
                .isEqualTo("OK");
        assertThat(engine.intent(5, "reduce_only", "side=SELL", "quantity=3").get("code"))
                .isEqualTo("NOT_REDUCING");
        engine.execution(exit, "REPLACE_REJECTED", "side=SELL", "leavesQuantity=4");
        assertThat(engine.intent(6, "reduce_only", "side=SELL", "quantity=6").get("code"))
                .isEqualTo("OK");
        assertThat(engine.intent(7, "amend", its, "side=SELL", "quantity=2").get("code"))
                .isEqualTo("OK");
        assertThat(engine.intent(8, "reduce_only", "side=SELL", "quantity=2").get("code"))
                .as("the larger of 4 and 2 still counts")
                .isEqualTo("NOT_REDUCING");
        engine.execution(exit, "REPLACED", "side=SELL", "leavesQuantity=2");
        assertThat(engine.intent(9, "reduce_only", "side=SELL", "quantity=2").get("code"))
                .isEqualTo("OK");
    }

    @Test
    @Tag("G-3")
    void shouldNotLetTwoExitsCloseOnePositionTwice() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        assertThat(engine.intent(2, "reduce_only", "side=BUY").get("code")).isEqualTo("NOT_REDUCING");
        assertThat(engine.intent(3, "reduce_only", "side=SELL", "quantity=10.00000001")
                        .get("code"))
                .isEqualTo("NOT_REDUCING");
        final long exit =
                engine.intent(4, "reduce_only", "side=SELL", "quantity=10").id("tradeId");
        assertThat(engine.intent(5, "reduce_only", "side=SELL", "quantity=0.00000001")
                        .get("code"))
                .isEqualTo("NOT_REDUCING");
        engine.part(exit, "4", "100", "side=SELL", "leavesQuantity=6");
        assertThat(engine.intent(6, "reduce_only", "side=SELL", "quantity=0.00000001")
                        .get("code"))
                .as("6 held, 6 working")
                .isEqualTo("NOT_REDUCING");
        engine.execution(exit, "CANCELLED", "side=SELL");
        assertThat(engine.intent(7, "reduce_only", "side=SELL", "quantity=6").get("code"))
                .isEqualTo("OK");
    }

    @Test
    @Tag("G-5")
    void shouldRefuseWhatFindsNoRoomAndForgetIt() {
        final Scenario trades = Scenario.free("sluice.capacity.trades=2", "sluice.capacity.pending=2");
        trades.open(1);
        final long second = trades.open(2).id("tradeId");
        assertThat(trades.open(3).brief()).isEqualTo("Decision REJECT CAPACITY");
        trades.execution(second, "CANCELLED");
        assertThat(trades.open(3).brief()).as("not kept").isEqualTo("Decision ALLOW OK");
        final Scenario pending = Scenario.normal("sluice.capacity.pending=1");
        pending.open(1);
        assertThat(pending.open(2).get("code")).isEqualTo("CAPACITY");
        assertThat(pending.open(2, "tradingMode=paper").get("code"))
                .as("needs no request")
                .isEqualTo("OK");
        final Scenario strategies = Scenario.free("sluice.capacity.strategies=1");
        strategies.open(1);
        assertThat(strategies.open(1, "strategyId=2").get("code")).isEqualTo("CAPACITY");
        final Scenario symbols = Scenario.free("sluice.capacity.symbols=2");
        symbols.open(1, "symbol=A");
        symbols.open(2, "symbol=B");
        assertThat(symbols.open(3, "symbol=C").get("code")).isEqualTo("CAPACITY");
        assertThat(symbols.quote("C", "1", "2").result()).isEqualTo("CAPACITY");
    }

    @Test
    @Tag("G-5")
    void shouldLetASymbolThatOnlyAQuoteHoldsGiveWay() {
        final Scenario engine = Scenario.free("sluice.capacity.symbols=2");
        engine.quote("A", "1", "2");
        engine.pass("1s");
        engine.quote("B", "1", "2");
        engine.pass("1s");
        engine.open(1, "symbol=C");
        assertThat(engine.view(View.QUOTES))
                .extracting(row -> row.get("symbol"))
                .containsExactly("B");
        engine.fill(0, "1", "100", "symbol=D");
        assertThat(engine.position("D")).isEqualTo("1");
        assertThat(engine.view(View.QUOTES)).isEmpty();
        engine.fill(0, "1", "100", "symbol=E");
        assertThat(engine.mode()).as("a fill that finds no room").isEqualTo("halt");
        assertThat(engine.status().get("causes")).contains("position.unknown");
    }

    /** The harness holds every record against the size reckoned at start; this one is as large as they get. */
    @Test
    @Tag("G-5")
    void shouldFitEverythingIntoTheLargestRecord() {
        final String[] full = {"sluice.capacity.symbols=8", "sluice.capacity.trades=24", "sluice.capacity.pending=16"};
        final Scenario engine = Scenario.free(full);
        for (int i = 0; i < 8; i++) {
            final String symbol = "symbol=SYMBOL.OF.24.BYTES.LON" + i;
            engine.fill(0, "1", "100", symbol);
            final long paper =
                    engine.open(2 * i + 1, symbol, "tradingMode=paper").id("tradeId");
            engine.fill(paper, "1", "100", symbol, "tradingMode=paper");
            engine.open(2 * i + 2, symbol);
        }
        engine.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true");
        final String reasoning = "reasoning=" + "x".repeat(512);
        final String model = "modelName=" + "m".repeat(32);
        final String version = "modelVersion=" + "v".repeat(32);
        for (int i = 0; i < 16; i++) {
            assertThat(engine.open(100 + i, "symbol=SYMBOL.OF.24.BYTES.LON0", reasoning, model, version)
                            .get("verdict"))
                    .isEqualTo("HOLD");
        }
        final int before = engine.records().size();
        engine.stop();
        assertThat(engine.records()).hasSize(before + 1);
        assertThat(engine.since(before).all("ClosePosition")).hasSize(16);
        assertThat(engine.since(before).all("CancelOrder")).hasSize(8);
        assertThat(engine.since(before).all("ApprovalDecided")).hasSize(16);
        engine.restart();
    }

    @Test
    @Tag("W-1")
    void shouldNotKnowAPositionThatLeavesTheRange() {
        final Scenario engine = Scenario.free();
        engine.fill(0, "9999999999", "100");
        engine.fill(0, "1", "100");
        assertThat(engine.mode()).isEqualTo("halt");
        assertThat(engine.position("BTCUSD")).isEqualTo("9999999999");
    }

    @Test
    @Tag("W-1")
    @Tag("G-3")
    void shouldAddUpWorkingOrdersWithoutLosingTheSign() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        for (int id = 2; id <= 25; id++) {
            engine.intent(id, "send", "side=SELL", "quantity=9999999999.99999999");
            assertThat(engine.intent(100, "reduce_only", "strategyId=" + id % 3, "side=SELL")
                            .get("code"))
                    .as("%s orders", id - 1)
                    .isNotEqualTo("OK");
        }
        engine.execution(engine.view(View.TRADES).get(1).id("tradeId"), "CANCELLED", "side=SELL");
        Invariants.check(engine.machine());
    }

    @Test
    @Tag("W-3")
    void shouldMakeIdsOfSequenceAndIndex() {
        final Scenario engine = Scenario.free();
        final Outcome decision = engine.open(1);
        assertThat(decision.id("tradeId")).isEqualTo(decision.id("seq") << 13);
    }

    @Test
    @Tag("W-4")
    void shouldGiveEveryOutcomeTheCorrelationOfItsCause() {
        final Scenario engine = Scenario.normal();
        final String id = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
        final Outcome held = engine.open(1, "correlationId=" + id);
        assertThat(held.get("correlationId")).isEqualTo(id);
        final Outcome other = engine.open(2);
        assertThat(other.get("correlationId")).isNotNull().isNotEqualTo(id);
        final Said expired = engine.pass("300s");
        assertThat(expired.all("Decision").get(0).get("correlationId"))
                .as("its subject's")
                .isEqualTo(id);
        assertThat(expired.all("Decision").get(1).get("correlationId")).isEqualTo(other.get("correlationId"));
    }

    @Test
    @Tag("W-7")
    void shouldKeepTextAsItCame() {
        final Scenario engine = Scenario.normal();
        engine.open(1, "reasoning=Grüße, 値上がり \"now\"");
        assertThat(engine.view(View.PENDING).get(0).get("reasoningSummary")).isEqualTo("Grüße, 値上がり \"now\"");
    }

    @Test
    @Tag("W-4")
    void shouldDeriveACorrelationForEachRecordThatBroughtNone() {
        final Scenario engine = Scenario.free();
        engine.open(1);
        engine.open(2);
        engine.open(3, "correlationId=00000000-0000-0001-0000-000000000002");
        final List<String> ids = engine.everything().all("Decision").stream()
                .map(decision -> decision.get("correlationId"))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(ids.get(2)).isEqualTo("00000000-0000-0001-0000-000000000002");
        assertThat(engine.status().id("seq")).isEqualTo(engine.records().size());
    }

    @Test
    @Tag("G-4a")
    void shouldJudgeARepeatByItsOwnDecision() {
        final Scenario engine = Scenario.free();
        engine.intent(1, "query");
        engine.open(2);
        final Outcome repeat = engine.open(2);
        assertThat(repeat.get("repeat")).isEqualTo("true");
        assertThat(repeat.get("actionable")).isEqualTo("true");
    }

    @Test
    @Tag("G-3")
    @Tag("H-4")
    void shouldAnswerACancelOfARequestUnderItsOwnId() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1, "quantity=2").id("tradeId");
        final int before = engine.records().size();
        engine.intent(2, "cancel", "tradeId=" + trade, "quantity=", "price=");
        final List<Outcome> decisions = engine.since(before).all("Decision");
        assertThat(decisions)
                .extracting(Outcome::brief)
                .containsExactly("Decision REJECT CANCELLED", "Decision ALLOW OK");
        assertThat(decisions).extracting(decision -> decision.get("intentId")).containsExactly("1", "2");
        assertThat(decisions).extracting(decision -> decision.get("action")).containsExactly("open", "cancel");
        assertThat(decisions).allMatch(decision -> decision.is("tradeId", Long.toString(trade)));
    }

    /** What it was, what it becomes: only what raises risk needs a person, who wants a new order. */
    @ParameterizedTest
    @CsvSource({
        "BUY, quantity=5, OK",
        "BUY, quantity=6, APPROVAL_REQUIRED",
        "BUY, quantity=4, OK",
        "BUY, price=100.00000001, APPROVAL_REQUIRED",
        "BUY, price=99.99999999, OK",
        "BUY, price=0, APPROVAL_REQUIRED",
        "SELL, price=100.00000001, OK",
        "SELL, price=99.99999999, APPROVAL_REQUIRED",
        "SELL, price=0, APPROVAL_REQUIRED",
        "BUY, leverage=2, OK",
        "BUY, leverage=2.00000001, APPROVAL_REQUIRED",
        "BUY, leverage=1, OK"
    })
    @Tag("G-3")
    void shouldKnowWhatAnAmendRaises(final String side, final String change, final String code) {
        final Scenario engine = Scenario.free();
        final String[] order = {"side=" + side, "quantity=5", "leverage=2"};
        final String trade = "tradeId=" + engine.open(1, order).id("tradeId");
        engine.in("PolicyUpdate", "operatorId=alice", "requireApprovalForLive=true");
        assertThat(engine.intent(2, "amend", "side=" + side, "quantity=5", trade, change)
                        .get("code"))
                .isEqualTo(code);
    }

    @Test
    @Tag("G-3")
    void shouldLetAnExitBeAmendedUpToWhatIsHeldAndNotYetExited() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "10");
        final long exit =
                engine.intent(2, "reduce_only", "side=SELL", "quantity=4").id("tradeId");
        engine.part(exit, "3", "100", "side=SELL", "leavesQuantity=1");
        final String[] same = {"side=SELL", "tradeId=" + exit};
        assertThat(engine.intent(3, "amend", "quantity=11", same[0], same[1]).get("code"))
                .isEqualTo("NOT_REDUCING");
        assertThat(engine.intent(4, "amend", "quantity=10", same[0], same[1]).get("code"))
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "riskPct=0, OK",
        "riskPct=100, OK",
        "riskPct=100.00000001, MALFORMED",
        "riskPct=-0.00000001, MALFORMED",
        "confidence=0, OK",
        "confidence=1, OK",
        "confidence=1.00000001, MALFORMED",
        "confidence=-0.00000001, MALFORMED"
    })
    @Tag("G-3")
    void shouldBoundWhatAnIntentSaysOfItself(final String field, final String code) {
        assertThat(Scenario.free().open(1, field).get("code")).isEqualTo(code);
    }

    @Test
    @Tag("G-3")
    void shouldRefuseAnOrderWithoutASideFromABinaryDoor() {
        final Scenario engine = Scenario.free();
        final byte[] message = Scenario.message(
                "OrderIntent", "strategyId=1", "intentId=1", "action=query", "tradingMode=live", "symbol=BTCUSD");
        message[MessageHeaderEncoder.ENCODED_LENGTH + OrderIntentDecoder.actionEncodingOffset()] =
                (byte) ActionType.OPEN.value();
        assertThat(engine.raw(Role.STRATEGY, "1", message).one("Decision").get("code"))
                .isEqualTo("MALFORMED");
    }

    @Test
    @Tag("G-3")
    void shouldKnowAShortSymbolBesideALongerOne() {
        final Scenario engine =
                Scenario.free("sluice.instruments.strict=true", "sluice.instruments.known=[ETHUSDPERP, ETH, ETHUSD]");
        assertThat(engine.open(1, "symbol=ETH").get("code")).isEqualTo("OK");
        assertThat(engine.open(2, "symbol=ETHUSD").get("code")).isEqualTo("OK");
        assertThat(engine.open(3, "symbol=ETHUSDP").get("code")).isEqualTo("MALFORMED");
    }

    @Test
    @Tag("section-11")
    void shouldShowStrategiesWithTheirLastSignOfLife() {
        final Scenario engine = Scenario.free("sluice.strategy.heartbeat-timeout=30 s");
        engine.open(7, "strategyId=3");
        engine.pass("5s");
        engine.in("StrategyHeartbeat", "strategyId=3");
        final Outcome row = engine.view(View.STRATEGIES).get(0);
        assertThat(row.get("strategyId")).isEqualTo("3");
        assertThat(row.get("highestIntentId")).isEqualTo("7");
        assertThat(row.get("enabled")).isEqualTo("true");
        assertThat(row.get("lastSeenAt")).isEqualTo("2026-01-05T09:00:05Z");
    }

    @Test
    @Tag("section-11")
    @Tag("W-6")
    void shouldCountTheSilenceOfAStrategyAnewAfterAStart() {
        final Scenario engine = Scenario.free("sluice.strategy.heartbeat-timeout=30 s");
        final long order = engine.open(1).id("tradeId");
        engine.pass("20s");
        engine.restart();
        engine.pass("20s");
        assertThat(engine.view(View.COMMANDS)).as("trade %s works", order).isEmpty();
    }

    @Test
    @Tag("section-11")
    void shouldCountRepeatsAnewOnceAnOperatorHasEnabledAStrategy() {
        final Scenario engine = Scenario.free("sluice.limits.repeat.count=3", "sluice.limits.repeat.window=1 h");
        engine.open(1);
        engine.open(2);
        assertThat(engine.open(3).get("code")).isEqualTo("LIMIT_REPEAT");
        engine.in("StrategyEnable", "strategyId=1", "operatorId=alice", "reason=x");
        assertThat(engine.open(4).get("code")).isEqualTo("OK");
        assertThat(engine.open(5).get("code")).isEqualTo("OK");
        assertThat(engine.open(6).get("code")).isEqualTo("LIMIT_REPEAT");
    }
}
