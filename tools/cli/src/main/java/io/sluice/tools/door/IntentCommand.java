package io.sluice.tools.door;

import io.sluice.client.ClientListener;
import io.sluice.client.ClientOptions;
import io.sluice.client.Door;
import io.sluice.client.EngineException;
import io.sluice.client.EngineListener;
import io.sluice.client.Offer;
import io.sluice.client.Outcome;
import io.sluice.client.SluiceClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.json.JsonOutput;
import io.sluice.tools.cli.CommandException;
import io.sluice.tools.cli.Console;
import io.sluice.tools.cli.Exit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice intent}: asks the engine as a strategy does, and waits for the decision. */
@Command(
        name = "intent",
        mixinStandardHelpOptions = true,
        header = "Asks for an order as a strategy, and waits for the decision.",
        description = {
            "Of a held order it waits for the final decision too, however long a person takes; the strategy is free "
                    + "for its own client meanwhile. Nobody sends this order to a broker: whoever gets an ALLOW would "
                    + "do that, and this command only shows it."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice intent open BTCUSD buy 0.5 --price 64000 --mode live",
            "  sluice intent cancel --trade 548864",
            "",
            "Exit codes: 0 allowed, 1 refused, 2 bad usage, 4 no engine, 6 held (with --no-wait), 7 unknown."
        })
final class IntentCommand implements Callable<Integer> {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Console console;
    private final BlockingQueue<Outcome> decisions = new LinkedBlockingQueue<>();
    private final UUID id = UUID.randomUUID();
    /** Whatever ends a request gives its record another correlation id: its final decision is known by the trade. */
    private volatile long heldTrade;

    private volatile long lostNs;
    private volatile boolean isLost;

    @Parameters(index = "0", paramLabel = "ACTION", description = "open, send, amend, cancel, reduce_only or query.")
    private String action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SYMBOL", description = "The symbol.")
    private String symbol;

    @Parameters(index = "2", arity = "0..1", paramLabel = "SIDE", description = "buy or sell.")
    private String side;

    @Parameters(index = "3", arity = "0..1", paramLabel = "QUANTITY", description = "A decimal.")
    private String quantity;

    @Option(names = "--price", paramLabel = "PRICE", description = "Limit; without it at market.")
    private String price;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "paper", description = "paper (unless said) or live.")
    private String mode;

    @Option(names = "--strategy", paramLabel = "N", defaultValue = "0", description = "As this strategy (0).")
    private int strategy;

    @Option(names = "--trade", paramLabel = "ID", description = "The trade meant: of an amend or cancel.")
    private String trade;

    @Option(names = "--no-wait", description = "Does not wait for the final decision of a held order.")
    private boolean noWait;

    @Mixin
    private DoorOptions options;

    /** @param console to speak to. */
    IntentCommand(final Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        final Args args = args();
        final ClientOptions attach = options.client(console, "intent");
        final ClientOptions reader = attach.outcomes(0, "Decision").listener(new ClientListener() {
            @Override
            public void onAttached(final boolean isAgain, final long startSequence) {
                isLost = false;
            }

            @Override
            public void onLost(final String why) {
                lostNs = System.nanoTime();
                isLost = true;
            }

            @Override
            public void onOutcome(final EngineListener.Moment at, final Outcome outcome) {
                if (at.correlationId().equals(id) || isOf(heldTrade, outcome)) {
                    heldTrade = of(outcome).tradeId();
                    decisions.add(outcome);
                }
            }
        });
        // A strategy has one client. Who waits for a person must not keep it from its own: that only reads.
        try (SluiceClient waiting = SluiceClient.connect(reader)) {
            return hear(ask(attach, args));
        }
    }

    /** The first decision; the strategy is free again after it. */
    private Outcome ask(final ClientOptions attach, final Args args) {
        try (SluiceClient client = SluiceClient.connect(attach.strategy(strategy))) {
            offer(client, args);
            return next(options.timeout().toNanos());
        } catch (final EngineException e) {
            if (e.code() != EngineException.Code.CLIENT_EXISTS) {
                throw e;
            }
            throw new CommandException(
                    Exit.BAD,
                    "nothing was sent: strategy " + strategy + " is at work, and two who give ids to its intents would "
                            + "disturb each other; name a free number with --strategy, or end its client ("
                            + e.getMessage() + ")");
        }
    }

    private Args args() {
        final Map<String, String> values = new HashMap<>();
        put(values, "ACTION", action);
        put(values, "SYMBOL", symbol == null ? null : symbol.toUpperCase(java.util.Locale.ROOT));
        put(values, "SIDE", side == null ? null : side.toUpperCase(java.util.Locale.ROOT));
        put(values, "QUANTITY", quantity);
        put(values, "--price", price);
        put(values, "--mode", mode);
        put(values, "--trade", trade);
        if (strategy < 0) {
            throw CommandException.usage("--strategy: no strategy has a number below 0");
        }
        return new Args(values);
    }

    private static void put(final Map<String, String> values, final String name, final String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private void offer(final SluiceClient client, final Args args) {
        final Door door = client.door(Role.STRATEGY, Integer.toString(strategy));
        final OrderIntentEncoder intent = door.begin(new OrderIntentEncoder())
                .strategyId(strategy)
                .intentId(client.highestIntentId() + 1)
                .action(args.choice("ACTION", "ActionType", v -> ActionType.get((short) v)))
                .tradingMode(args.choice("--mode", "TradingMode", v -> TradingMode.get((short) v)));
        if (args.has("SYMBOL")) {
            if (symbol.length() > OrderIntentEncoder.symbolLength()) {
                throw CommandException.usage("SYMBOL: at most 24 characters");
            }
            intent.symbol(args.text("SYMBOL"));
        }
        if (args.has("SIDE")) {
            intent.side(args.choice("SIDE", "Side", v -> Side.get((short) v)));
        }
        if (args.has("QUANTITY")) {
            intent.quantity(args.decimal("QUANTITY"));
            intent.price(args.has("--price") ? args.decimal("--price") : 0);
        }
        if (args.has("--trade")) {
            intent.tradeId(args.id("--trade"));
        }
        intent.modelName("").modelVersion("").reasoning("");
        door.correlationId(id.getMostSignificantBits(), id.getLeastSignificantBits());
        final Offer offer = door.offer(intent);
        switch (offer) {
            case OFFERED -> {}
            case MALFORMED -> throw CommandException.usage(
                    "no intent can say that: this action needs symbol, side and quantity, or --trade");
            case BACK_PRESSURED, DROPPED -> throw new CommandException(
                    Exit.BAD, "the engine has no room: nothing was sent");
            case ENGINE_LOST, ENGINE_STOPPED -> throw new CommandException(
                    Exit.NO_ENGINE, "the engine was lost: nothing was sent");
        }
    }

    private static boolean isOf(final long trade, final Outcome decision) {
        return trade != 0 && of(decision).tradeId() == trade;
    }

    private static DecisionDecoder of(final Outcome decision) {
        return new DecisionDecoder().wrapAndApplyHeader(decision.message(), 0, new MessageHeaderDecoder());
    }

    private int hear(final Outcome first) {
        Outcome decision = first;
        DecisionDecoder said = tell(decision);
        final long trade = said.tradeId();
        if (said.verdict() == Verdict.HOLD && said.final_() == Bool.FALSE && !noWait) {
            if (!options.json()) {
                console.out()
                        .println("trade " + trade + " waits for a person: " + console.launcher() + " approve " + trade);
                console.out().flush();
            }
            do {
                decision = last(trade);
            } while (of(decision).final_() == Bool.FALSE);
            said = tell(decision);
        }
        return switch (said.verdict()) {
            case ALLOW -> Exit.GOOD;
            case HOLD -> Exit.WAITS;
            case REJECT, NULL_VAL -> Exit.BAD;
        };
    }

    /** Waits as long as the person may take, and for an engine that is gone as long as {@code --timeout} says. */
    private Outcome last(final long trade) {
        while (!Thread.currentThread().isInterrupted()) {
            final Outcome next = poll(LOOK_NS);
            if (next != null) {
                return next;
            }
            if (isLost && System.nanoTime() - lostNs > options.timeout().toNanos()) {
                throw new CommandException(
                        Exit.NO_ENGINE,
                        "the engine was lost and did not come back; the order still waits: once the engine " + "runs, "
                                + console.launcher() + " approval " + trade + " shows it");
            }
        }
        return next(0);
    }

    private Outcome poll(final long limitNs) {
        try {
            return decisions.poll(limitNs, TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Outcome next(final long limitNs) {
        final Outcome next = poll(limitNs);
        if (next != null) {
            return next;
        }
        throw new EngineException(
                EngineException.Code.OUTCOME_UNKNOWN,
                "no decision came in time; its correlation id is " + id + ", sluice tail shows whether it was decided");
    }

    private DecisionDecoder tell(final Outcome decision) {
        if (options.json()) {
            final StringBuilder line = new StringBuilder();
            new JsonOutput()
                    .message(line, decision.message(), 0, decision.message().capacity());
            console.out().println(line);
        } else {
            console.out().println(decision.sentence());
        }
        console.out().flush();
        return of(decision);
    }
}
