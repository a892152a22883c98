package io.sluice.sim;

import io.sluice.codec.Bool;
import io.sluice.codec.EngineStartedEncoder;
import io.sluice.codec.JournalKind;
import io.sluice.codec.StartKind;
import io.sluice.codec.StatusViewDecoder;
import io.sluice.config.CanonicalConfig;
import io.sluice.config.RecordSize;
import io.sluice.control.ControlMachine;
import io.sluice.control.config.ControlConfig;
import io.sluice.control.view.View;
import io.sluice.record.RecordEncoder;
import io.sluice.replay.Stepper;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** One engine over its whole life: it runs, crashes, comes back by re-executing what it logged, and runs on. */
final class Host {
    private static final String NO_THROW =
            "The machine takes every readable input (G-6: an exception stops the engine)";

    /** The process dies after a record is in the journal and before anyone saw an outcome of it. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final Crash NOW = new Crash();

        private Crash() {
            super(null, null, false, false);
        }
    }

    private final ControlConfig first;
    private final Consumer<Seen> released;
    private final FaultTally tally;
    private final Script script = new Script();
    private final List<byte[]> log = new ArrayList<>();
    private final Map<Long, ControlConfig> starts = new HashMap<>();
    private final RecordEncoder record;
    private final RecordEncoder again;
    private final Envelopes envelopes = new Envelopes();
    private final EngineStartedEncoder started = new EngineStartedEncoder();
    private final Seen seen = new Seen();
    private final UnsafeBuffer envelope = new UnsafeBuffer(0, 0);
    private final Twin twin;
    private Checker checker = new Checker();
    private ControlMachine machine;
    private Stepper stepper;
    private ControlConfig starting;
    private Tamper tamper = Tamper.NONE;
    private int crashIn = Integer.MAX_VALUE;
    private int generation;
    private boolean up;

    /** @param released is shown each record once it may be seen. */
    Host(final ControlConfig first, final FaultTally tally, final Consumer<Seen> released) {
        this.first = first;
        this.tally = tally;
        this.released = released;
        final int capacity = Math.toIntExact(RecordSize.largest(first)) + 4096;
        record = new RecordEncoder(capacity);
        again = new RecordEncoder(capacity);
        twin = new Twin(capacity);
        machine = new ControlMachine(first);
        stepper = new Stepper(machine, record, this::onRecord, 0, Long.MIN_VALUE);
    }

    /** Lets a test change what goes in and out. */
    void tamper(final Tamper hand) {
        tamper = hand;
    }

    /** Records of the journal. */
    long records() {
        return log.size();
    }

    Checker checker() {
        return checker;
    }

    Script script() {
        return script;
    }

    boolean isUp() {
        return up;
    }

    /** One up with each crash: what was under way then never arrives. */
    int generation() {
        return generation;
    }

    /** Arms a crash after so many records. */
    void crashAfter(final int records) {
        crashIn = records;
    }

    /** Starts, or starts again, with a configuration. */
    void start(final ControlConfig wanted, final long timeNs, final int dropped, final boolean normal) {
        final ControlConfig config = tamper.config(wanted);
        final long time = Math.max(timeNs, stepper.lastTimeNs());
        script.start(time, config, dropped, normal, log.size());
        starting = config;
        final EngineStartedEncoder out = envelopes.begin(SenderId.ENGINE, started);
        out.instance().msb(1).lsb(generation + 1);
        out.journalId().msb(0).lsb(0);
        final byte[] text = CanonicalConfig.bytes(config);
        final byte[] bytes = envelopes.endUnchecked(out.journalKind(JournalKind.PLAY)
                .startKind(log.isEmpty() ? StartKind.FIRST : StartKind.CRASH)
                .behaviourVersion(ControlMachine.BEHAVIOUR_VERSION)
                .startNormal(normal ? Bool.TRUE : Bool.FALSE)
                .droppedRecords(dropped)
                .droppedBytes(dropped * 100L)
                .putConfigHash(new byte[32], 0, 32)
                .putConfiguration(text, 0, text.length)
                .fences(""));
        starts.put(stepper.lastSequence() + 1, config);
        machine.configure(config);
        twin.configure(config);
        checker.configured(config);
        up = true;
        envelope.wrap(bytes);
        drive(() -> stepper.start(envelope, 0, bytes.length, time, time));
    }

    /** One input; false if the engine died of it. */
    boolean input(final byte[] original, final long timeNs) {
        final byte[] bytes = tamper.input(original);
        if (bytes == null) {
            return true;
        }
        final long time = Math.max(timeNs, stepper.lastTimeNs());
        script.input(time, bytes, log.size());
        tally.step();
        envelope.wrap(bytes);
        return drive(() -> stepper.input(envelope, 0, bytes.length, time, time));
    }

    private boolean drive(final Runnable step) {
        try {
            step.run();
            return true;
        } catch (final Crash crash) {
            script.died(log.size());
            down();
            return false;
        } catch (final Broken broken) {
            throw broken;
        } catch (final RuntimeException e) {
            throw new Broken(NO_THROW, e);
        }
    }

    /** The process is gone. */
    void down() {
        up = false;
        generation++;
        crashIn = Integer.MAX_VALUE;
    }

    /** Recovers from the log, its last records lost; the machine must make the same bytes again (J-2, W-3). */
    void recover(final int dropped) {
        final long wasDueNs = machine.nextDeadlineNs();
        final long wasGate = machine.permissions();
        for (int i = 0; i < dropped && log.size() > 1; i++) {
            starts.remove((long) log.size());
            log.remove(log.size() - 1);
        }
        if (dropped > 0) {
            checker = new Checker();
        }
        machine = new ControlMachine(first);
        for (int i = 0; i < log.size(); i++) {
            replay(i + 1, log.get(i), dropped > 0);
        }
        if (dropped == 0) {
            Invariant.hold(
                    machine.nextDeadlineNs() == wasDueNs && machine.permissions() == wasGate,
                    "A machine made again from its records stands where it stood (J-2)",
                    "due %d, was %d",
                    machine.nextDeadlineNs(),
                    wasDueNs);
        }
        recoverTwin();
        stepper = new Stepper(machine, record, this::onRecord, log.size(), lastTimeNs());
    }

    /** A start from an image of the past comes to where a start from nothing comes (J-3). */
    private void recoverTwin() {
        final long from = twin.imagedAt();
        twin.goBack(from > 0 && from <= log.size());
        if (twin.imagedAt() == 0) {
            return;
        }
        for (long sequence = from + 1; sequence <= log.size(); sequence++) {
            final ControlConfig config = starts.get(sequence);
            if (config != null) {
                twin.configure(config);
            }
            twin.execute(sequence, log.get((int) sequence - 1));
        }
        twin.compare(machine, log.size());
    }

    private void replay(final long sequence, final byte[] original, final boolean check) {
        tally.replayed();
        envelope.wrap(original);
        seen.wrap(envelope, original.length);
        final ControlConfig config = starts.get(sequence);
        if (config != null) {
            machine.configure(config);
            if (check) {
                checker.configured(config);
            }
        }
        again.begin(
                seen.record().buffer(),
                seen.record().envelopeOffset(),
                seen.record().envelopeLength(),
                sequence,
                seen.timeNs,
                seen.record().header().wallTimeNs());
        final boolean written = machine.execute(again);
        final int length = again.finish();
        final ByteBuffer memory = again.memory();
        memory.limit(length).position(0);
        final boolean same = written && memory.mismatch(ByteBuffer.wrap(original)) < 0;
        memory.clear();
        if (!same) {
            throw new Broken(
                    "Replay equals live, byte for byte (W-3, J-2)",
                    "record " + sequence + ": live\n" + Shown.of(original) + "replay\n"
                            + Shown.of(copy(again, length)));
        }
        if (check) {
            checker.record(seen, machine);
        }
    }

    private static byte[] copy(final RecordEncoder made, final int length) {
        final byte[] bytes = new byte[length];
        made.buffer().getBytes(0, bytes);
        return bytes;
    }

    private long lastTimeNs() {
        final byte[] last = log.get(log.size() - 1);
        seen.wrap(new UnsafeBuffer(last), last.length);
        return seen.timeNs;
    }

    private void onRecord(final RecordEncoder made, final int length) {
        log.add(copy(made, length));
        twin.onRecord(machine, starting, log.size(), lastRecord());
        tally.record();
        seen.wrap(made.buffer(), length);
        tamper.record(seen);
        checker.record(seen, machine);
        if (--crashIn <= 0) {
            throw Crash.NOW;
        }
        released.accept(seen);
    }

    /** All records of the journal. */
    List<byte[]> log() {
        return log;
    }

    /** The last record, for whoever wants to know what broke. */
    byte[] lastRecord() {
        return log.get(log.size() - 1);
    }

    /** The machine as it is now; another one after a crash. */
    ControlMachine machine() {
        return machine;
    }

    /** What can be read of the machine now. */
    Glance glance() {
        checker.glance().on(machine);
        return checker.glance();
    }

    /** Views that tell why something does not end. */
    String shown() {
        final StringBuilder out = new StringBuilder();
        for (final View view : new View[] {View.COMMANDS, View.POSITIONS, View.PENDING, View.RECOVERY, View.REQUESTS}) {
            machine.view(view, (buffer, offset, length) -> Shown.view(out, buffer, offset, length));
        }
        machine.view(View.TRADES, (buffer, offset, length) -> {
            final int before = out.length();
            Shown.view(out, buffer, offset, length);
            if (out.indexOf("ACCEPTED", before) < 0 && out.indexOf("AWAITING", before) < 0) {
                out.setLength(before);
            }
        });
        return out.toString();
    }

    StatusViewDecoder status() {
        return glance().status();
    }

    ControlConfig config() {
        return starting;
    }
}
