package io.sluice.tools.watch;

import io.sluice.client.ClientOptions;
import io.sluice.codec.JournalKind;
import io.sluice.codec.TradingMode;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Daemon;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.demo.TradeTape;
import io.sluice.tools.paper.PaperFeed;
import io.sluice.tools.paper.PaperVenue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code sluice demo --serve}: the demo's trades at a speed that a person can follow, on real time, with pages in a
 * browser in which the viewer answers requests. Ends when it is interrupted.
 */
public final class WatchedDemo {
    private static final String CONFIG = "watch.conf";
    private static final String VIEWER = "alice";
    private static final String STAND_IN = "bob";
    private static final BigDecimal EQUITY = new BigDecimal("100000");

    private final Console console;
    private final Daemon daemon;

    /** @param console to speak to. */
    public WatchedDemo(final Console console) {
        this.console = console;
        daemon = new Daemon(console, "demo");
    }

    /**
     * Runs until it is interrupted.
     *
     * @param directory for the journal.
     * @param speed     times as fast as the trades happened, above 0.
     * @param settings  as {@code --set}: KEY=VALUE.
     * @return exit code.
     */
    public int run(final Path directory, final double speed, final List<String> settings) {
        final WatchServer server = ServiceLoader.load(WatchServer.class)
                .findFirst()
                .orElseThrow(
                        () -> CommandException.usage("--serve: tools/serve is not built, or not on the class path"));
        final LoadedConfig config = config(settings);
        return daemon.run(() -> work(server, config, directory, speed));
    }

    private int work(final WatchServer server, final LoadedConfig config, final Path directory, final double speed) {
        final EngineOptions how =
                EngineOptions.of(config).in(directory).kind(JournalKind.DEMO).door(true);
        try (Engine engine = Engine.open(how)) {
            final ClientOptions attach = ClientOptions.at(engine.door().path()).name("sluice paper");
            try (PaperVenue venue =
                            new PaperVenue(attach, PaperFeed.trades(speed, System::nanoTime), EQUITY, directory);
                    WatchedStrategy live = new WatchedStrategy(attach, 1, TradeTape.SYMBOL, TradingMode.LIVE);
                    WatchedStrategy second = new WatchedStrategy(attach, 3, TradeTape.SYMBOL, TradingMode.LIVE);
                    WatchedStrategy paper = new WatchedStrategy(attach, 2, TradeTape.SYMBOL, TradingMode.PAPER);
                    StandIn other = new StandIn(STAND_IN, engine.operator(STAND_IN), directory);
                    WatchServer.Pages pages = server.open(directory, config, VIEWER, this::say)) {
                welcome(pages.address(), speed);
                while (!daemon.isStopping() && engine.failure() == null && venue.isOpen()) {
                    venue.turn();
                    for (final WatchedStrategy strategy : List.of(live, paper, second)) {
                        strategy.turn(venue.midE8(TradeTape.SYMBOL));
                    }
                    other.turn();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PaperVenue.TURN_MS));
                }
            }
            if (engine.failure() != null) {
                throw new CommandException(
                        Exit.BAD, "the line has stopped: " + engine.failure().getMessage());
            }
        }
        say("stopped");
        return Exit.GOOD;
    }

    private void welcome(final String address, final double speed) {
        say("real trades of November 2013, "
                + BigDecimal.valueOf(speed).stripTrailingZeros().toPlainString()
                + " times as fast as they happened; nothing here is real money");
        say("open " + address);
        say("you are " + VIEWER + ": answer what waits under Trading; after " + StandIn.REQUEST_S + " s " + STAND_IN
                + " does. Ctrl-C ends it");
    }

    private synchronized void say(final String sentence) {
        console.out().println("sluice demo: " + sentence);
        console.out().flush();
    }

    private static LoadedConfig config(final List<String> settings) {
        try (InputStream in = WatchedDemo.class.getResourceAsStream(CONFIG)) {
            return ConfigLoader.load(CONFIG, new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.of(), settings);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
