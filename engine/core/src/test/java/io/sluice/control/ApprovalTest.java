package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private static Scenario quoted(final String... overrides) {
        final Scenario engine = Scenario.normal(overrides);
        engine.quote("BTCUSD", "99.9", "100.1");
        return engine;
    }

    /** Quoted, and the quote stays fresh for as long as a request lives. */
    private static Scenario lasting() {
        return quoted("sluice.health.market-data-stale=1h", "sluice.health.quote-stale=1h");
    }

    /** Strategy 1 wants to buy BTCUSD: everything that is said. */
    private static Said ordered(final Scenario engine, final String... fields) {
        engine.open(1, fields);
        return engine.since(engine.records().size() - 1);
    }

    @Test
    @Tag("H-4")
    void shouldAskAPersonWithTheWholeRecord() {
        final Scenario engine = quoted();
        final Said said = ordered(
                engine,
                "tradingMode=live",
                "quantity=2",
                "price=0",
                "riskPct=1.5",
                "confidence=0.75",
                "leverage=2",
                "modelName=m",
                "modelVersion=7",
                "reasoning=because");
        assertThat(said.briefs())
                .containsExactly("PENDING->AWAITING_APPROVAL REQUESTED", "ApprovalCreated", "Decision HOLD OK");
        final Outcome request = said.one("ApprovalCreated");
        assertThat(request.get("requestPrice")).as("the mid").isEqualTo("100");
        assertThat(request.get("expiresAt")).isEqualTo("2026-01-05T09:05:00Z");
        assertThat(request.get("status")).isEqualTo("AWAITING_APPROVAL");
        assertThat(request.get("id")).isEqualTo(request.get("tradeId"));
        assertThat(said.one("Decision").get("final")).isEqualTo("false");
        assertThat(engine.view(View.PENDING).get(0).get("secondsRemaining")).isEqualTo("300");
    }

    @Test
    @Tag("H-4")
    void shouldTakeTheLimitPriceForTheRequestPrice() {
        final Scenario engine = Scenario.normal();
        engine.open(1, "price=90");
        assertThat(engine.view(View.PENDING).get(0).get("requestPrice")).isEqualTo("90");
    }

    @Test
    @Tag("H-4")
    void shouldRefuseAMarketOrderWithoutAFreshQuote() {
        final Scenario engine = quoted("sluice.health.market-data-stale=60s");
        engine.pass("10s");
        assertThat(engine.open(1, "price=0").get("verdict"))
                .as("exactly 10 s old")
                .isEqualTo("HOLD");
        engine.pass("1ns");
        assertThat(engine.open(2, "price=0").get("code")).isEqualTo("NO_FRESH_QUOTE");
        assertThat(engine.open(3, "price=0", "tradingMode=paper").get("code"))
                .as("nobody is asked")
                .isEqualTo("OK");
    }

    @Test
    @Tag("H-5")
    @Tag("H-11")
    void shouldApproveInThisOrder() {
        final Scenario engine = quoted();
        final long trade = engine.open(1).id("tradeId");
        engine.pass("1.5s");
        engine.quote("BTCUSD", "100", "100.4");
        final Said said = engine.approve(trade, "reason=fine", "comment=seen");
        assertThat(said.briefs())
                .containsExactly(
                        "AWAITING_APPROVAL->ACCEPTED OPERATOR_APPROVED",
                        "MarketSnapshot",
                        "ApprovalDecided",
                        "Decision ALLOW OK",
                        "Result OK");
        final Outcome decided = said.one("ApprovalDecided");
        assertThat(decided.get("decidedBy")).isEqualTo("alice");
        assertThat(decided.get("decisionChannel")).isEqualTo("CLI");
        assertThat(decided.get("decisionReason")).isEqualTo("fine");
        assertThat(decided.get("decisionComment")).isEqualTo("seen");
        assertThat(decided.get("status")).isEqualTo("ACCEPTED");
        final Outcome market = said.one("MarketSnapshot");
        assertThat(List.of(
                        market.get("bid"),
                        market.get("ask"),
                        market.get("spread"),
                        market.get("midPrice"),
                        market.get("responseLatencyMs"),
                        market.get("priceDeviationPct")))
                .containsExactly("100", "100.4", "0.4", "100.2", "1500", "0.2");
    }

    @Test
    @Tag("H-5")
    void shouldCheckInOrder() {
        final Scenario engine = quoted();
        final long trade = engine.open(1).id("tradeId");
        assertThat(engine.in("ApprovalDecision", "tradeId=5", "decision=APPROVE", "operatorId=mallory", "channel=CLI")
                        .result())
                .as("operator before existence")
                .isEqualTo("SEC-090");
        assertThat(engine.approve(5).result()).isEqualTo("NOT_FOUND");
        engine.answer(trade, "REJECT");
        assertThat(engine.approve(trade).result()).isEqualTo("ALREADY_DECIDED");
        final long paper = engine.open(2, "tradingMode=paper").id("tradeId");
        assertThat(engine.approve(paper).result()).as("never a request").isEqualTo("NOT_FOUND");
    }

    @Test
    @Tag("H-5")
    void shouldEndByRejectAndCancelInTheirWords() {
        final Scenario engine = quoted();
        final long first = engine.open(1).id("tradeId");
        final Said rejected = engine.answer(first, "REJECT", "reason=too big");
        assertThat(rejected.briefs())
                .containsExactly(
                        "AWAITING_APPROVAL->REJECTED OPERATOR_REJECTED",
                        "ApprovalDecided",
                        "Decision REJECT OPERATOR_REJECTED",
                        "Result OK");
        assertThat(rejected.one("ApprovalDecided").get("decisionReason")).isEqualTo("too big");
        final long second = engine.open(2).id("tradeId");
        final Said cancelled = engine.answer(second, "CANCEL", "reason=oops");
        assertThat(cancelled.briefs())
                .containsExactly(
                        "AWAITING_APPROVAL->REJECTED CANCELLED",
                        "ApprovalDecided",
                        "Decision REJECT CANCELLED",
                        "Result OK");
        assertThat(cancelled.one("ApprovalDecided").get("decisionReason")).isEqualTo("CANCELLED");
    }

    @Test
    @Tag("H-5")
    void shouldAskTheRowsOfTheLadderAgainAtApproval() {
        final Scenario engine = quoted("sluice.drawdown.soft-action=block");
        final long trade = engine.open(1).id("tradeId");
        engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=false");
        assertThat(engine.approve(trade).result()).isEqualTo("NEW_TRADES_BLOCKED");
        engine.in("PolicyUpdate", "operatorId=alice", "allowNewTrades=true");
        engine.equity("100");
        engine.equity("95");
        assertThat(engine.approve(trade).result()).isEqualTo("DRAWDOWN_SOFT");
        engine.equity("100");
        engine.equity("200");
        assertThat(engine.approve(trade).result()).isEqualTo("EQUITY_SUSPECT");
        engine.equity("100");
        engine.event("fail_crit", "risk", "risk.timeout");
        assertThat(engine.approve(trade).result()).isEqualTo("GATE_REFUSED");
        assertThat(engine.view(View.PENDING)).as("stays pending").hasSize(1);
        assertThat(engine.answer(trade, "REJECT").result())
                .as("a no needs none of it")
                .isEqualTo("OK");
    }

    @Test
    @Tag("H-5")
    void shouldNotApproveAfterAHalt() {
        final Scenario engine = quoted();
        final long trade = engine.open(1).id("tradeId");
        engine.event("fail_crit", "broker", "position.unknown");
        assertThat(engine.approve(trade).result()).isEqualTo("GATE_REFUSED");
        assertThat(engine.view(View.PENDING)).hasSize(1);
        assertThat(engine.trade(trade).get("state")).isEqualTo("AWAITING_APPROVAL");
    }

    @Test
    @Tag("H-6")
    void shouldEndTheRequestWhenTheMarketMovedTooFar() {
        final Scenario engine = quoted();
        final long trade = engine.open(1).id("tradeId");
        engine.quote("BTCUSD", "100.5", "100.50000001");
        final Said said = engine.approve(trade);
        assertThat(said.briefs())
                .containsExactly(
                        "AWAITING_APPROVAL->REJECTED SEC-050",
                        "ApprovalDecided",
                        "Decision REJECT SEC-050",
                        "Result SEC-050");
        assertThat(said.one("ApprovalDecided").get("decidedBy")).isEqualTo("alice");
        assertThat(engine.approve(trade).result()).isEqualTo("ALREADY_DECIDED");
    }

    @Test
    @Tag("H-6")
    void shouldAcceptADeviationExactlyAtTheLimit() {
        final Scenario engine = quoted();
        final long trade = engine.open(1).id("tradeId");
        engine.quote("BTCUSD", "100.5", "100.5");
        assertThat(engine.approve(trade).result()).isEqualTo("OK");
        final long down = engine.open(2).id("tradeId");
        engine.quote("BTCUSD", "99.49999999", "99.5");
        assertThat(engine.approve(down).result()).isEqualTo("SEC-050");
    }

    @Test
    @Tag("H-6")
    void shouldCheckAPriceGivenWithTheDecisionToo() {
        final Scenario engine = quoted();
        final long seen = engine.open(1).id("tradeId");
        assertThat(engine.approve(seen, "price=100.50000001").result()).isEqualTo("SEC-050");
        final long fine = engine.open(2).id("tradeId");
        assertThat(engine.approve(fine, "price=99.5").result()).isEqualTo("OK");
    }

    @Test
    @Tag("H-6")
    void shouldStayPendingWithoutAFreshQuote() {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        assertThat(engine.approve(trade).result()).isEqualTo("NO_FRESH_QUOTE");
        engine.quote("BTCUSD", "100", "100");
        assertThat(engine.approve(trade).result()).isEqualTo("OK");
    }

    @Test
    @Tag("H-7")
    void shouldLetAnAnswerWinUntilOneNanosecondBeforeTheEnd() {
        final Scenario engine = lasting();
        final long trade = engine.open(1).id("tradeId");
        engine.at("299.999999999s");
        assertThat(engine.approve(trade).result()).isEqualTo("OK");
    }

    @Test
    @Tag("H-7")
    void shouldExpireExactlyAtTheEnd() {
        final Scenario engine = lasting();
        final long trade = engine.open(1).id("tradeId");
        engine.at("299s");
        final Said said = engine.json("{'type':'ApprovalDecision','time':'2026-01-05T09:05:00Z','tradeId':" + trade
                + ",'decision':'APPROVE','operatorId':'alice','channel':'WEB'}");
        assertThat(said.briefs())
                .containsExactly(
                        "AWAITING_APPROVAL->REJECTED HITL_TIMEOUT",
                        "ApprovalExpired",
                        "Decision REJECT HITL_TIMEOUT",
                        "Result EXPIRED");
        assertThat(said.one("ApprovalExpired").get("decisionChannel")).isEqualTo("SYSTEM");
        assertThat(said.one("ApprovalExpired").get("time")).isEqualTo("2026-01-05T09:05:00Z");
        assertThat(engine.answer(trade, "REJECT").result()).isEqualTo("EXPIRED");
    }

    @Test
    @Tag("H-2")
    void shouldApproveAtOnceWhereNobodyIsNeeded() {
        final Scenario engine = Scenario.normal();
        final Said said = ordered(engine, "tradingMode=paper", "quantity=1", "price=0");
        assertThat(said.briefs())
                .containsExactly(
                        "PENDING->AWAITING_APPROVAL AUTO_APPROVED",
                        "AWAITING_APPROVAL->ACCEPTED AUTO_APPROVED",
                        "Decision ALLOW OK");
        assertThat(said.all("TradeTransition").get(1).get("channel")).isEqualTo("SYSTEM");
        assertThat(engine.view(View.HISTORY)).isEmpty();
    }

    @Test
    @Tag("H-2")
    void shouldSayThatApprovalIsSwitchedOff() {
        final Scenario engine = Scenario.normal("sluice.hitl.enabled=false");
        final Said said = ordered(engine, "tradingMode=live", "quantity=1", "price=100");
        assertThat(said.briefs())
                .containsExactly(
                        "PENDING->AWAITING_APPROVAL REQUESTED",
                        "ApprovalCreated",
                        "AWAITING_APPROVAL->ACCEPTED HITL_DISABLED",
                        "ApprovalDecided",
                        "Decision ALLOW OK");
        assertThat(said.one("ApprovalDecided").get("decisionReason")).isEqualTo("HITL_DISABLED");
        assertThat(said.one("ApprovalDecided").get("decisionChannel")).isEqualTo("SYSTEM");
        assertThat(said.one("Decision").get("warning")).contains("switched off");
        assertThat(engine.view(View.PENDING)).isEmpty();
        assertThat(engine.view(View.HISTORY)).hasSize(1);
    }

    @Test
    @Tag("P-2")
    void shouldHoldAChangeOfSettingsForLaterRequestsOnly() {
        final Scenario engine = Scenario.normal();
        engine.open(1);
        engine.in(
                "PolicyUpdate",
                "operatorId=alice",
                "hitlEnabled=false",
                "requireApprovalForLive=false",
                "approvalTimeoutSeconds=10");
        assertThat(engine.view(View.PENDING)).as("nothing approves it").hasSize(1);
        assertThat(engine.pass("299s").all("ApprovalExpired")).isEmpty();
        assertThat(engine.pass("1s").all("ApprovalExpired")).hasSize(1);
    }

    @Test
    @Tag("H-9")
    void shouldRejectARequestWhoseHashSomebodyFoundWrong() {
        final Scenario engine = quoted();
        final long trade = engine.open(1).id("tradeId");
        final String[] violation = {
            "tradeId=" + trade, "store=mirror", "expectedHash=" + "ab".repeat(32), "foundHash=" + "cd".repeat(32)
        };
        assertThat(engine.in("IntegrityViolation", violation).briefs())
                .containsExactly(
                        "Alert SEC-080",
                        "AWAITING_APPROVAL->REJECTED ROW_HASH_MISMATCH",
                        "ApprovalDecided",
                        "Decision REJECT ROW_HASH_MISMATCH");
        assertThat(engine.in("IntegrityViolation", violation).briefs())
                .as("nothing is left to reject")
                .containsExactly("Alert SEC-080");
    }

    @Test
    @Tag("H-9")
    void shouldBindEveryFieldInTheRowHash() {
        final Scenario engine = quoted();
        engine.open(1);
        engine.open(
                2,
                "riskPct=0.00000001",
                "confidence=1",
                "leverage=2.5",
                "modelName=mödel",
                "modelVersion=v1=2",
                "reasoning=line = value",
                "correlationId=6f9619ff-8b86-d011-b42d-00cf4fc964ff",
                "symbol=ES:Z/5",
                "side=SELL",
                "quantity=9999999999.99999999",
                "price=0.00000001");
        engine.intent(3, "send");
        final List<Outcome> pending = engine.view(View.PENDING);
        engine.approve(pending.get(0).id("tradeId"), "reason=yes", "comment=c");
        engine.answer(pending.get(2).id("tradeId"), "REJECT", "channel=DISCORD");
        engine.pass("300s");
        final List<Outcome> shown = engine.everything().outcomes().stream()
                .filter(outcome -> outcome.type().startsWith("Approval"))
                .toList();
        assertThat(shown).hasSize(6);
        assertThat(shown)
                .allSatisfy(request -> assertThat(request.get("rowHash")).isEqualTo(rowHash(request)));
        assertThat(shown).extracting(request -> request.get("rowHash")).doesNotHaveDuplicates();
        assertThat(engine.view(View.HISTORY))
                .allSatisfy(request -> assertThat(request.get("rowHash")).isEqualTo(rowHash(request)));
    }

    /** Independent of the machine: from what a person is shown. */
    static String rowHash(final Outcome request) {
        final StringBuilder text = new StringBuilder();
        for (final String field :
                List.of("id", "tradeId", "strategyId", "intentId", "action", "tradingMode", "symbol", "side")) {
            text.append(field).append('=').append(request.get(field)).append('\n');
        }
        for (final String field :
                List.of("quantity", "leverage", "orderPrice", "riskPct", "confidence", "requestPrice")) {
            final String value = request.get(field);
            text.append(field).append('=');
            text.append(
                    value == null
                            ? ""
                            : new java.math.BigDecimal(value).setScale(8).toPlainString());
            text.append('\n');
        }
        for (final String field : List.of("modelName", "modelVersion", "reasoningSummary", "correlationId", "status")) {
            text.append(field).append('=').append(plain(request, field)).append('\n');
        }
        for (final String field : List.of("requestedAt", "expiresAt", "decidedAt")) {
            final String value = request.get(field);
            text.append(field).append('=');
            if (value != null) {
                final Instant time = Instant.parse(value);
                text.append(time.getEpochSecond() * 1_000_000_000L + time.getNano());
            }
            text.append('\n');
        }
        for (final String field : List.of("decidedBy", "decisionChannel", "decisionReason", "decisionComment")) {
            text.append(field).append('=').append(plain(request, field)).append('\n');
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String plain(final Outcome request, final String field) {
        return request.get(field) == null ? "" : request.get(field);
    }

    @Test
    @Tag("H-10")
    void shouldListPendingRequestsByTheirEnd() {
        final Scenario engine = Scenario.normal();
        engine.open(1);
        engine.in("PolicyUpdate", "operatorId=alice", "approvalTimeoutSeconds=10");
        engine.open(2);
        engine.pass("1s");
        engine.in("PolicyUpdate", "operatorId=alice", "approvalTimeoutSeconds=600");
        engine.open(3);
        assertThat(engine.view(View.PENDING))
                .extracting(row -> row.get("intentId") + " in " + row.get("secondsRemaining"))
                .containsExactly("2 in 9", "1 in 299", "3 in 600");
    }

    @Test
    @Tag("H-12")
    void shouldAnnounceRequestsAgainAfterARestart() {
        final Scenario engine = quoted();
        final Outcome first = engine.open(1);
        engine.in("PolicyUpdate", "operatorId=alice", "approvalTimeoutSeconds=10");
        engine.open(2);
        engine.pass("5s");
        final Said said = engine.restart();
        assertThat(said.all("ApprovalRestored")).hasSize(2);
        final Outcome restored = said.all("ApprovalRestored").get(0);
        assertThat(restored.get("rowHash")).isEqualTo(rowHash(restored));
        assertThat(said.one("RecoverySummary").get("corrupted")).isEqualTo("0");
        engine.alive();
        engine.flatReport();
        engine.aliveFor("5s");
        assertThat(engine.everything().all("ApprovalExpired")).hasSize(1);
        engine.aliveFor("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.approve(first.id("tradeId")).result()).isEqualTo("OK");
    }

    @Test
    @Tag("H-12")
    void shouldExpireAtTheStartWhatRanOutMeanwhile() {
        final Scenario engine = quoted();
        engine.open(1);
        final Scenario.Written last = engine.records().get(engine.records().size() - 1);
        final Said said = engine.restartAfter("300s");
        assertThat(said.briefs("ApprovalExpired", "Decision", "RecoverySummary"))
                .containsExactly("ApprovalExpired", "Decision REJECT HITL_TIMEOUT", "RecoverySummary");
        assertThat(said.one("RecoverySummary").get("expired")).isEqualTo("1");
        assertThat(engine.records().get((int) last.sequence()).outcomes()).isNotEmpty();
    }

    @Test
    @Tag("H-9")
    void shouldKeepWhatStoreWasFoundWrong() {
        final Scenario engine = Scenario.normal();
        final Said said = engine.in(
                "IntegrityViolation",
                "tradeId=" + engine.open(1).id("tradeId"),
                "store=sql mirror",
                "expectedHash=" + "aa".repeat(32),
                "foundHash=" + "bb".repeat(32));
        assertThat(said.one("SecurityAlert").get("code")).isEqualTo("SEC-080");
        assertThat(said.one("SecurityAlert").get("detail")).isEqualTo("sql mirror");
    }

    /** A place that an ended request left keeps nothing of it. */
    @Test
    @Tag("H-4")
    void shouldBeginEachRequestWithNothingOfTheOneBefore() {
        final Scenario engine = Scenario.normal("sluice.capacity.pending=1");
        engine.quote("BTCUSD", "100", "100");
        final long first = engine.open(1, "modelName=m", "modelVersion=1", "reasoning=because")
                .id("tradeId");
        engine.answer(first, "REJECT", "reason=no", "comment=never");
        engine.open(2);
        final Outcome second = engine.view(View.PENDING).get(0);
        for (final String field : List.of(
                "modelName",
                "modelVersion",
                "reasoningSummary",
                "decidedAt",
                "decidedBy",
                "decisionChannel",
                "decisionReason",
                "decisionComment")) {
            assertThat(second.get(field)).as(field).isNull();
        }
        assertThat(second.get("rowHash")).isEqualTo(rowHash(second));
    }

    /** The longest symbol there is has no end to look for. */
    @Test
    @Tag("H-9")
    void shouldHashARowWithTheLongestSymbol() {
        final Scenario engine = Scenario.normal();
        engine.open(1, "symbol=ABCDEFGHIJKLMNOPQRSTUVWX");
        final Outcome row = engine.view(View.PENDING).get(0);
        assertThat(row.get("rowHash")).isEqualTo(rowHash(row));
    }
}
