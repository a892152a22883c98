package io.sluice.tools;

import io.sluice.client.AllowedOrder;
import io.sluice.client.Answer;
import io.sluice.client.DecisionHandler;
import io.sluice.client.E8;
import io.sluice.client.IntentWriter;
import io.sluice.client.Offer;
import io.sluice.client.StrategyClient;
import io.sluice.codec.ActionType;
import io.sluice.codec.Bool;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Side;
import io.sluice.codec.TradingMode;
import io.sluice.journal.JournalScan;
import io.sluice.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same intents in two languages, and what the journal holds of their decisions. */
final class TradeScenario {
    /** As tests/scenario.py of the Python client reads them. */
    static final String INTENTS =
            """
            1 open paper BTCUSD BUY 0.5 64000 - - - -
            2 open live BTCUSD BUY 0.5 64000 - 2 0.75 momentum é中𝄞
            3 send live BTCUSD SELL 0.25 64001.00000001 - - - -
            4 reduce_only live ETHUSD SELL 1 64000 - - - -
            5 cancel live BTCUSD - - - 5 - - -
            6 query live - - - - - - - -
            7 open live NOQUOTE BUY 1 0 - - - -
            8 open paper BTCUSD BUY 9999999999.99999999 64000 - - - -
            9 amend live BTCUSD BUY 1 64000 5 - - -
            1 open paper BTCUSD BUY 0.5 64000 - - - -
            1 open paper BTCUSD BUY 0.75 64000 - - - -
            10 open disabled BTCUSD BUY 0.5 64000 - - - -
            """;

    private TradeScenario() {}

    /** Asks for each in turn; what was decided, in the words of the Python script. */
    static List<String> play(final StrategyClient strategy) throws InterruptedException {
        final List<String> heard = new ArrayList<>();
        final DecisionHandler handler = new Scribe(heard);
        int asked = 0;
        for (final String line : INTENTS.lines().toList()) {
            final String[] words = line.split(" ", 11);
            Children.await(
                    () -> {
                        write(strategy, words);
                        return strategy.offer() == Offer.OFFERED;
                    },
                    () -> line + " is not taken: " + strategy.whyMalformed());
            final int wanted = ++asked;
            Children.await(
                    () -> {
                        strategy.poll(handler, 16);
                        return heard.size() >= wanted;
                    },
                    () -> line);
        }
        return heard;
    }

    private static void write(final StrategyClient strategy, final String[] words) {
        final IntentWriter intent = strategy.intent(
                Long.parseLong(words[0]),
                ActionType.valueOf(words[1].toUpperCase(Locale.ROOT)),
                TradingMode.valueOf(words[2].toUpperCase(Locale.ROOT)));
        for (int i = 3; i < words.length; i++) {
            if (!words[i].equals("-")) {
                set(intent, i, words[i]);
            }
        }
    }

    private static void set(final IntentWriter intent, final int place, final String word) {
        switch (place) {
            case 3 -> intent.symbol(word);
            case 4 -> intent.side(Side.valueOf(word));
            case 5 -> intent.quantity(E8.of(word));
            case 6 -> intent.price(E8.of(word));
            case 7 -> intent.tradeId(Long.parseLong(word));
            case 8 -> intent.leverage(E8.of(word));
            case 9 -> intent.confidence(E8.of(word));
            default -> intent.reasoning(word);
        }
    }

    private record Scribe(List<String> heard) implements DecisionHandler {
        private void note(final Answer answer) {
            heard.add(answer.intentId() + " " + answer.verdict() + " " + answer.codeText());
        }

        @Override
        public void onAllowed(final AllowedOrder order) {
            note(order);
        }

        @Override
        public void onHeld(final Answer answer) {
            note(answer);
        }

        @Override
        public void onRefused(final Answer answer) {
            note(answer);
        }

        @Override
        public void onLapsed(final Answer answer) {
            note(answer);
        }
    }

    /** Decisions of a strategy on record, all that does not depend on who asked and when. */
    static List<String> decisions(final Path directory, final int strategyId) {
        final List<String> found = new ArrayList<>();
        eachDecision(directory, decision -> {
            if (decision.strategyId() == strategyId) {
                found.add(text(decision));
            }
        });
        return found;
    }

    private static String text(final DecisionDecoder decision) {
        return String.join(
                " ",
                Long.toString(decision.intentId()),
                decision.action().toString(),
                decision.symbol(),
                decision.side().toString(),
                decision.tradingMode().toString(),
                decision.verdict().toString(),
                Schema.values("Code").spelling(decision.code().value()),
                decision.mode().toString(),
                decision.final_() + "/" + decision.repeat() + "/" + decision.actionable(),
                E8.toString(decision.quantity()),
                E8.toString(decision.price()),
                E8.toString(decision.leverage()),
                E8.toString(decision.held()),
                Integer.toString(decision.field()));
    }

    /** The trade that waits for a person. */
    static long waiting(final Path directory) {
        final List<Long> held = new ArrayList<>();
        eachDecision(directory, decision -> {
            if (decision.final_() == Bool.FALSE) {
                held.add(decision.tradeId());
            }
        });
        return held.get(0);
    }

    /** Calls for each decision on record. */
    static void eachDecision(final Path directory, final java.util.function.Consumer<DecisionDecoder> taker) {
        final DecisionDecoder decision = new DecisionDecoder();
        JournalScan.run(directory, (record, position) -> {
            record.input();
            while (record.nextOutcome()) {
                if (record.templateId() == DecisionDecoder.TEMPLATE_ID) {
                    taker.accept(decision.wrapAndApplyHeader(
                            record.buffer(), record.messageOffset(), new MessageHeaderDecoder()));
                }
            }
        });
    }
}
