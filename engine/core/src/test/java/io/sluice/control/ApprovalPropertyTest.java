package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of every request, whatever its numbers and whoever answers (H-4 to H-9). */
class ApprovalPropertyTest {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Provide
    Arbitrary<String> decimals() {
        return Arbitraries.longs()
                .between(1, 999_999_999_999_999_999L)
                .map(value -> BigDecimal.valueOf(value, 8).stripTrailingZeros().toPlainString());
    }

    private static Scenario quoted(final String bid, final String ask) {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", bid, ask);
        return engine;
    }

    @Property(tries = 60)
    @Tag("W-1")
    @Tag("H-4")
    void shouldKeepDecimalsOnEveryPath(
            @ForAll("decimals") final String quantity, @ForAll("decimals") final String price) {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", price, price);
        final Outcome held = engine.open(1, "quantity=" + quantity, "price=" + price);
        final Outcome pending = engine.view(View.PENDING).get(0);
        final Outcome snapshot = engine.approve(held.id("tradeId")).one("MarketSnapshot");
        final Outcome allowed = engine.open(1, "quantity=" + quantity, "price=" + price);
        engine.fill(held.id("tradeId"), quantity, price);
        final Outcome trade = engine.trade(held.id("tradeId"));
        assertThat(List.of(
                        held.get("quantity"),
                        pending.get("quantity"),
                        allowed.get("quantity"),
                        trade.get("quantity"),
                        trade.get("filledQuantity"),
                        engine.position("BTCUSD")))
                .containsOnly(quantity);
        assertThat(List.of(
                        held.get("price"),
                        pending.get("requestPrice"),
                        allowed.get("price"),
                        trade.get("averagePrice"),
                        snapshot.get("midPrice")))
                .containsOnly(price);
    }

    private static final List<String> ROW = List.of(
            "id",
            "tradeId",
            "strategyId",
            "intentId",
            "action",
            "tradingMode",
            "symbol",
            "side",
            "quantity",
            "leverage",
            "riskPct",
            "confidence",
            "orderPrice",
            "requestPrice",
            "modelName",
            "modelVersion",
            "reasoningSummary",
            "correlationId",
            "status",
            "requestedAt",
            "expiresAt",
            "decidedAt",
            "decidedBy",
            "decisionChannel",
            "decisionReason",
            "decisionComment");

    /** As it was asked, as it waits, as it was decided and as history shows it. */
    @Property(tries = 60)
    @Tag("H-9")
    void shouldBindARequestToItsHashAndShowAnyChangeOfOneField(
            @ForAll("decimals") final String quantity,
            @ForAll("decimals") final String price,
            @ForAll final boolean full,
            @ForAll @IntRange(max = 2) final int answer) {
        final Scenario engine = Scenario.normal();
        engine.quote("BTCUSD", price, price);
        final String[] bare = {"quantity=" + quantity, "price=" + price};
        final String[] all = {
            "quantity=" + quantity,
            "price=" + price,
            "riskPct=1.5",
            "confidence=0.7",
            "leverage=2",
            "modelName=m",
            "modelVersion=1",
            "reasoning=it \u00e9s low = high"
        };
        final long trade = engine.open(1, full ? all : bare).id("tradeId");
        final List<Outcome> rows = new ArrayList<>();
        rows.add(engine.everything().one("ApprovalCreated"));
        rows.add(engine.view(View.PENDING).get(0));
        final String decision = List.of("APPROVE", "REJECT", "CANCEL").get(answer);
        rows.add(engine.answer(trade, decision, full ? "comment=yes" : "comment=")
                .one("ApprovalDecided"));
        rows.add(engine.view(View.HISTORY).get(0));
        for (final Outcome row : rows) {
            assertThat(row.get("rowHash")).isEqualTo(ApprovalTest.rowHash(row));
            for (final String field : ROW) {
                assertThat(ApprovalTest.rowHash(changed(row, field))).as(field).isNotEqualTo(row.get("rowHash"));
            }
        }
    }

    /** The same row with another value in one field, or one where there was none. */
    private static Outcome changed(final Outcome row, final String field) {
        final Map<String, Object> fields = new LinkedHashMap<>(row.fields());
        final String value = row.get(field);
        if (field.endsWith("At")) {
            fields.put(
                    field,
                    value == null
                            ? "2026-01-05T09:00:00Z"
                            : Instant.parse(value).plusNanos(1).toString());
        } else {
            fields.put(field, value == null ? "1" : value.matches("[0-9.]+") ? "1" + value : value + "x");
        }
        return new Outcome(fields);
    }

    @Property(tries = 100)
    @Tag("H-6")
    void shouldRefuseExactlyWhatSlipsTooFar(
            @ForAll @IntRange(min = 1, max = 2_000_000) final int request,
            @ForAll @IntRange(min = -1_200, max = 1_200) final int offMillis,
            @ForAll @IntRange(min = -1, max = 1) final int nudge,
            @ForAll @IntRange(min = 0, max = 5) final int halfSpread) {
        final BigDecimal asked = BigDecimal.valueOf(request, 2);
        final BigDecimal mid = asked.add(asked.multiply(BigDecimal.valueOf(offMillis, 5)))
                .setScale(7, java.math.RoundingMode.DOWN)
                .add(BigDecimal.valueOf(nudge, 7));
        final BigDecimal half = BigDecimal.valueOf(halfSpread, 7);
        if (mid.subtract(half).signum() <= 0) {
            return;
        }
        final Scenario engine = quoted(asked.toPlainString(), asked.toPlainString());
        final long trade = engine.open(1, "price=" + asked.toPlainString()).id("tradeId");
        engine.quote("BTCUSD", mid.subtract(half).toPlainString(), mid.add(half).toPlainString());
        final BigDecimal slipped = mid.subtract(asked).abs().multiply(HUNDRED);
        final boolean tooFar = slipped.compareTo(asked.multiply(new BigDecimal("0.5"))) > 0;
        assertThat(engine.approve(trade).result()).isEqualTo(tooFar ? "SEC-050" : "OK");
        assertThat(engine.trade(trade).get("state")).isEqualTo(tooFar ? "REJECTED" : "ACCEPTED");
    }

    @Property(tries = 60)
    @Tag("H-5")
    @Tag("H-7")
    void shouldNeverLetAnExpiredOneWin(@ForAll @IntRange(min = -3, max = 3) final int offNs) {
        final Scenario engine = Scenario.normal("sluice.health.market-data-stale=1 h", "sluice.health.quote-stale=1 h");
        engine.quote("BTCUSD", "100", "100");
        final long trade = engine.open(1).id("tradeId");
        final int before = engine.records().size();
        engine.pass("300s"
                .replace(
                        "300",
                        new BigDecimal(300).add(BigDecimal.valueOf(offNs, 9)).toPlainString()));
        assertThat(engine.approve(trade).result()).isEqualTo(offNs < 0 ? "OK" : "EXPIRED");
        assertThat(engine.trade(trade).get("state")).isEqualTo(offNs < 0 ? "ACCEPTED" : "REJECTED");
        assertThat(engine.since(before).all("ApprovalExpired")).hasSize(offNs < 0 ? 0 : 1);
    }

    /** Whether the engine runs at the end or was down. */
    @Property(tries = 60)
    @Tag("H-7")
    @Tag("H-12")
    void shouldRejectWhatExpiredWithReasonChannelTimeAndHash(
            @ForAll @Size(min = 1, max = 6) final List<@IntRange(min = 1, max = 9) Integer> timeouts,
            @ForAll @IntRange(max = 10) final int downFrom,
            @ForAll @IntRange(max = 4) final int down) {
        final Scenario engine = Scenario.normal();
        for (int i = 0; i < timeouts.size(); i++) {
            engine.in("PolicyUpdate", "operatorId=alice", "approvalTimeoutSeconds=" + timeouts.get(i));
            engine.open(i + 1);
        }
        engine.pass(downFrom + "s");
        engine.restartAfter(down + "s");
        engine.pass("10s");
        final List<Outcome> expired = engine.everything().all("ApprovalExpired");
        assertThat(expired).hasSize(timeouts.size());
        for (final Outcome row : expired) {
            final Instant end = Instant.parse(row.get("expiresAt"));
            final Instant began = Instant.ofEpochSecond(0, Scenario.START_NS);
            final boolean whileDown =
                    end.isAfter(began.plusSeconds(downFrom)) && end.isBefore(began.plusSeconds(downFrom + down));
            assertThat(Instant.parse(row.get("decidedAt")))
                    .isEqualTo(whileDown ? began.plusSeconds(downFrom + down) : end);
            assertThat(row.get("status")).isEqualTo("REJECTED");
            assertThat(row.get("decisionReason")).isEqualTo("HITL_TIMEOUT");
            assertThat(row.get("decisionChannel")).isEqualTo("SYSTEM");
            assertThat(row.get("rowHash")).isEqualTo(ApprovalTest.rowHash(row));
        }
    }

    /** In whatever life: pending, or in history as it was decided, as far back as that reaches, with its hash. */
    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    @Tag("H-3a")
    @Tag("H-9")
    void shouldNeverDeleteAnApproval(@ForAll(supplier = RandomRun.Lives.class) final RandomRun.Life life) {
        final Scenario engine = life.run();
        final Map<String, Outcome> pending = new LinkedHashMap<>();
        final List<Outcome> decided = new ArrayList<>();
        for (final Outcome outcome : engine.everything().outcomes()) {
            if (outcome.type().equals("ApprovalCreated")) {
                assertThat(pending.put(outcome.get("tradeId"), outcome)).isNull();
            } else if (List.of("ApprovalDecided", "ApprovalExpired").contains(outcome.type())) {
                assertThat(pending.remove(outcome.get("tradeId"))).isNotNull();
                decided.add(outcome);
            }
        }
        assertThat(hashes(engine.view(View.PENDING))).containsExactlyInAnyOrderElementsOf(hashes(pending.values()));
        final int reach = Math.min(decided.size(), RandomRun.HISTORY);
        assertThat(hashes(engine.view(View.HISTORY)))
                .containsAll(hashes(decided.subList(decided.size() - reach, decided.size())));
    }

    private static List<String> hashes(final Collection<Outcome> rows) {
        rows.forEach(row -> assertThat(row.get("rowHash")).isEqualTo(ApprovalTest.rowHash(row)));
        return rows.stream().map(row -> row.get("rowHash")).toList();
    }

    @Property(tries = 40)
    @Tag("H-8")
    void shouldBlockAllApprovalsWhileTheGuardianIsLocked(
            @ForAll @IntRange(max = 6) final int pending, @ForAll @IntRange(min = 1, max = 5) final int later) {
        final Scenario engine = quoted("100", "100");
        final List<Long> trades = new ArrayList<>();
        for (int i = 1; i <= pending; i++) {
            trades.add(engine.open(i).id("tradeId"));
        }
        final Said lock = engine.in("GuardianLock", "reason=x", "origin=risk:r");
        assertThat(lock.one("GuardianChanged").get("pendingRejected")).isEqualTo(Integer.toString(pending));
        trades.forEach(trade -> {
            assertThat(engine.approve(trade).result()).isEqualTo("ALREADY_DECIDED");
            assertThat(engine.trade(trade).get("state")).isEqualTo("REJECTED");
        });
        for (int i = 1; i <= later; i++) {
            assertThat(engine.open(pending + i).get("code")).isEqualTo("SEC-020");
        }
        assertThat(engine.view(View.PENDING)).isEmpty();
    }

    @Property(tries = 40)
    @Tag("H-2")
    void shouldApproveAtOnceWithHitlDisabled(@ForAll("decimals") final String quantity, @ForAll final boolean sends) {
        final Scenario engine = Scenario.normal("sluice.hitl.enabled=false");
        final Outcome decision = engine.intent(1, sends ? "send" : "open", "quantity=" + quantity);
        assertThat(decision.brief()).isEqualTo("Decision ALLOW OK");
        assertThat(decision.get("warning")).isNotNull();
        final Outcome decided = engine.everything().one("ApprovalDecided");
        assertThat(decided.get("decisionReason")).isEqualTo("HITL_DISABLED");
        assertThat(decided.get("decisionChannel")).isEqualTo("SYSTEM");
        assertThat(engine.view(View.PENDING)).isEmpty();
    }

    @Property(tries = 40)
    @Tag("H-10")
    void shouldListPendingRequestsByTheirEnd(
            @ForAll @Size(max = 8) final List<@IntRange(min = 1, max = 600) Integer> timeouts) {
        final Scenario engine = Scenario.normal();
        int id = 0;
        for (final int timeout : timeouts) {
            engine.in("PolicyUpdate", "operatorId=alice", "approvalTimeoutSeconds=" + timeout);
            engine.open(++id);
        }
        final List<Outcome> pending = engine.view(View.PENDING);
        assertThat(pending).hasSize(timeouts.size());
        assertThat(pending).isSortedAccordingTo(Comparator.comparing((Outcome row) -> row.get("expiresAt")));
        assertThat(pending.stream().map(row -> Integer.valueOf(row.get("secondsRemaining"))))
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(timeouts);
    }

    @Property(tries = 60)
    @Tag("H-11")
    void shouldShowACompleteSnapshotWhenAPersonApproves(
            @ForAll @IntRange(min = 9_960, max = 10_040) final int bid,
            @ForAll @IntRange(max = 20) final int spread,
            @ForAll @IntRange(max = 9_000) final int waitMs) {
        final Scenario engine = Scenario.normal();
        final long trade = engine.open(1).id("tradeId");
        engine.pass(waitMs + "ms");
        engine.quote(
                "BTCUSD",
                BigDecimal.valueOf(bid, 2).toPlainString(),
                BigDecimal.valueOf(bid + spread, 2).toPlainString());
        final Said said = engine.approve(trade);
        if (!said.result().equals("OK")) {
            return;
        }
        final Outcome shown = said.one("MarketSnapshot");
        final BigDecimal mid = BigDecimal.valueOf(2L * bid + spread).divide(BigDecimal.valueOf(200));
        assertThat(new BigDecimal(shown.get("bid"))).isEqualByComparingTo(BigDecimal.valueOf(bid, 2));
        assertThat(new BigDecimal(shown.get("ask"))).isEqualByComparingTo(BigDecimal.valueOf(bid + spread, 2));
        assertThat(new BigDecimal(shown.get("spread"))).isEqualByComparingTo(BigDecimal.valueOf(spread, 2));
        assertThat(new BigDecimal(shown.get("midPrice"))).isEqualByComparingTo(mid);
        assertThat(shown.get("responseLatencyMs")).isEqualTo(Integer.toString(waitMs));
        assertThat(new BigDecimal(shown.get("priceDeviationPct")))
                .isEqualByComparingTo(
                        mid.subtract(HUNDRED).abs().multiply(HUNDRED).divide(HUNDRED, MathContext.DECIMAL128));
        assertThat(shown.get("correlationId")).isNotNull();
    }

    @Property(tries = 40)
    @Tag("H-13")
    void shouldServeADeepLinkOnce(@ForAll @Size(min = 1, max = 12) final List<@IntRange(max = 3) Integer> uses) {
        final Scenario engine = Scenario.normal();
        final Map<String, Integer> served = new HashMap<>();
        for (int i = 1; i <= 3; i++) {
            final long trade = engine.open(i).id("tradeId");
            engine.in("DeepLinkIssue", "tradeId=" + trade, "tokenHash=" + ("0" + i).repeat(32), "origin=monitor:m");
        }
        for (final int use : uses) {
            final String token = ("0" + (use == 0 ? 9 : use)).repeat(32);
            final Outcome said = engine.in("DeepLinkUse", "tokenHash=" + token, "channel=WEB", "origin=monitor:m")
                    .one("DeepLinkChanged");
            served.merge(token, said.get("event").equals("hitl.link.used") ? 1 : 0, Integer::sum);
        }
        assertThat(served.values()).allMatch(times -> times <= 1);
        assertThat(served.getOrDefault("00".repeat(32), 0)).as("never issued").isZero();
    }

    /** Answers by number: how each of some requests ends; its whole trail stands in the records. */
    @Property(tries = 60)
    @Tag("H-3")
    @Tag("H-5")
    void shouldLeaveACompleteTrailOfEveryRequest(
            @ForAll @Size(min = 1, max = 8) final List<@IntRange(max = 5) Integer> ends) {
        final Scenario engine = quoted("100", "100");
        final List<Long> trades = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            trades.add(engine.open(i + 1).id("tradeId"));
        }
        for (int i = 0; i < ends.size(); i++) {
            final long trade = trades.get(i);
            switch (ends.get(i)) {
                case 0 -> engine.approve(trade);
                case 1 -> engine.answer(trade, "REJECT");
                case 2 -> engine.answer(trade, "CANCEL");
                case 3 -> engine.intent(100 + i, "cancel", "tradeId=" + trade);
                case 4 -> engine.in(
                        "IntegrityViolation",
                        "tradeId=" + trade,
                        "store=sql",
                        "expectedHash=" + "aa".repeat(32),
                        "foundHash=" + "bb".repeat(32));
                default -> {
                    // it runs out
                }
            }
        }
        engine.pass("300s");
        for (int i = 0; i < ends.size(); i++) {
            final String trade = Long.toString(trades.get(i));
            final List<Outcome> trail = engine.everything().outcomes().stream()
                    .filter(outcome -> trade.equals(outcome.get("tradeId")))
                    .toList();
            final List<String> states = trail.stream()
                    .filter(outcome -> outcome.type().equals("TradeTransition"))
                    .map(outcome -> outcome.get("to"))
                    .toList();
            final String end = ends.get(i) == 0 ? "ACCEPTED" : "REJECTED";
            assertThat(states).containsExactly("AWAITING_APPROVAL", end);
            assertThat(trail.stream().filter(outcome -> outcome.type().equals("ApprovalCreated")))
                    .hasSize(1);
            final List<Outcome> ended = trail.stream()
                    .filter(outcome ->
                            List.of("ApprovalDecided", "ApprovalExpired").contains(outcome.type()))
                    .toList();
            assertThat(ended).hasSize(1);
            assertThat(ended.get(0).get("status")).isEqualTo(end);
            assertThat(ended.get(0).get("decisionReason")).isNotNull();
            assertThat(ended.get(0).get("rowHash")).isEqualTo(ApprovalTest.rowHash(ended.get(0)));
            assertThat(engine.view(View.HISTORY).stream().filter(row -> row.is("tradeId", trade)))
                    .as("never deleted")
                    .hasSize(1);
        }
    }

    @Property(tries = 40)
    @Tag("L-3")
    void shouldTouchNoOtherLockoutByDeletingOne(
            @ForAll @Size(min = 1, max = 8) final List<@IntRange(max = 7) Integer> deletions) {
        final Scenario engine = Scenario.free();
        final Map<Long, String> standing = new LinkedHashMap<>();
        final List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            final String symbol = "S" + i % 3;
            final long id = engine.in(
                            "LockoutCreate", "symbol=" + symbol, "reason=x", "durationSeconds=99", "operatorId=alice")
                    .one("LockoutChanged")
                    .id("lockoutId");
            ids.add(id);
            standing.put(id, symbol);
        }
        for (final int which : deletions) {
            final boolean stood = standing.remove(ids.get(which)) != null;
            assertThat(engine.in("LockoutDelete", "lockoutId=" + ids.get(which), "operatorId=alice")
                            .result())
                    .isEqualTo(stood ? "OK" : "NOT_FOUND");
            assertThat(engine.view(View.LOCKOUTS).stream().map(row -> row.id("lockoutId")))
                    .containsExactlyElementsOf(standing.keySet());
        }
        for (int i = 0; i < 3; i++) {
            assertThat(engine.open(i + 1, "symbol=S" + i).get("code"))
                    .isEqualTo(standing.containsValue("S" + i) ? "SYMBOL_LOCKED" : "OK");
        }
    }
}
