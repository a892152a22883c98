package io.sluice.replay.whatif;

import io.sluice.codec.Bool;
import io.sluice.codec.BreachLevel;
import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.DrawdownBreachDecoder;
import io.sluice.codec.EmergencyChangedDecoder;
import io.sluice.codec.EmergencyPhase;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Verdict;
import io.sluice.record.RecordDecoder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What one run of a journal told: the last answer to each intent, when the limits were crossed, when it stopped. */
public final class RunOutcome {
    /** Names an intent. */
    record Key(int strategyId, long intentId) {}

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final DrawdownBreachDecoder breach = new DrawdownBreachDecoder();
    private final EmergencyChangedDecoder emergency = new EmergencyChangedDecoder();
    private final Map<Key, IntentAnswer> answers = new LinkedHashMap<>();
    private final Map<BreachLevel, Moment> breaches = new EnumMap<>(BreachLevel.class);
    private Moment stop;

    /** @param sequence recorded record at which this happens. */
    void hear(final RecordDecoder record, final long sequence) {
        record.rewind();
        while (record.nextOutcome()) {
            final Moment now = new Moment(sequence, record.header().timeNs());
            switch (record.templateId()) {
                case DecisionDecoder.TEMPLATE_ID -> decided(
                        decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header), now);
                case DrawdownBreachDecoder.TEMPLATE_ID -> breaches.putIfAbsent(
                        breach.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                                .level(),
                        now);
                case EmergencyChangedDecoder.TEMPLATE_ID -> {
                    final EmergencyPhase phase = emergency
                            .wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                            .phase();
                    stop = stop == null && phase == EmergencyPhase.TRIGGERED ? now : stop;
                }
                default -> {
                    // nothing of this is compared
                }
            }
        }
    }

    private void decided(final DecisionDecoder in, final Moment now) {
        if (in.repeat() == Bool.TRUE) {
            return;
        }
        final Key key = new Key(in.strategyId(), in.intentId());
        final IntentAnswer before = answers.get(key);
        final boolean ofAnother = in.code() == Code.DUPLICATE_INTENT || in.code() == Code.INTENT_ID_REUSED;
        if (before == null || !ofAnother) {
            answers.put(
                    key,
                    new IntentAnswer(
                            now.sequence(),
                            now.timeNs(),
                            in.action(),
                            in.verdict(),
                            in.code(),
                            in.quantity(),
                            in.leverage(),
                            in.verdict() == Verdict.HOLD || before != null && before.wasHeld()));
        }
    }

    Map<Key, IntentAnswer> answers() {
        return answers;
    }

    /** Answers by verdict and code, as {@code ALLOW OK}. */
    public Map<String, Integer> counts() {
        final Map<String, Integer> counts = new TreeMap<>();
        answers.values().forEach(answer -> counts.merge(answer.words(), 1, Integer::sum));
        return counts;
    }

    /** Intents of which a person was asked. */
    public int held() {
        return (int) answers.values().stream().filter(IntentAnswer::wasHeld).count();
    }

    /** The first breach of a level, null if there was none. */
    public Moment breach(final BreachLevel level) {
        return breaches.get(level);
    }

    /** The first emergency stop, null if there was none. */
    public Moment stop() {
        return stop;
    }
}
