package io.sluice.engine.start;

import io.sluice.codec.Code;
import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.StrategyViewDecoder;
import io.sluice.control.desk.IntentDesk;
import io.sluice.control.intent.Fences;
import io.sluice.control.view.View;
import io.sluice.journal.JournalFault;
import io.sluice.journal.JournalInfo;
import io.sluice.journal.JournalReader;
import io.sluice.journal.RecordListener;
import io.sluice.record.RecordDecoder;
import io.sluice.replay.Divergence;
import io.sluice.replay.Replay;
import io.sluice.replay.Snapshots;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.ExpandableArrayBuffer;

/**
 * Reads all that can be read of a journal, beyond damage and divergence, to know what a new epoch must not repeat (SPEC
 * J-2). An intent that a lost record answered can have had any id up to {@link IntentDesk#MAX_GAP} above the one
 * before, so each record that cannot be read moves every fence by that much: rather may a strategy have to skip ids
 * than be answered twice.
 */
final class EpochSurvey implements RecordListener {
    /** No record that answers an intent is smaller. */
    private static final int SMALLEST_RECORD = 128;

    private final Replay replay;
    /** Record behind which it reads: before it a snapshot says all. */
    private final long from;

    private final Map<Integer, Long> highest = new TreeMap<>();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final StrategyViewDecoder strategy = new StrategyViewDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ExpandableArrayBuffer lastGood = new ExpandableArrayBuffer(4096);
    private final RecordDecoder lastGoodRecord = new RecordDecoder();
    private int lastGoodLength;
    private long lastGoodSequence;
    private String reason;
    private JournalInfo info;
    private long lastSeen;
    private long readable;
    private long good;
    private long lastTimeNs;
    private long unreadable;

    private EpochSurvey(final Replay replay) {
        this.replay = replay;
        from = replay.lastSequence();
        lastTimeNs = replay.lastTimeNs();
        lastGoodSequence = from;
        lastSeen = from;
        info = replay.info();
    }

    static EpochPlan of(final Path dataDirectory, final long released) {
        final EpochSurvey survey = new EpochSurvey(Snapshots.newest(dataDirectory, Long.MAX_VALUE, notice -> {}));
        try (JournalReader reader = new JournalReader(dataDirectory)) {
            if (survey.from > 1) {
                reader.seek(survey.from);
            }
            reader.readToEnd(survey);
        }
        return survey.plan(dataDirectory, released);
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        if (record.header().sequence() <= from) {
            remember(record);
            return;
        }
        lastSeen = record.header().sequence();
        readable++;
        lastTimeNs = Math.max(lastTimeNs, record.header().timeNs());
        info = info == null ? JournalInfo.of(record) : info;
        if (reason == null) {
            reason = execute(record);
        }
        if (reason == null) {
            lastGoodSequence = lastSeen;
            good++;
            remember(record);
        }
        record.rewind();
        while (record.nextOutcome()) {
            if (record.templateId() == DecisionDecoder.TEMPLATE_ID) {
                decision.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header);
                if (isKept(decision.code())) {
                    answered(decision.strategyId(), decision.intentId());
                }
            }
        }
    }

    @Override
    public boolean onFault(final JournalFault fault) {
        switch (fault.verdict()) {
            case SKIPPED -> {
                // the sequence has no gap
            }
            case TORN_TAIL, UNSYNCED -> {
                final long most = Math.max(fault.records(), fault.bytes() / SMALLEST_RECORD + 1);
                unreadable += most;
                lastSeen += most;
            }
            case DAMAGE -> {
                reason = reason == null ? fault.describe() : reason;
                unreadable += fault.records();
            }
        }
        return true;
    }

    private void remember(final RecordDecoder record) {
        lastGoodLength = record.length();
        lastGood.putBytes(0, record.buffer(), record.offset(), lastGoodLength);
    }

    /** What is wrong with a record; null if nothing. A damaged journal may hold nonsense that the machine never met. */
    private String execute(final RecordDecoder record) {
        try {
            final Divergence divergence = replay.next(record);
            return divergence == null ? null : divergence.describe();
        } catch (final RuntimeException e) {
            return "record " + record.header().sequence() + " cannot be executed: " + e;
        }
    }

    /** These are not kept (G-3, G-4): asked again they get the same answer, and a wild id must lock nobody out. */
    private static boolean isKept(final Code code) {
        return code != Code.MALFORMED && code != Code.CAPACITY && code != Code.INTENT_ID_GAP && code != Code.SEC_001;
    }

    private void answered(final int strategyId, final long intentId) {
        highest.merge(strategyId, intentId, Math::max);
    }

    private EpochPlan plan(final Path dataDirectory, final long released) {
        if (replay.machine() != null) {
            replay.machine().view(View.STRATEGIES, (buffer, offset, length) -> {
                strategy.wrapAndApplyHeader(buffer, offset, header);
                answered(strategy.strategyId(), strategy.highestIntentId());
            });
        }
        if (released > lastSeen && lastSeen > 0) {
            unreadable += released - lastSeen;
            lastSeen = released;
        }
        return new EpochPlan(
                dataDirectory,
                reason,
                0,
                info,
                lastGoodSequence,
                hash(),
                lastSeen,
                readable - good + unreadable,
                unreadable,
                lastTimeNs,
                fences());
    }

    private String fences() {
        final StringBuilder text = new StringBuilder();
        highest.forEach((id, intentId) -> Fences.append(text, id, intentId + unreadable * IntentDesk.MAX_GAP));
        return text.toString();
    }

    private byte[] hash() {
        return lastGoodLength > 0 && lastGoodRecord.wrap(lastGood, 0, lastGoodLength)
                ? EpochLinks.hash(lastGoodRecord)
                : new byte[EngineStartedDecoder.previousHashLength()];
    }
}
