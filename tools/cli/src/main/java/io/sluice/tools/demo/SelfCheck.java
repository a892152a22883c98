package io.sluice.tools.demo;

import io.sluice.codec.Bool;
import io.sluice.codec.BreachLevel;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DrawdownBreachDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.OrderIntentDecoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.journal.JournalScan;
import io.sluice.journal.RecordListener;
import io.sluice.journal.ScanResult;
import io.sluice.record.RecordDecoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What must hold at the end, computed from the journal alone, from its first record to its last. */
public final class SelfCheck {
    private final Ledger ledger = new Ledger();
    private final Counter counter = new Counter();
    private final SafetyCheck safety = new SafetyCheck();
    private final ScanResult scan;

    /** One thing that must hold. */
    public record Finding(boolean holds, String text) {}

    private record Key(int strategyId, long intentId) {}

    private record Given(Verdict verdict, Code code, long tradeId) {}

    /** What one intent was answered. */
    private static final class Answers {
        private Given latest;
        private int finals;
        private int repeats;
        private int different;
    }

    private SelfCheck(final Path directory) {
        scan = JournalScan.run(directory, (record, position) -> {
            ledger.onRecord(record, position);
            record.rewind();
            counter.onRecord(record, position);
            record.rewind();
            safety.onRecord(record, position);
        });
    }

    /** Reads a journal to which nothing is being written. */
    public static SelfCheck of(final Path directory) {
        return new SelfCheck(directory);
    }

    /** What must hold, and whether it does. */
    public List<Finding> findings() {
        final long wrong = counter.answers.values().stream()
                .filter(answers -> answers.finals != 1 || answers.different > 0)
                .count();
        final int repeats = counter.answers.values().stream()
                .mapToInt(answers -> answers.repeats)
                .sum();
        final boolean isFlat = ledger.isFlat();
        final List<Finding> trading = List.of(
                new Finding(
                        scan.damage() == null && scan.tornTail() == null,
                        Words.count(scan.records()) + " records in sequence, every checksum good, "
                                + (counter.starts == 1 ? "one start" : counter.starts + " starts")),
                new Finding(
                        wrong == 0,
                        Words.count(counter.answers.size()) + " intents, each with exactly one answer"
                                + (repeats == 0 ? "" : "; " + repeats + " asked again, answered the same")),
                new Finding(
                        counter.triggered == (counter.hard > 0 ? 1 : 0),
                        counter.hard == 0
                                ? "no hard breach, no emergency stop"
                                : "hard drawdown breach: " + times(counter.triggered) + " an emergency stop"),
                new Finding(
                        counter.triggered == 0 || isFlat && counter.completed > 0,
                        isFlat
                                ? "flat at the end: no position, no working order"
                                : "positions at the end: " + position(TradingMode.LIVE) + ", "
                                        + position(TradingMode.PAPER)));
        return Stream.concat(trading.stream(), safety.findings().stream()).toList();
    }

    /** Whether all of it holds. */
    public boolean holds() {
        return findings().stream().allMatch(Finding::holds);
    }

    /** Records of the journal. */
    public long records() {
        return scan.records();
    }

    private String position(final TradingMode mode) {
        return Words.quantity(ledger.account(mode).quantityE8()) + " BTC "
                + mode.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String times(final int count) {
        return count == 1 ? "exactly once" : count + " times";
    }

    private static final class Counter implements RecordListener {
        private final Map<Key, Answers> answers = new HashMap<>();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final OrderIntentDecoder intent = new OrderIntentDecoder();
        private final DecisionDecoder decision = new DecisionDecoder();
        private final EmergencyChangedDecoder emergency = new EmergencyChangedDecoder();
        private final DrawdownBreachDecoder breach = new DrawdownBreachDecoder();
        private int starts;
        private int triggered;
        private int completed;
        private int hard;

        @Override
        public void onRecord(final RecordDecoder record, final long position) {
            record.input();
            if (record.templateId() == EngineStartedDecoder.TEMPLATE_ID) {
                starts++;
            } else if (record.templateId() == OrderIntentDecoder.TEMPLATE_ID) {
                intent.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                of(intent.strategyId(), intent.intentId());
            }
            while (record.nextOutcome()) {
                onOutcome(record);
            }
        }

        private void onOutcome(final RecordDecoder record) {
            switch (record.templateId()) {
                case DecisionDecoder.TEMPLATE_ID -> onDecision(
                        decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header));
                case EmergencyChangedDecoder.TEMPLATE_ID -> {
                    emergency.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                    triggered += emergency.phase() == EmergencyPhase.TRIGGERED ? 1 : 0;
                    completed += emergency.phase() == EmergencyPhase.COMPLETED ? 1 : 0;
                }
                case DrawdownBreachDecoder.TEMPLATE_ID -> {
                    breach.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                    hard += breach.level() == BreachLevel.HARD ? 1 : 0;
                }
                default -> {
                    // nothing is claimed of it
                }
            }
        }

        /** The final answer may follow a HOLD; a repeat must say what the latest answer said. */
        private void onDecision(final DecisionDecoder in) {
            final Answers known = of(in.strategyId(), in.intentId());
            final Given given = new Given(in.verdict(), in.code(), in.tradeId());
            if (in.repeat() == Bool.TRUE) {
                known.repeats++;
                known.different += given.equals(known.latest) ? 0 : 1;
                return;
            }
            known.different += known.latest == null || known.latest.verdict == Verdict.HOLD ? 0 : 1;
            known.finals += in.final_() == Bool.TRUE ? 1 : 0;
            known.latest = given;
        }

        private Answers of(final int strategyId, final long intentId) {
            return answers.computeIfAbsent(new Key(strategyId, intentId), key -> new Answers());
        }
    }
}
