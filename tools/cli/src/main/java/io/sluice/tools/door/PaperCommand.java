package io.sluice.tools.door;

import io.sluice.client.ClientOptions;
import io.sluice.client.E8;
import io.sluice.client.MarketDoor;
import io.sluice.client.RiskDoor;
import io.sluice.codec.TradingMode;
import io.sluice.control.view.View;
import io.sluice.engine.StateView;
import io.sluice.state.StateMapException;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
            "It attaches as any other process does. It quotes symbols on a random walk, gives the signs of life that "
                    + "the engine waits for, fills what is allowed, carries out closes and cancels, and reports "
                    + "orders, positions and equity. It serves live and paper orders; no money is real. At its start "
                    + "it holds what the engine's book holds."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice paper",
            "  sluice paper --symbol BTCUSD=64000 --symbol ETHUSD=3000",
            "",
            "Exit codes: 0 stopped, 1 refused, 2 bad usage, 4 no engine."
        })
final class PaperCommand implements Callable<Integer> {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int QUOTE_TURNS = 10;
    private static final int BEAT_TURNS = 50;
    private static final int REPORT_TURNS = 150;
    private static final double STEP = 0.0002;

    private final Console console;
    private final SplittableRandom random = new SplittableRandom(1);

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL=PRICE",
            description = "Quotes a symbol, beginning at this price; may be repeated. Without it BTCUSD=64000.")
    private final List<String> symbols = new ArrayList<>();

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
        final PaperAccount live = account();
        final PaperAccount paper = account();
        final List<String> names = new ArrayList<>();
        final long[] midsE8 = quoted(names);
        for (int i = 0; i < midsE8.length; i++) {
            live.mid(names.get(i), midsE8[i]);
            paper.mid(names.get(i), midsE8[i]);
        }
        final ClientOptions attach = options.client(console, "paper").patience(Duration.ofSeconds(5));
        try (PaperAdapter one = new PaperAdapter(attach, TradingMode.LIVE, live);
                PaperAdapter two =
                        new PaperAdapter(attach.name("sluice paper, paper orders"), TradingMode.PAPER, paper)) {
            hold(options.directory(console), live, paper);
            console.out().println("sluice paper: attached; quotes " + String.join(", ", names) + " until interrupted");
            console.out().flush();
            serve(one, two, live, paper, names, midsE8);
        }
        return Exit.GOOD;
    }

    private void serve(
            final PaperAdapter one,
            final PaperAdapter two,
            final PaperAccount live,
            final PaperAccount paper,
            final List<String> names,
            final long[] midsE8) {
        final MarketDoor market = one.client().market("paper");
        final RiskDoor risk = one.client().risk("paper");
        for (long turn = 0;
                !Thread.currentThread().isInterrupted() && one.client().isOpen();
                turn++) {
            if (turn % QUOTE_TURNS == 0) {
                for (int i = 0; i < midsE8.length; i++) {
                    midsE8[i] =
                            Math.max(E8.ONE / 100, midsE8[i] + (long) (midsE8[i] * STEP * (random.nextDouble() - 0.5)));
                    live.mid(names.get(i), midsE8[i]);
                    paper.mid(names.get(i), midsE8[i]);
                    market.quote(names.get(i), live.bid(names.get(i)), live.ask(names.get(i)));
                }
            }
            if (turn % BEAT_TURNS == 0) {
                one.beat();
                risk.heartbeat();
                market.heartbeat();
                risk.equity(live.equityE8());
            }
            if (turn % REPORT_TURNS == 1) {
                one.report();
            }
            one.work();
            two.work();
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private PaperAccount account() {
        try {
            return new PaperAccount(new BigDecimal(equity));
        } catch (final NumberFormatException e) {
            throw CommandException.usage("--equity: must be a decimal, is " + equity);
        }
    }

    private long[] quoted(final List<String> names) {
        final List<String> given = symbols.isEmpty() ? List.of("BTCUSD=64000") : symbols;
        final long[] midsE8 = new long[given.size()];
        for (int i = 0; i < midsE8.length; i++) {
            final String[] parts = given.get(i).split("=", 2);
            try {
                midsE8[i] = E8.of(parts[1]);
            } catch (final ArithmeticException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw CommandException.usage("--symbol: must be SYMBOL=PRICE, is " + given.get(i));
            }
            names.add(parts[0]);
        }
        return midsE8;
    }

    /** Begins with what the book holds, so that a paper account that started again agrees with it. */
    private static void hold(final Path directory, final PaperAccount live, final PaperAccount paper) {
        try (StateView state = StateView.open(directory)) {
            for (final Map<String, String> row : state.read(View.POSITIONS).rows(View.POSITIONS)) {
                final PaperAccount account = "paper".equals(row.get("tradingMode")) ? paper : live;
                account.holds(row.get("symbol"), E8.of(row.get("quantity")));
            }
        } catch (final StateMapException e) {
            // A journal that has only begun holds nothing.
            return;
        }
    }
}
