package io.sluice.engine.follow;

import io.sluice.control.ControlMachine;
import io.sluice.control.view.View;
import io.sluice.engine.line.Cores;
import io.sluice.journal.Threads;
import io.sluice.record.RecordDecoder;
import io.sluice.schema.IoTrouble;
import io.sluice.state.ImageWriter;
import io.sluice.state.SectionBuffer;
import io.sluice.state.StatePointer;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows other processes the views of a machine that follows the journal (SPEC J-6): takes them on the follower's
 * thread, at most every ten milliseconds (fifty where cores are few), and has a {@link StateProjector} write them. It
 * never waits for that one. A view that takes long to make is made less often.
 */
public final class StateProjection implements Follower.Task {
    private static final Logger LOG = LoggerFactory.getLogger(StateProjection.class);
    private static final View[] VIEWS = View.values();
    private static final int SEQUENCE_AT = 8;
    private static final int TIME_AT = 16;
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(Cores.areFew() ? 50 : 10);
    /** A view may take one part in twenty of the follower's time. */
    private static final int SHARE = 20;

    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(700);
    /** The first time it loads the library. */
    private static final long FIRST_PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    /** The engine waits for its follower no longer than ten seconds. */
    private static final long CLOSE_PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);

    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long TRY_AGAIN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_GIVEN_UP = 16;

    private final Path directory;
    private final Supplier<ControlMachine> machines;
    private final Runnable beforeWrite;
    private final Consumer<String> notices;
    private ImageWriter images;
    private final long[] notBeforeNs = new long[VIEWS.length];
    private SectionBuffer[] sections = sections();
    private StatePointer pointer;
    private StateProjector projector;
    private long nextTurnNs;
    private long busySinceNs;
    private long heard;
    private long sequence;
    private long timeNs;
    private int givenUp;
    private boolean isFailing;
    private volatile boolean isOff;
    private volatile boolean isBegun;

    /**
     * For the data directory of an engine.
     *
     * @param machines gives the machine behind the last record heard, on the follower's thread; null before the first.
     * @param notices  takes what a person should know.
     */
    public StateProjection(
            final Path directory, final Supplier<ControlMachine> machines, final Consumer<String> notices) {
        this(directory, machines, notices, () -> {});
    }

    /** @param beforeWrite runs on the projector's thread before each writing; tests hold it up there. */
    public StateProjection(
            final Path directory,
            final Supplier<ControlMachine> machines,
            final Consumer<String> notices,
            final Runnable beforeWrite) {
        this.directory = directory;
        this.machines = machines;
        this.notices = notices;
        this.beforeWrite = beforeWrite;
        images = new ImageWriter(directory, Stream.of(VIEWS).map(View::spelling).toList());
    }

    /** Whether the map shows something, or will not soon: an engine that opens waits no longer. Any thread. */
    public boolean isBegun() {
        return isBegun || isOff;
    }

    @Override
    public void onRecord(final RecordDecoder record, final long position) {
        heard = record.header().sequence();
    }

    @Override
    public void onTurn(final long monotonicNs) {
        if (!isOff && heard != 0 && monotonicNs - nextTurnNs >= 0) {
            try {
                turn(monotonicNs, false);
            } catch (final IOException e) {
                if (!isFailing) {
                    notices.accept(
                            "there can be no state map; the engine goes on without it: " + IoTrouble.describe(e));
                }
                isFailing = true;
                isBegun = true;
                nextTurnNs = monotonicNs + TRY_AGAIN_NS;
            } catch (final RuntimeException e) {
                off("State map: its views cannot be taken; the engine goes on without it", e);
            }
        }
    }

    @Override
    public void close() {
        if (projector == null) {
            return;
        }
        final long giveUpAtNs = System.nanoTime() + CLOSE_PATIENCE_NS;
        awaitIdle(giveUpAtNs);
        if (projector.isIdle() && !isOff && machines.get() != null) {
            take(System.nanoTime(), true);
            projector.hand(sections, sequence, timeNs, true);
        }
        projector.end();
        if (!Threads.await(() -> !projector.isAlive(), giveUpAtNs - System.nanoTime(), PAUSE_NS)) {
            LOG.warn("State map: it may not show the last records");
        }
    }

    private void turn(final long nowNs, final boolean isLast) throws IOException {
        final ControlMachine machine = machines.get();
        if (machine == null) {
            return;
        }
        if (projector == null) {
            pointer = StatePointer.own(directory);
            projector = new StateProjector(pointer, images, beforeWrite, notices);
        }
        if (!projector.isIdle()) {
            watch(nowNs);
            return;
        }
        nextTurnNs = nowNs + TURN_NS;
        isBegun |= sequence != 0;
        if (heard == sequence && !projector.isBehind() && !isViewBehind()) {
            pointer.known(sequence, nowNs);
            return;
        }
        take(nowNs, isLast);
        busySinceNs = nowNs;
        projector.hand(sections, sequence, timeNs, isLast);
    }

    /** Another thread goes on with new sections; those that were handed over are lost with the one that hangs. */
    private void watch(final long nowNs) {
        if (nowNs - busySinceNs < (projector.hasWritten() ? PATIENCE_NS : FIRST_PATIENCE_NS)) {
            return;
        }
        givenUp++;
        if (givenUp > MAX_GIVEN_UP) {
            off("State map: its thread hung " + givenUp + " times; the engine goes on without it", null);
            return;
        }
        LOG.warn("State map: its thread hangs; another goes on with a new generation");
        projector.end();
        sections = sections();
        Arrays.fill(notBeforeNs, nowNs);
        // One that hangs may still write where it is; each has an image of its own in hand.
        images = images.another();
        projector = new StateProjector(pointer, images, beforeWrite, notices);
    }

    private boolean isViewBehind() {
        boolean isBehind = false;
        for (final SectionBuffer section : sections) {
            isBehind |= section.sequence() != sequence;
        }
        return isBehind;
    }

    private void take(final long nowNs, final boolean isLast) {
        final ControlMachine machine = machines.get();
        machine.view(View.STATUS, (row, offset, length) -> {
            sequence = row.getLong(offset + SEQUENCE_AT, ByteOrder.LITTLE_ENDIAN);
            timeNs = row.getLong(offset + TIME_AT, ByteOrder.LITTLE_ENDIAN);
        });
        for (final View view : VIEWS) {
            final int index = view.ordinal();
            final SectionBuffer section = sections[index];
            if (section.sequence() != sequence && (isLast || nowNs - notBeforeNs[index] >= 0)) {
                final long beganNs = System.nanoTime();
                section.begin(sequence, timeNs);
                machine.view(view, section::append);
                section.end();
                final long endedNs = System.nanoTime();
                notBeforeNs[index] = endedNs + SHARE * (endedNs - beganNs);
            }
        }
    }

    private void off(final String why, final Exception e) {
        LOG.error(why, e);
        isOff = true;
    }

    private void awaitIdle(final long giveUpAtNs) {
        Threads.await(projector::isIdle, giveUpAtNs - System.nanoTime(), PAUSE_NS);
    }

    private static SectionBuffer[] sections() {
        final SectionBuffer[] made = new SectionBuffer[VIEWS.length];
        Arrays.setAll(made, i -> new SectionBuffer());
        return made;
    }
}
