package io.sluice.tools.demo;

import io.sluice.client.StrategyClient;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.JournalKind;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.CommandFeed;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.replay.ReleasedFeed;
import io.sluice.replay.ReplayWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One run: opens the engine, sets the players around it, and moves time from moment to moment. At each everyone offers
 * what is due; where somebody may have to act on what comes of it, all wait until the engine has executed it, and act,
 * until nothing more comes. So the journal is the same in every run, however the threads are scheduled.
 */
final class Demo {
    private static final String CONFIG = "demo.conf";
    private static final int RISK_BEATS = 5;
    private static final int BAR_BEATS = 15;
    private static final int BATCH = 256;
    private static final int DIGITS = 3;
    private static final int AHEAD = DemoClock.AHEAD / 4;
    private static final double TENSE_PCT = -4;

    private final DemoOptions options;
    private final TradeTape tape;
    private final ViewerPage view;
    private final Ledger ledger = new Ledger();
    private final Crash crash;
    private final DemoClock clock;
    private final Histogram latency = new Histogram(DIGITS);

    private Engine engine;
    private Patience patience;
    private Doors doors;
    private Tail tail;
    private Feed feed;
    private ScriptedOperators operators;
    private Incidents incidents;
    private List<Desk> desks;
    private long recordedBefore;
    private long settledAt;
    private long fromNs;

    /** Everything of one trading mode: strategy, its client, the broker and its commands. */
    private record Desk(Style style, BarStrategy strategy, Asker asker, Broker broker, CommandFeed commands) {}

    Demo(final DemoOptions options, final TradeTape tape, final ViewerPage view) {
        this.options = options;
        this.tape = tape;
        this.view = view;
        crash = new Crash(options.crashAt());
        clock = new DemoClock(tape.timeNs(0), crash::look);
    }

    /** Nanoseconds from the offer of each intent to its answer. */
    Histogram latency() {
        return latency;
    }

    /**
     * Runs to the end of the trades, or is killed on the way.
     *
     * @param watch hears how the recovery of an earlier demo gets on.
     */
    void run(final ReplayWatch watch) {
        final long startedNs = System.nanoTime();
        final EngineOptions how = EngineOptions.of(config(options.settings()))
                .in(options.directory())
                .kind(JournalKind.DEMO)
                .clock(clock)
                .replayWatch(watch);
        try (Engine opened = Engine.open(how);
                StrategyClient live = opened.strategy(1);
                StrategyClient paper = opened.strategy(2);
                Tail everything = new Tail(
                        new ReleasedFeed(options.directory(), 1, opened.beacon()::lastSequence),
                        view.listeners(ledger),
                        new Patience(opened, options.directory()));
                CommandFeed liveCommands = opened.commands(TradingMode.LIVE);
                CommandFeed paperCommands = opened.commands(TradingMode.PAPER)) {
            engine = opened;
            tail = everything;
            clock.follow(engine::inputs);
            patience = new Patience(engine, options.directory());
            doors = new Doors(engine, clock, new Patience(engine, options.directory()), this::fall);
            view.opened(engine.startSequence(), System.nanoTime() - startedNs);
            recordedBefore = engine.startSequence() - 1;
            tail.readTo(recordedBefore);
            fromNs = Math.max(tape.timeNs(0), ledger.lastTimeNs());
            setUp(live, liveCommands, paper, paperCommands);
            crash.watch(engine.beacon());
            settle();
            askAgain();
            play(new Timeline(tape, fromNs));
        }
    }

    private void setUp(
            final StrategyClient live,
            final CommandFeed liveCommands,
            final StrategyClient paper,
            final CommandFeed paperCommands) {
        final long priceE8 = tape.priceE8(Math.max(0, tape.firstAtOrAfter(fromNs) - 1));
        feed = new Feed(doors, tape.timeNs(0), priceE8);
        operators = new ScriptedOperators(doors, ledger);
        incidents = new Incidents(doors, ledger, tape.timeNs(0));
        desks = List.of(
                desk(Style.live(), live, liveCommands, priceE8), desk(Style.paper(), paper, paperCommands, priceE8));
        learn();
    }

    private Desk desk(final Style style, final StrategyClient client, final CommandFeed commands, final long priceE8) {
        final Asker asker = new Asker(client, doors, latency);
        return new Desk(
                style,
                new BarStrategy(style, ledger, asker),
                asker,
                new Broker(style.mode(), doors, ledger, priceE8),
                commands);
    }

    /** Shows the strategies the prices of the bars that were over before. */
    private void learn() {
        final Timeline past = new Timeline(tape, tape.timeNs(0));
        long priceE8 = tape.priceE8(0);
        while (past.next() && past.timeNs() < fromNs) {
            priceE8 = past.isTrade() ? tape.priceE8(past.trade()) : priceE8;
            if (past.isBeat(BAR_BEATS) && past.beat() > 0) {
                final long barPriceE8 = priceE8;
                desks.forEach(desk -> desk.strategy.learn(barPriceE8));
            }
        }
    }

    /** After a crash: what waits for an answer, and the last intent of all, which may not have been heard (G-4). */
    private void askAgain() {
        int count = 0;
        for (final Desk desk : desks) {
            final Asked asked = ledger.asked(desk.style.strategyId());
            for (int i = 0; i < Asked.KEPT; i++) {
                final long intentId = asked.recentIds()[i];
                final boolean isOpen = intentId == asked.highestId()
                        || ledger.requests().stream()
                                .anyMatch(request -> request.strategyId() == desk.style.strategyId()
                                        && request.intentId() == intentId);
                if (intentId != 0 && isOpen) {
                    desk.asker.again(asked.recent()[i]);
                    settle();
                    count++;
                }
            }
        }
        if (count > 0) {
            view.askedAgain(
                    clock.wallNs(),
                    count,
                    desks.stream().mapToLong(desk -> desk.asker.repeats()).sum());
        }
    }

    private void play(final Timeline now) {
        long priceE8 = tape.priceE8(Math.max(0, now.tradesSoFar() - 1));
        while (now.next()) {
            doors.moveTo(now.timeNs());
            if (now.isTrade()) {
                priceE8 = tape.priceE8(now.trade());
                trade(priceE8);
            }
            desks.forEach(desk -> desk.broker.onMoment(now));
            feed.onMoment(now, priceE8);
            if (now.isBeat(RISK_BEATS)) {
                doors.sent(doors.risk().heartbeat(ComponentSource.RISK));
            }
            final boolean isBar = now.isBeat(BAR_BEATS) && now.beat() > 0;
            if (isBar || isTense(now) || doors.offered() - settledAt > AHEAD) {
                settle();
                operators.onMoment(now);
                settle();
                incidents.onMoment(now.timeNs());
                settle();
            }
            if (isBar && now.tradesSoFar() < tape.size()) {
                bar(now, priceE8);
            }
            view.moment(now, priceE8, ledger, latency);
        }
        settle();
    }

    private void trade(final long priceE8) {
        for (final Desk desk : desks) {
            if (desk.broker.onTrade(priceE8)) {
                settle();
            }
        }
    }

    private void bar(final Timeline now, final long priceE8) {
        for (final Desk desk : desks) {
            final boolean asked = desk.strategy.onBar(now.beat() / BAR_BEATS, now.timeNs(), priceE8);
            if (asked && recordedBefore > 0 && now.timeNs() == fromNs) {
                view.askedLate(now.timeNs(), desk.style.strategyId());
            }
            settle();
        }
    }

    /** Whether somebody may have to act on what just happened, so that nothing may be offered ahead of it. */
    private boolean isTense(final Timeline now) {
        final boolean isNearStop = view.drawdownPct() < TENSE_PCT;
        return !ledger.requests().isEmpty() || incidents.isDue(now.timeNs()) || isNearStop && !ledger.isFlat();
    }

    /** Lets everyone act on what came of the last inputs, until nothing more comes. */
    private void settle() {
        long offered;
        do {
            doors.await();
            offered = doors.offered();
            final long recorded = engine.beacon().lastSequence();
            tail.readTo(recorded);
            for (final Desk desk : desks) {
                desk.asker.poll();
                for (final Asker.Permit permit : desk.asker.takePermits()) {
                    act(desk, permit);
                }
                while (desk.commands.sequence() < recorded) {
                    if (desk.commands.poll(desk.broker, BATCH) == 0 && desk.commands.sequence() < recorded) {
                        patience.pause(desk.commands.sequence());
                    }
                }
            }
        } while (doors.offered() != offered);
        settledAt = offered;
    }

    private static void act(final Desk desk, final Asker.Permit permit) {
        switch (permit.action()) {
            case OPEN, SEND, REDUCE_ONLY -> desk.broker.place(permit.tradeId());
            case CANCEL -> desk.broker.cancel(permit.tradeId());
            case AMEND, QUERY, NULL_VAL -> throw new IllegalStateException("no intent asks for " + permit.action());
        }
    }

    /** The process dies here, if it is time. */
    private void fall() {
        if (crash.isDue()) {
            view.killed(engine.beacon().lastSequence());
            crash.kill();
        }
    }

    static LoadedConfig config(final List<String> settings) {
        try (InputStream in = Demo.class.getResourceAsStream(CONFIG)) {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ConfigLoader.load(CONFIG, text, Map.of(), settings);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
