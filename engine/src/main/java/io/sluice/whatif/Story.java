package io.sluice.whatif;

import io.sluice.codec.Bool;
import io.sluice.codec.BreachLevel;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DrawdownBreachDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.record.RecordDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one run of a journal told: the last answer to each intent, when the limits were crossed, when it stopped. */
public final class Story {
    /** Names an intent. */
    record Key(int strategyId, long intentId) {}

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final DrawdownBreachDecoder breach = new DrawdownBreachDecoder();
    private final EmergencyChangedDecoder emergency = new EmergencyChangedDecoder();
    private final Map<Key, Answer> answers = new LinkedHashMap<>();
    private long softNs = Long.MIN_VALUE;
    private long hardNs = Long.MIN_VALUE;
    private long stopNs = Long.MIN_VALUE;

    void hear(final RecordDecoder record) {
        record.rewind();
        while (record.nextOutcome()) {
            final long timeNs = record.header().timeNs();
            switch (record.templateId()) {
                case DecisionDecoder.TEMPLATE_ID -> decided(record, timeNs);
                case DrawdownBreachDecoder.TEMPLATE_ID -> {
                    final BreachLevel level = breach.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                            .level();
                    softNs = level == BreachLevel.SOFT ? first(softNs, timeNs) : softNs;
                    hardNs = level == BreachLevel.HARD ? first(hardNs, timeNs) : hardNs;
                }
                case EmergencyChangedDecoder.TEMPLATE_ID -> {
                    final EmergencyPhase phase = emergency
                            .wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                            .phase();
                    stopNs = phase == EmergencyPhase.TRIGGERED ? first(stopNs, timeNs) : stopNs;
                }
                default -> {
                    // nothing of this is compared
                }
            }
        }
    }

    private void decided(final RecordDecoder record, final long timeNs) {
        decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
        if (decision.repeat() == Bool.FALSE) {
            answers.put(
                    new Key(decision.strategyId(), decision.intentId()),
                    new Answer(record.header().sequence(), timeNs, decision.verdict(), decision.code()));
        }
    }

    private static long first(final long known, final long timeNs) {
        return known == Long.MIN_VALUE ? timeNs : known;
    }

    Map<Key, Answer> answers() {
        return answers;
    }

    /** Answers by verdict and code, as {@code ALLOW OK}. */
    public Map<String, Integer> counts() {
        final Map<String, Integer> counts = new TreeMap<>();
        answers.values()
                .forEach(a ->
                        counts.merge(a.verdict() + " " + a.code().name().replace("SEC_", "SEC-"), 1, Integer::sum));
        return counts;
    }

    /** Engine time of the first soft breach, Long.MIN_VALUE if there was none. */
    public long softNs() {
        return softNs;
    }

    /** Engine time of the first hard breach, Long.MIN_VALUE if there was none. */
    public long hardNs() {
        return hardNs;
    }

    /** Engine time of the first emergency stop, Long.MIN_VALUE if there was none. */
    public long stopNs() {
        return stopNs;
    }
}
