package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Symbols locked out for a time (L-1 to L-3). */
class LockoutTest {
    private static Said lock(final Scenario engine, final String symbol, final int seconds, final String... more) {
        final String[] fields = new String[4 + more.length];
        fields[0] = "symbol=" + symbol;
        fields[1] = "reason=news";
        fields[2] = "durationSeconds=" + seconds;
        fields[3] = "operatorId=alice";
        System.arraycopy(more, 0, fields, 4, more.length);
        return engine.in("LockoutCreate", fields);
    }

    private static Said delete(final Scenario engine, final long id) {
        return engine.in("LockoutDelete", "lockoutId=" + id, "operatorId=bob");
    }

    @Test
    @Tag("L-1")
    void shouldHoldASymbolUntilItsEnd() {
        final Scenario engine = Scenario.free();
        final Outcome created = lock(engine, "BTCUSD", 60).one("LockoutChanged");
        assertThat(created.get("event")).isEqualTo("lockout.created");
        assertThat(created.get("lockoutType")).as("the default").isEqualTo("manual");
        assertThat(created.get("expiresAt")).isEqualTo("2026-01-05T09:01:00Z");
        final Outcome row = engine.view(View.LOCKOUTS).get(0);
        assertThat(row.get("lockoutId")).isEqualTo(created.get("lockoutId"));
        assertThat(row.get("symbol")).isEqualTo("BTCUSD");
        assertThat(row.get("reason")).isEqualTo("news");
        assertThat(row.get("createdBy")).isEqualTo("alice");
        assertThat(row.get("secondsRemaining")).isEqualTo("60");
        engine.at("59.999999999s");
        assertThat(engine.open(1).get("code")).isEqualTo("SYMBOL_LOCKED");
        final Outcome expired = engine.at("60s").one("LockoutChanged");
        assertThat(expired.get("event")).isEqualTo("lockout.expired");
        assertThat(expired.get("correlationId")).isEqualTo(created.get("correlationId"));
        assertThat(engine.open(2).get("code")).isEqualTo("OK");
        assertThat(engine.view(View.LOCKOUTS)).isEmpty();
    }

    @Test
    @Tag("L-1")
    void shouldBeFreeWhenNoLockoutHoldsItAnyMore() {
        final Scenario engine = Scenario.free();
        final long first = lock(engine, "BTCUSD", 60).one("LockoutChanged").id("lockoutId");
        final long second = lock(engine, "BTCUSD", 600).one("LockoutChanged").id("lockoutId");
        final long elsewhere = lock(engine, "ETHUSD", 600).one("LockoutChanged").id("lockoutId");
        assertThat(delete(engine, second).one("LockoutChanged").get("event")).isEqualTo("lockout.removed");
        assertThat(engine.open(1).get("code")).isEqualTo("SYMBOL_LOCKED");
        delete(engine, first);
        assertThat(engine.open(2).get("code")).isEqualTo("OK");
        assertThat(engine.open(3, "symbol=ETHUSD").get("code"))
                .as("deleting one touches no other")
                .isEqualTo("SYMBOL_LOCKED");
        assertThat(delete(engine, first).result()).isEqualTo("NOT_FOUND");
        assertThat(delete(engine, elsewhere).result()).isEqualTo("OK");
    }

    @Test
    @Tag("L-1")
    void shouldRefuseWhatCannotBe() {
        final Scenario engine = Scenario.free();
        assertThat(lock(engine, "BTCUSD", 0).result()).isEqualTo("OUT_OF_RANGE");
        assertThat(lock(engine, "BTCUSD", -5).result()).isEqualTo("OUT_OF_RANGE");
        assertThat(delete(engine, 12).result()).isEqualTo("NOT_FOUND");
        assertThat(engine.view(View.LOCKOUTS)).isEmpty();
    }

    @Test
    @Tag("L-2")
    void shouldLetExitsPassAndSayWhichAndUntilWhen() {
        final Scenario engine = Scenario.free();
        engine.bought(1, "5");
        final long working = engine.open(2, "quantity=3").id("tradeId");
        lock(engine, "BTCUSD", 60);
        final long longest = lock(engine, "BTCUSD", 90).one("LockoutChanged").id("lockoutId");
        final Outcome refused = engine.intent(3, "send");
        assertThat(refused.get("code")).isEqualTo("SYMBOL_LOCKED");
        assertThat(refused.get("message")).contains("2026-01-05T09:01:30Z");
        assertThat(refused.get("message")).contains(Long.toString(longest));
        final String named = "tradeId=" + working;
        assertThat(engine.intent(4, "amend", named, "quantity=4").get("code")).isEqualTo("SYMBOL_LOCKED");
        assertThat(engine.intent(5, "amend", named, "quantity=2").get("code")).isEqualTo("OK");
        assertThat(engine.intent(6, "cancel", named).get("code")).isEqualTo("OK");
        assertThat(engine.intent(7, "reduce_only", "side=SELL").get("code")).isEqualTo("OK");
        assertThat(engine.intent(8, "query").get("code")).isEqualTo("OK");
        assertThat(engine.open(9, "symbol=ETHUSD").get("code")).isEqualTo("OK");
        assertThat(engine.open(10, "tradingMode=paper").get("code"))
                .as("the symbol, in every mode")
                .isEqualTo("SYMBOL_LOCKED");
    }

    @Test
    @Tag("L-3")
    void shouldTakeNewsFromAFeed() {
        final Scenario engine = Scenario.free();
        final Said said = engine.in(
                "LockoutCreate",
                "symbol=BTCUSD",
                "reason=rate decision",
                "durationSeconds=30",
                "lockoutType=news_shock",
                "origin=market:feed");
        assertThat(said.one("LockoutChanged").get("lockoutType")).isEqualTo("news_shock");
        assertThat(engine.view(View.LOCKOUTS).get(0).get("createdBy")).isEqualTo("feed");
        assertThat(engine.open(1).get("code")).isEqualTo("SYMBOL_LOCKED");
    }

    private static Said closed(final Scenario engine, final long intentId, final String pnl, final String... fields) {
        final Outcome decision = engine.open(intentId, fields);
        assertThat(decision.brief()).isEqualTo("Decision ALLOW OK");
        engine.fill(
                decision.id("tradeId"),
                "1",
                "100",
                "symbol=" + decision.get("symbol"),
                "tradingMode=" + decision.get("tradingMode"));
        return engine.in("TradeClosed", "tradeId=" + decision.id("tradeId"), "realizedPnl=" + pnl);
    }

    @Test
    @Tag("L-3")
    void shouldCoolDownAfterLossesInARow() {
        final Scenario engine = Scenario.free("sluice.lockout.cooldown-losses=3", "sluice.lockout.cooldown=10 min");
        closed(engine, 1, "-1");
        closed(engine, 2, "-0.00000001");
        assertThat(closed(engine, 3, "0").all("LockoutChanged"))
                .as("no loss ends the row")
                .isEmpty();
        closed(engine, 4, "-1");
        closed(engine, 5, "-1", "symbol=ETHUSD");
        assertThat(closed(engine, 6, "").all("LockoutChanged")).as("not told").isEmpty();
        closed(engine, 7, "-1");
        final Outcome cooldown = closed(engine, 8, "-1").one("LockoutChanged");
        assertThat(cooldown.get("lockoutType")).isEqualTo("cooldown");
        assertThat(cooldown.get("tradingMode")).isEqualTo("live");
        assertThat(cooldown.get("message")).contains("(cooldown) for live orders until");
        assertThat(engine.view(View.LOCKOUTS).get(0).get("tradingMode")).isEqualTo("live");
        assertThat(cooldown.get("expiresAt")).isEqualTo("2026-01-05T09:10:00Z");
        assertThat(engine.view(View.LOCKOUTS).get(0).get("createdBy")).isNull();
        assertThat(engine.open(9).get("code")).isEqualTo("SYMBOL_LOCKED");
        assertThat(engine.open(10, "symbol=ETHUSD").get("code")).isEqualTo("OK");
        engine.pass("10m");
        assertThat(engine.open(11).get("code")).isEqualTo("OK");
        assertThat(closed(engine, 12, "-1").all("LockoutChanged"))
                .as("counted anew")
                .isEmpty();
    }

    @Test
    @Tag("L-3")
    void shouldNotNameWhoCreatedAnEarlierLockoutWhenItCoolsDown() {
        final Scenario engine = Scenario.free("sluice.lockout.cooldown-losses=1", "sluice.lockout.cooldown=10 min");
        final Outcome created = lock(engine, "ETHUSD", 60).one("LockoutChanged");
        delete(engine, created.id("lockoutId"));
        final Outcome cooldown = closed(engine, 1, "-1").one("LockoutChanged");
        assertThat(cooldown.get("createdBy")).isNull();
        assertThat(cooldown.get("reason")).isNotNull().isNotEqualTo(created.get("reason"));
        assertThat(engine.view(View.LOCKOUTS)).singleElement().satisfies(row -> {
            assertThat(row.get("createdBy")).isNull();
            assertThat(row.get("reason")).isEqualTo(cooldown.get("reason"));
        });
    }

    @Test
    @Tag("L-3")
    void shouldNotCoolDownUnlessAsked() {
        final Scenario engine = Scenario.free();
        for (int i = 1; i <= 20; i++) {
            assertThat(closed(engine, i, "-1").all("LockoutChanged")).isEmpty();
        }
    }

    @Test
    @Tag("L-1")
    @Tag("W-6")
    void shouldRunOnOverARestart() {
        final Scenario engine = Scenario.free();
        final long shorter = lock(engine, "BTCUSD", 60).one("LockoutChanged").id("lockoutId");
        lock(engine, "BTCUSD", 600);
        final Said start = engine.restartAfter("60s");
        assertThat(start.one("LockoutChanged").get("event")).isEqualTo("lockout.expired");
        assertThat(start.one("LockoutChanged").id("lockoutId")).isEqualTo(shorter);
        assertThat(engine.view(View.LOCKOUTS).get(0).get("secondsRemaining")).isEqualTo("540");
        assertThat(engine.at("600s").one("LockoutChanged").get("event")).isEqualTo("lockout.expired");
    }

    @Test
    @Tag("G-5")
    void shouldAlwaysFindRoomForALockout() {
        final Scenario engine = Scenario.free("sluice.capacity.lockouts=2", "sluice.capacity.symbols=2");
        engine.quote("AAA", "1", "2");
        engine.quote("BBB", "1", "2");
        for (int i = 0; i < 5; i++) {
            assertThat(lock(engine, "BTCUSD", 60 + i).result()).isEqualTo("OK");
        }
        assertThat(engine.view(View.LOCKOUTS)).hasSize(5);
        engine.pass("64s");
        assertThat(engine.view(View.LOCKOUTS)).isEmpty();
    }

    @Test
    @Tag("L-1")
    void shouldNameTheSymbolReasonAndTimesOfALockout() {
        final Scenario engine = Scenario.free();
        engine.pass("3s");
        final Outcome created = engine.in(
                        "LockoutCreate", "symbol=ETHUSD", "reason=why", "durationSeconds=60", "operatorId=bob")
                .one("LockoutChanged");
        assertThat(created.get("symbol")).isEqualTo("ETHUSD");
        assertThat(created.get("reason")).isEqualTo("why");
        assertThat(created.get("tradingMode"))
                .as("it holds orders of every mode")
                .isNull();
        assertThat(created.get("expiresAt")).isEqualTo("2026-01-05T09:01:03Z");
        final Outcome row = engine.view(View.LOCKOUTS).get(0);
        assertThat(row.get("createdAt")).isEqualTo("2026-01-05T09:00:03Z");
        assertThat(row.get("createdBy")).isEqualTo("bob");
        assertThat(row.get("reason")).isEqualTo("why");
    }

    @Test
    @Tag("L-2")
    void shouldNameTheLockoutThatHoldsASymbolLongest() {
        final Scenario engine = Scenario.free();
        final List<String> ids = new ArrayList<>();
        for (final int seconds : List.of(60, 90, 90, 30)) {
            ids.add(engine.in(
                            "LockoutCreate",
                            "symbol=BTCUSD",
                            "reason=x",
                            "durationSeconds=" + seconds,
                            "operatorId=bob")
                    .one("LockoutChanged")
                    .get("lockoutId"));
        }
        final Outcome refused = engine.open(1);
        assertThat(refused.get("blockedBy"))
                .as("the first of those that end last")
                .isEqualTo(ids.get(1));
        assertThat(refused.get("blockedUntil")).isEqualTo("2026-01-05T09:01:30Z");
    }

    @Test
    @Tag("G-5")
    @Tag("L-1")
    void shouldLetASymbolGiveWayOnceNoLockoutHoldsIt() {
        final Scenario engine = Scenario.free("sluice.capacity.symbols=1");
        engine.in("LockoutCreate", "symbol=ETHUSD", "reason=x", "durationSeconds=5", "operatorId=bob");
        assertThat(engine.open(1).get("code")).isEqualTo("CAPACITY");
        engine.pass("5s");
        assertThat(engine.open(1).get("code")).isEqualTo("OK");
    }
}
