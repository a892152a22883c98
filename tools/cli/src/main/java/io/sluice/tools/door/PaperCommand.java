package io.sluice.tools.door;

import io.sluice.client.ClientOptions;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import io.sluice.tools.demo.TradeTape;
import io.sluice.tools.paper.PaperFeed;
import io.sluice.tools.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice paper}: a paper broker, a feed and a risk service, for trying an engine; a process as any other. */
@Command(
        name = "paper",
        mixinStandardHelpOptions = true,
        header = "Runs a paper broker, feed and risk service for a running engine.",
        description = {
            "It attaches as any other process does. It quotes symbols on a random walk, or the real trades of the "
                    + "demo, gives the signs of life that the engine waits for, fills what is allowed, carries out "
                    + "closes and cancels, and reports orders, positions and equity. It serves live and paper orders; "
                    + "no money is real. At its start it holds what the engine's book holds."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice paper",
            "  sluice paper --symbol BTCUSD=64000 --symbol ETHUSD=3000",
            "  sluice paper --trades 60                  # BTCUSD of November 2013, an hour of it in a minute",
            "",
            "Exit codes: 0 stopped, 1 refused, 2 bad usage, 4 no engine."
        })
final class PaperCommand implements Callable<Integer> {
    private static final double MAX_SPEED = 100_000;

    private final Console console;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL=PRICE",
            description = "Quotes a symbol, beginning at this price; may be repeated. Without it BTCUSD=64000.")
    private final List<String> symbols = new ArrayList<>();

    @Option(
            names = "--trades",
            paramLabel = "SPEED",
            arity = "0..1",
            fallbackValue = "1",
            description = "Quotes BTCUSD as it was traded in the demo's week, so many times as fast (1), instead of a "
                    + "random walk. After the last trade it begins again.")
    private Double trades;

    @Option(
            names = "--equity",
            paramLabel = "AMOUNT",
            defaultValue = "100000",
            description = "Of the account (100000).")
    private String equity;

    @Mixin
    private DoorOptions options;

    /** @param console to speak to. */
    PaperCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final PaperFeed feed = feed();
        final ClientOptions attach = options.client(console, "paper").patience(Duration.ofSeconds(5));
        try (PaperVenue venue = new PaperVenue(attach, feed, equity(), options.directory(console))) {
            console.out()
                    .println("sluice paper: attached; quotes " + String.join(", ", venue.symbols())
                            + " until interrupted");
            console.out().flush();
            while (!Thread.currentThread().isInterrupted() && venue.isOpen()) {
                venue.turn();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PaperVenue.TURN_MS));
            }
        }
        return Exit.GOOD;
    }

    private BigDecimal equity() {
        try {
            return new BigDecimal(equity);
        } catch (final NumberFormatException e) {
            throw CommandException.usage("--equity: must be a decimal, is " + equity);
        }
    }

    private PaperFeed feed() {
        if (trades == null) {
            return PaperFeed.walk(symbols.isEmpty() ? List.of(TradeTape.SYMBOL + "=64000") : symbols);
        }
        if (!symbols.isEmpty() || !(trades > 0 && trades <= MAX_SPEED)) {
            throw CommandException.usage("--trades takes a speed above 0 and at most 100000, and no --symbol");
        }
        return PaperFeed.trades(trades, System::nanoTime);
    }
}
