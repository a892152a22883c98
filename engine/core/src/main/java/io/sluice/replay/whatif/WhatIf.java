package io.sluice.replay.whatif;

import io.sluice.codec.EngineStartedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Role;
import io.sluice.codec.TickDecoder;
import io.sluice.codec.TickEncoder;
import io.sluice.config.RecordSize;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.journal.Snapshot;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordDecoder;
import io.sluice.record.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Executes a journal's inputs under another configuration (J-10). Each input keeps its recorded number, so that ids
 * given because of it are the recorded ones and executions still find their trades (W-3). Timers fire when the other
 * configuration has them fire; a tick that the journal lacks gets a number that no journal reaches.
 */
public final class WhatIf {
    private static final long BEYOND_ALL_JOURNALS = 1L << 39;
    private static final int TICK_CAPACITY = 128;

    /**
     * How often an answer was given.
     *
     * @param answer verdict and code, as {@code REJECT SEC-050}.
     */
    public record Count(String answer, int was, int would) {}

    private final Function<String, ControlConfig> change;
    private final EngineStartedDecoder started = new EngineStartedDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RecordDecoder made = new RecordDecoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[TICK_CAPACITY]);
    private final int tickLength;
    private final RunOutcome was = new RunOutcome();
    private final RunOutcome would = new RunOutcome();
    private ControlMachine machine;
    private RecordEncoder scratch;
    private long extraTicks;
    private long at;
    private long lastNs = Long.MIN_VALUE;

    /** @param change turns a recorded configuration's text into the one to try. */
    public WhatIf(final Function<String, ControlConfig> change) {
        this.change = change;
        final EnvelopeEncoder envelope = new EnvelopeEncoder(Role.ENGINE, "");
        tickLength = envelope.end(envelope.begin(tick, 0, new TickEncoder()));
    }

    /** Begins from a stored state, where the records before it cannot be executed any more. */
    public void begin(final Snapshot snapshot) {
        final ControlConfig config = change.apply(new String(snapshot.configuration(), StandardCharsets.UTF_8));
        scratch = new RecordEncoder(Math.toIntExact(RecordSize.largest(config)));
        machine = ControlMachine.restore(config, new UnsafeBuffer(snapshot.image()), 0, snapshot.image().length);
        lastNs = snapshot.timeNs();
    }

    /** Takes the next record of the journal. */
    public void onRecord(final RecordDecoder record) {
        at = record.header().sequence();
        was.hear(record, at);
        record.input();
        final long sequence = at;
        final long timeNs = record.header().timeNs();
        final boolean engine = record.header().role() == Role.ENGINE;
        if (engine && record.templateId() == TickDecoder.TEMPLATE_ID) {
            advance(timeNs, sequence);
            return;
        }
        if (engine && record.templateId() == EngineStartedDecoder.TEMPLATE_ID) {
            start(record);
        } else {
            advance(timeNs, -1);
        }
        execute(record.buffer(), record.envelopeOffset(), record.envelopeLength(), sequence, timeNs);
    }

    private void start(final RecordDecoder record) {
        final String text = started.wrapAndApplyHeader(record.buffer(), record.messageOffset(), header)
                .configuration();
        if (text.isEmpty()) {
            return;
        }
        final ControlConfig config = change.apply(text);
        scratch = new RecordEncoder(Math.toIntExact(RecordSize.largest(config)));
        if (machine == null) {
            machine = new ControlMachine(config);
        } else {
            machine.configure(config);
        }
    }

    /** Fires what is due; the first tick bears the recorded number, if there is one. */
    private void advance(final long timeNs, final long recorded) {
        long sequence = recorded;
        for (long dueNs = machine.nextDeadlineNs(); dueNs <= timeNs; dueNs = machine.nextDeadlineNs()) {
            execute(
                    tick,
                    0,
                    tickLength,
                    sequence < 0 ? BEYOND_ALL_JOURNALS + extraTicks++ : sequence,
                    Math.max(dueNs, lastNs));
            sequence = -1;
        }
    }

    private void execute(
            final DirectBuffer envelope, final int offset, final int length, final long sequence, final long timeNs) {
        scratch.begin(envelope, offset, length, sequence, timeNs, timeNs);
        if (machine.execute(scratch)) {
            view.wrap(scratch.buffer(), 0, scratch.finish());
            if (!made.wrap(view, 0, view.capacity())) {
                throw new IllegalStateException("record " + sequence + " was made wrong");
            }
            would.hear(made, at);
            lastNs = timeNs;
        }
    }

    /** What the journal told. */
    public RunOutcome was() {
        return was;
    }

    /** What it would have told. */
    public RunOutcome would() {
        return would;
    }

    /** Number of intents that were answered. */
    public int intents() {
        return was.answers().size();
    }

    /** How often each answer was the last one, by verdict and code. */
    public List<Count> counts() {
        final Map<String, Integer> before = was.counts();
        final Map<String, Integer> after = would.counts();
        final Set<String> answers = new TreeSet<>(before.keySet());
        answers.addAll(after.keySet());
        return answers.stream()
                .map(answer -> new Count(answer, before.getOrDefault(answer, 0), after.getOrDefault(answer, 0)))
                .toList();
    }

    /** Intents that would have been answered otherwise, in the order of the journal. */
    public List<Difference> differences() {
        final Set<RunOutcome.Key> keys = new LinkedHashSet<>(was.answers().keySet());
        keys.addAll(would.answers().keySet());
        final List<Difference> differences = new ArrayList<>();
        for (final RunOutcome.Key key : keys) {
            final IntentAnswer before = was.answers().get(key);
            final IntentAnswer after = would.answers().get(key);
            if (before == null || !before.sameAs(after)) {
                differences.add(new Difference(key.strategyId(), key.intentId(), before, after));
            }
        }
        differences.sort(Comparator.comparingLong(Difference::sequence));
        return differences;
    }
}
