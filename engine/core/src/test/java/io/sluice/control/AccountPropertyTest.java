package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.control.view.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** The picture of the account under any order, repetition and loss of what a venue reports (H-3a, R-4). */
class AccountPropertyTest {
    private static final String[] TERMINAL = {"FILLED", "CANCELLED", "EXPIRED"};

    /** One fill of an order, as the venue tells it. */
    private record Fill(int order, int quantity) {}

    /**
     * What the venue did and how it reports it.
     *
     * @param fills      of three orders of ten each: two purchases, one sale.
     * @param cumulative whether each order's reports carry a cumulative count.
     * @param seed       of the order in which the reports come, and of repetitions.
     */
    private record Story(List<Fill> fills, List<Boolean> cumulative, long seed) {}

    @Provide
    Arbitrary<Story> stories() {
        return Combinators.combine(
                        Combinators.combine(
                                        Arbitraries.integers().between(0, 2),
                                        Arbitraries.integers().between(1, 3))
                                .as(Fill::new)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(9),
                        Arbitraries.of(false, true).list().ofSize(3),
                        Arbitraries.longs())
                .as(Story::new);
    }

    private static long[] orders(final Scenario engine) {
        final long[] ids = new long[3];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = engine.open(i + 1, "quantity=10", "side=" + side(i)).id("tradeId");
        }
        return ids;
    }

    private static String side(final int order) {
        return order == 2 ? "SELL" : "BUY";
    }

    /** The reports of all fills in the order in which they happened, as fields. */
    private static List<String[]> reports(final Story story, final long[] ids) {
        final int[] filled = new int[ids.length];
        final List<String[]> reports = new ArrayList<>();
        for (final Fill fill : story.fills) {
            filled[fill.order] += fill.quantity;
            reports.add(new String[] {
                "tradeId=" + ids[fill.order],
                "execId=e" + reports.size(),
                "status=PARTIAL",
                "symbol=BTCUSD",
                "side=" + side(fill.order),
                "lastQuantity=" + fill.quantity,
                "lastPrice=100",
                "leavesQuantity=1",
                story.cumulative.get(fill.order) ? "cumQuantity=" + filled[fill.order] : "cumQuantity="
            });
        }
        return reports;
    }

    private static String truth(final Story story, final int upTo) {
        int sum = 0;
        for (final Fill fill : story.fills.subList(0, upTo)) {
            sum += fill.order == 2 ? -fill.quantity : fill.quantity;
        }
        return Integer.toString(sum);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    @Tag("H-3a")
    void shouldHoldTheTruthForAnyOrderAndRepetitionOfExecutions(@ForAll("stories") final Story story) {
        final Scenario engine = Scenario.free();
        final List<String[]> reports = reports(story, orders(engine));
        final Random random = new Random(story.seed);
        final List<String[]> told = new ArrayList<>(reports);
        reports.forEach(report -> {
            if (random.nextInt(3) == 0) {
                told.add(report);
            }
        });
        Collections.shuffle(told, random);
        told.forEach(report -> engine.in("ExecutionReport", report));
        assertThat(engine.position("BTCUSD")).isEqualTo(truth(story, story.fills.size()));
        Invariants.check(engine.machine());
        told.forEach(report -> engine.in("ExecutionReport", report));
        assertThat(engine.position("BTCUSD")).as("all once more").isEqualTo(truth(story, story.fills.size()));
    }

    /** Without its trade first, or under the trade first and without it after a reconnect: it moves the book once. */
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    @Tag("H-3a")
    void shouldMoveTheBookByNoExecutionTwice(@ForAll("stories") final Story story) {
        final Scenario engine = Scenario.free();
        final List<String[]> reports = reports(story, orders(engine));
        final Random random = new Random(story.seed);
        for (final String[] report : reports) {
            final String[] nameless = report.clone();
            nameless[0] = "tradeId=0";
            nameless[8] = "cumQuantity=";
            final boolean first = random.nextBoolean();
            engine.in("ExecutionReport", first ? nameless : report);
            engine.in("ExecutionReport", first ? report : nameless);
            engine.in("ExecutionReport", random.nextBoolean() ? nameless : report);
        }
        assertThat(engine.position("BTCUSD")).isEqualTo(truth(story, story.fills.size()));
        final List<Outcome> trades = engine.view(View.TRADES);
        int filled = 0;
        for (final Outcome trade : trades) {
            filled += Integer.parseInt(trade.get("filledQuantity"));
        }
        assertThat(filled)
                .isEqualTo(story.fills.stream().mapToInt(Fill::quantity).sum());
    }

    /** Reports may be lost: what is counted is never more than what the venue filled, on either side. */
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    @Tag("H-3a")
    void shouldNeverCountMoreThanTheTruth(@ForAll("stories") final Story story) {
        final Scenario engine = Scenario.free();
        final long[] ids = orders(engine);
        final List<String[]> reports = reports(story, ids);
        final Random random = new Random(story.seed);
        final int[] filled = new int[ids.length];
        for (int i = 0; i < reports.size(); i++) {
            filled[story.fills.get(i).order] += story.fills.get(i).quantity;
            if (random.nextInt(3) > 0) {
                engine.in("ExecutionReport", reports.get(random.nextInt(i + 1)));
            }
            for (int order = 0; order < ids.length; order++) {
                assertThat(Integer.parseInt(engine.trade(ids[order]).get("filledQuantity")))
                        .isBetween(0, filled[order]);
            }
        }
    }

    /**
     * A report that is at most a grace old and whose fills come within a grace is never a mismatch, and the book is the
     * truth in the end (assumptions A1 and A2 of R-4).
     */
    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    @Tag("R-4")
    void shouldCallNoReportAMismatchThatFillsExplain(@ForAll("stories") final Story story) {
        final Scenario engine = Scenario.free();
        final List<String[]> reports = reports(story, orders(engine));
        final Random random = new Random(story.seed);
        int told = 0;
        for (int done = 1; done <= reports.size(); done++) {
            engine.pass(random.nextInt(200) + "ms");
            if (random.nextBoolean()) {
                engine.report("BTCUSD", truth(story, Math.max(0, done - random.nextInt(2))));
            }
            while (told < done && random.nextInt(3) > 0) {
                engine.in("ExecutionReport", reports.get(told++));
            }
        }
        while (told < reports.size()) {
            engine.in("ExecutionReport", reports.get(told++));
        }
        engine.pass("10s");
        assertThat(engine.mode()).isEqualTo("normal");
        assertThat(engine.everything().briefs("BookAdjusted")).isEmpty();
        assertThat(engine.position("BTCUSD")).isEqualTo(truth(story, story.fills.size()));
    }

    /** A machine that goes on from an image, at any record, says byte for byte the same. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    @Tag("J-3")
    @Tag("E-2")
    void shouldGoOnFromAnImageOfTheAccountAtAnyRecord(@ForAll("stories") final Story story) {
        final Scenario engine = Scenario.free();
        final Scenario imaged = Scenario.free();
        final Random random = new Random(story.seed);
        final List<String[]> reports = reports(story, orders(engine));
        orders(imaged);
        for (int i = 0; i < reports.size(); i++) {
            final int at = i;
            both(engine, imaged, random, one -> one.in("ExecutionReport", reports.get(at)));
            final int quantity = random.nextInt(9) - 4;
            final String last = random.nextInt(4) > 0 ? "last=true" : "last=false";
            final String report = "reportId=" + i;
            both(
                    engine,
                    imaged,
                    random,
                    one -> one.in("PositionReport", report, "symbol=BTCUSD", "quantity=" + quantity, last));
            both(engine, imaged, random, one -> one.in("OpenOrder", report, "tradeId=0", last));
            if (i == 2) {
                both(engine, imaged, random, Scenario::stop);
            }
            final String pause = random.nextInt(2500) + "ms";
            both(engine, imaged, random, one -> one.pass(pause));
            answer(engine, imaged, random);
        }
        assertThat(imaged.records()).hasSameSizeAs(engine.records());
        for (int i = 0; i < engine.records().size(); i++) {
            assertThat(imaged.records().get(i).outcomes())
                    .isEqualTo(engine.records().get(i).outcomes());
        }
        engine.replay();
    }

    private static void answer(final Scenario engine, final Scenario imaged, final Random random) {
        final List<Outcome> open = engine.view(View.COMMANDS);
        if (open.isEmpty()) {
            return;
        }
        final Outcome command = open.get(random.nextInt(open.size()));
        final String status = TERMINAL[random.nextInt(TERMINAL.length)];
        final boolean closes = command.get("side") != null;
        final String[] fields = {
            "tradeId=" + (command.get("tradeId") == null ? 0 : command.get("tradeId")),
            "commandId=" + command.get("commandId"),
            "execId=c" + engine.records().size(),
            "status=" + status,
            "symbol=BTCUSD",
            "side=" + (closes ? command.get("side") : "BUY"),
            "lastQuantity=" + (closes && status.equals("FILLED") ? command.get("quantity") : "0"),
            "lastPrice=0",
            "leavesQuantity=0"
        };
        both(engine, imaged, random, one -> one.in("ExecutionReport", fields));
    }

    private static void both(
            final Scenario engine,
            final Scenario imaged,
            final Random random,
            final java.util.function.Consumer<Scenario> input) {
        input.accept(engine);
        input.accept(imaged);
        if (random.nextInt(4) == 0) {
            imaged.swap();
        }
    }
}
