package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import io.sluice.json.JsonOutput;
import io.sluice.schema.FieldSpec;
import io.sluice.schema.MessageReader;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every field of every view, at moments that between them give each view a row. */
class ViewTableTest {
    private static final int FIRST_VIEW = 300;

    private final Set<String> seen = new HashSet<>();
    private final StringBuilder table = new StringBuilder("# Views\n\nA row a line, as readers of the state get it.\n");

    @Test
    void shouldShowEveryFieldOfEveryView() throws IOException {
        workingDay();
        recovery();
        emergency();
        drawdown();
        clients();
        Golden.check("views.md", table.toString());
        assertThat(seen).containsAll(fields());
    }

    /** Of requests that have ended, and of orders that are not ours. */
    private static final List<String> SHOWN_ELSEWHERE = List.of("RequestView.code", "CommandView.orderRef");

    private static List<String> fields() {
        return Schema.messages().stream()
                .filter(message -> message.id() >= FIRST_VIEW)
                .flatMap(message -> message.fields().stream().map(field -> name(message, field)))
                .filter(name -> !SHOWN_ELSEWHERE.contains(name))
                .toList();
    }

    private static String name(final MessageSpec message, final FieldSpec field) {
        return message.name() + "." + field.name();
    }

    private void workingDay() {
        final Scenario engine = Scenario.healthy("sluice.operators.four-eyes=true");
        engine.in("ModelPromoted", "modelName=alpha", "newVersion=2", "oldVersion=1", "origin=risk:r");
        engine.in("ModelPromoted", "modelName=beta", "newVersion=7", "oldVersion=6", "origin=risk:r");
        engine.in("ModelAck", "consumer=bot", "modelName=alpha", "modelVersion=2", "origin=strategy:1");
        engine.in("ModelAck", "consumer=risk", "modelName=alpha", "modelVersion=1", "origin=risk:r");
        final long bought = engine.open(1, "quantity=2", "modelName=alpha", "modelVersion=2")
                .id("tradeId");
        engine.approve(bought, "comment=as agreed");
        engine.open(1, "quantity=2", "modelName=alpha", "modelVersion=2");
        engine.part(bought, "0.5", "100.25", "leavesQuantity=1.5");
        engine.answer(engine.open(2, "side=SELL", "quantity=3").id("tradeId"), "REJECT", "comment=too much");
        final Outcome paper =
                engine.intent(1, "open", "strategyId=2", "tradingMode=paper", "quantity=4", "symbol=ETHUSD");
        engine.fill(paper.id("tradeId"), "4", "10.125", "symbol=ETHUSD", "tradingMode=paper");
        engine.quote("ETHUSD", "10.1", "10.2");
        engine.aliveFor("7s");
        engine.open(
                3,
                "side=SELL",
                "quantity=0.25",
                "price=101.5",
                "reasoning=a spread",
                "leverage=2",
                "riskPct=1.5",
                "confidence=0.7");
        engine.pass("500ms");
        engine.in(
                "LockoutCreate",
                "symbol=ETHUSD",
                "reason=news",
                "lockoutType=news_shock",
                "durationSeconds=600",
                "operatorId=alice");
        engine.in(
                "LockoutDelete",
                "operatorId=alice",
                "lockoutId=" + engine.view(View.LOCKOUTS).get(0).get("lockoutId"));
        engine.probe("market_data", false);
        engine.equity("980");
        engine.pass("250ms");
        show("A working day, in which much waits for a person", engine);
    }

    private void recovery() {
        final Scenario engine = Scenario.cold();
        engine.alive();
        engine.in("GuardianLock", "reason=margin call", "origin=risk:desk");
        engine.in("ForceMode", "mode=halt", "ttlSeconds=60", "operatorId=bob", "reason=a drill");
        engine.pass("1s");
        show("A cold start, locked by the guardian, under a forced mode", engine);
    }

    private void emergency() {
        final Scenario engine = Scenario.free("sluice.lockout.cooldown-losses=1", "sluice.lockout.cooldown=10 min");
        final long bought = engine.bought(1, "10");
        engine.open(2, "quantity=1");
        engine.report("BTCUSD", "10");
        engine.in("TradeClosed", "tradeId=" + bought, "realizedPnl=-3");
        engine.pass("2s");
        engine.stop();
        engine.pass("1s");
        show("A symbol that cools down, and an emergency whose commands the broker has not answered", engine);
    }

    private void drawdown() {
        final Scenario engine = Scenario.healthy();
        engine.event("fail_crit", "risk", "risk.timeout");
        engine.equity("890");
        engine.pass("1s");
        show("A component that failed, and then the hard drawdown", engine);
    }

    private void clients() {
        final Scenario engine = Scenario.cold();
        engine.client(1, "ATTACHED", "roles=[\"strategy\",\"broker\"]", "principal=paper", "name=desk");
        engine.client(2, "ATTACHED", "name=watcher");
        engine.client(2, "DETACHED", "name=watcher", "code=SILENT");
        engine.pass("1s");
        show("A cold start with a client at the door", engine);
    }

    private void show(final String moment, final Scenario engine) {
        table.append("\n## ").append(moment).append('\n');
        final JsonOutput json = new JsonOutput();
        final MessageReader reader = new MessageReader();
        for (final View view : View.values()) {
            table.append("\n### ").append(view.name().toLowerCase(Locale.ROOT)).append("\n\n");
            engine.machine().view(view, (buffer, offset, length) -> {
                table.append("    ");
                json.message(table, buffer, offset, length);
                table.append('\n');
                reader.wrap(buffer, offset, length);
                reader.spec().fields().stream()
                        .filter(field -> !reader.isAbsent(field))
                        .forEach(field -> seen.add(name(reader.spec(), field)));
            });
        }
    }
}
