package io.sluice.bench;

import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.config.ConfigLoader;
import io.sluice.config.LoadedConfig;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;

/** Writes a journal with the machine's own records, a millisecond of engine time apart; every answer is checked. */
final class JournalMaker {
    private static final long STEP_NS = 1_000_000;
    private static final int LIVE_EVERY = 10;
    private static final int MOVES = 0x3F;
    private static final long MOVE_E8 = 100_0000;

    /** What the records are. */
    enum Mix {
        /**
         * In 100 inputs 80 quotes of 20 symbols, 5 equities, 5 signs of life, 5 intents and 5 fills; in every tenth
         * hundred one of the intents is held for a person and approved.
         */
        DAY,
        /** An intent and its fill in turn, nothing else but a quote a second. */
        ORDERS;

        private void cycle(final BenchMachine machine, final long number) {
            switch (this) {
                case DAY -> day(machine, number);
                case ORDERS -> order(machine, false);
            }
        }
    }

    private JournalMaker() {}

    /** Makes at least so many records; returns how many. */
    static long make(final Path directory, final Mix mix, final long records) {
        final LoadedConfig config =
                ConfigLoader.load("bench", "", Map.of(), List.of("sluice.hitl.allowed-operators=[alice]"));
        final ExpandableArrayBuffer start = new ExpandableArrayBuffer();
        final int length = Replays.firstStart(config, start);
        try (Journal journal = Journal.open(directory, JournalSettings.DEFAULT)) {
            final BenchMachine machine = new BenchMachine(config, STEP_NS, journal::append);
            machine.start(start, length);
            for (long number = 0; machine.records() < records; number++) {
                mix.cycle(machine, number);
            }
            return machine.records();
        }
    }

    private static void day(final BenchMachine machine, final long number) {
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 16; j++) {
                machine.quote((i * 16 + j) % Inputs.SYMBOLS, (number * 7 + i + j & MOVES) * MOVE_E8);
            }
            machine.equity();
            if (i < 4) {
                machine.heartbeat(i);
            } else {
                machine.heartbeat(0);
            }
            order(machine, i == 0 && number % LIVE_EVERY == 0);
        }
    }

    private static void order(final BenchMachine machine, final boolean live) {
        final long trade =
                live ? machine.open(TradingMode.LIVE, Verdict.HOLD) : machine.open(TradingMode.PAPER, Verdict.ALLOW);
        if (live) {
            machine.approve(trade);
        }
        machine.fill(trade, machine.intentId());
    }
}
