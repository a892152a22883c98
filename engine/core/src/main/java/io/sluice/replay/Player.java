package io.sluice.replay;

import io.sluice.codec.JournalKind;
import io.sluice.codec.StartKind;
import io.sluice.codec.TickDecoder;
import io.sluice.config.RecordSize;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.gate.Senders;
import io.sluice.json.JsonInput;
import io.sluice.json.MalformedException;
import io.sluice.json.Times;
import io.sluice.record.RecordEncoder;
import io.sluice.schema.MessageIds;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.agrona.ExpandableArrayBuffer;

/**
 * Plays JSON lines of inputs through the machine with the clock of the lines (MESSAGES, {@code sluice play}). The first
 * good line starts the engine; wall time is engine time (W-5). The same lines and configuration give the same bytes.
 * Not thread safe.
 */
public final class Player {
    private static final UUID NIL = new UUID(0, 0);
    private static final long NOT_STARTED = Long.MIN_VALUE;

    private final ControlConfig config;
    private final boolean startNormal;
    private final ControlMachine machine;
    private final Stepper stepper;
    private final JsonInput input = new JsonInput(JsonInput.Source.PLAY, Senders::defaultRole);
    private final ExpandableArrayBuffer envelope = new ExpandableArrayBuffer();
    private long nowNs = NOT_STARTED;

    /**
     * @param config      what decides; nothing else does.
     * @param startNormal whether to begin in normal with nothing owed or required, rather than cold.
     * @param sink        takes every record.
     */
    public Player(final ControlConfig config, final boolean startNormal, final RecordSink sink) {
        this.config = config;
        this.startNormal = startNormal;
        machine = new ControlMachine(config);
        final RecordEncoder record = new RecordEncoder(Math.toIntExact(RecordSize.largest(config)));
        stepper = new Stepper(machine, record, sink, 0, Long.MIN_VALUE);
    }

    /**
     * Plays one line. A line that was printed from a journal may also be an outcome, which is passed over, or the
     * engine's own, of which only the time counts.
     *
     * @throws MalformedException if it cannot be read as an input; then nothing of it was applied, its time neither.
     */
    public void line(final byte[] utf8, final int offset, final int length) throws MalformedException {
        input.parse(utf8, offset, length);
        if (input.isOutcome()) {
            return;
        }
        final long timeNs = time();
        final boolean isEnginesOwn = isOwn(input.templateId());
        if (isEnginesOwn && !input.isFromJournal()) {
            throw new MalformedException("type", "only an engine itself may write this", 0);
        }
        if (nowNs == NOT_STARTED) {
            start(timeNs);
        }
        nowNs = timeNs;
        fireDue();
        if (isEnginesOwn) {
            return;
        }
        final int size = input.envelope(envelope, 0);
        stepper.input(envelope, 0, size, nowNs, nowNs);
    }

    /** As the other. */
    public void line(final String json) throws MalformedException {
        final byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        line(utf8, 0, utf8.length);
    }

    /** The machine that plays, for its views. */
    public ControlMachine machine() {
        return machine;
    }

    /** Sequence of the last record; 0 before the first good line. */
    public long lastSequence() {
        return stepper.lastSequence();
    }

    /** A tick is a play file's own business: it lets time go on. */
    private static boolean isOwn(final int templateId) {
        return templateId >= MessageIds.FIRST_OWN && templateId != TickDecoder.TEMPLATE_ID;
    }

    private long time() throws MalformedException {
        if (!input.hasTime()) {
            if (nowNs == NOT_STARTED) {
                throw new MalformedException("time", "missing: the first line must have one", 0);
            }
            return nowNs;
        }
        if (input.timeNs() < nowNs) {
            final StringBuilder words = new StringBuilder("goes backwards: ");
            Times.append(Times.append(words, input.timeNs()).append(" after "), nowNs);
            throw new MalformedException("time", words.toString(), 0);
        }
        return input.timeNs();
    }

    private void start(final long timeNs) {
        machine.configure(config);
        final int size = new EngineStartedWriter(NIL, NIL, JournalKind.PLAY, StartKind.FIRST)
                .startNormal(startNormal)
                .configuration(config, true)
                .encode(envelope);
        stepper.start(envelope, 0, size, timeNs, timeNs);
    }

    /** One deadline after the other, so that a tick's wall time is its own. */
    private void fireDue() {
        for (long dueNs = machine.nextDeadlineNs(); dueNs <= nowNs; dueNs = machine.nextDeadlineNs()) {
            stepper.advance(dueNs, Math.max(dueNs, stepper.lastTimeNs()));
        }
    }
}
