package io.sluice.control.foureyes;

import io.sluice.codec.Code;
import io.sluice.codec.CommandRequestedEncoder;
import io.sluice.codec.MessageType;
import io.sluice.codec.RequestState;
import io.sluice.control.config.Settings;
import io.sluice.control.image.Image;
import io.sluice.control.step.Step;
import io.sluice.control.step.Text;
import io.sluice.control.timer.TimerBook;

/** Commands that wait for a second, different operator (O-1), in the order in which they came. */
public final class RequestBook {
    /** Most commands that wait at a time. */
    public static final int CAPACITY = 64;

    private final Settings settings;
    private final Step step;
    private final TimerBook timers;
    private final CommandRequestedEncoder requested = new CommandRequestedEncoder();
    private final WaitingCommand[] waiting = new WaitingCommand[CAPACITY];
    private final EndedRequests ended;
    private int size;

    /**
     * @param settings whether four eyes are wanted, and how long a request lives.
     * @param history  ended requests that stay readable.
     */
    public RequestBook(final Settings settings, final Step step, final TimerBook timers, final int history) {
        ended = new EndedRequests(history);
        this.settings = settings;
        this.step = step;
        this.timers = timers;
        for (int i = 0; i < CAPACITY; i++) {
            waiting[i] = new WaitingCommand();
        }
    }

    /** Whether commands that loosen have to wait. */
    public boolean isOn() {
        return settings.get().operators().fourEyes();
    }

    /** Number of commands that wait. */
    public int size() {
        return size;
    }

    /** A command that waits, in the order in which they came. */
    public WaitingCommand at(final int index) {
        return waiting[index];
    }

    /** A command that waits, or null. */
    public WaitingCommand find(final long id) {
        final int index = indexOf(id);
        return index < 0 ? null : waiting[index];
    }

    /** Puts the present command by; {@code bond} holds what it would loosen as things are. */
    public Code add(final MessageType type, final Text operator, final Bond bond) {
        if (size == CAPACITY || step.record().inputLength() > WaitingCommand.CAPACITY) {
            return Code.CAPACITY;
        }
        final WaitingCommand request = waiting[size++];
        request.id = step.nextId();
        request.type = type;
        request.bond.set(bond);
        request.requestedNs = step.nowNs();
        request.isVoid = false;
        request.correlationMsb = step.record().header().correlationId().msb();
        request.correlationLsb = step.record().header().correlationId().lsb();
        request.operator.set(operator);
        request.message.putBytes(
                0,
                step.record().buffer(),
                step.record().inputOffset(),
                step.record().inputLength());
        request.messageLength = step.record().inputLength();
        request.expiresNs = step.nowNs() + settings.get().operators().requestTtlNs();
        request.end.subject(request.id);
        timers.set(request.end, request.expiresNs);
        step.end(step.next(requested)
                .requestId(request.id)
                .command(type)
                .expiresAt(request.expiresNs)
                .putOperatorId(operator.bytes(), 0, operator.length()));
        return Code.REQUESTED;
    }

    /** A request is void for good once what it would loosen is no longer what it was. */
    public void keep(final WaitingCommand request, final Bond bondNow) {
        request.isVoid |= !request.bond.is(bondNow);
    }

    /** Takes a request out: confirmed, withdrawn, void or at its end; it stays readable. */
    public void end(final WaitingCommand request, final RequestState state, final Code code) {
        remove(request.id);
        ended.add(request, state, code);
    }

    /** Requests that have ended. */
    public EndedRequests ended() {
        return ended;
    }

    private void remove(final long id) {
        final int index = indexOf(id);
        final WaitingCommand request = waiting[index];
        timers.cancel(request.end);
        System.arraycopy(waiting, index + 1, waiting, index, --size - index);
        waiting[size] = request;
    }

    private int indexOf(final long id) {
        for (int i = 0; i < size; i++) {
            if (waiting[i].id == id) {
                return i;
            }
        }
        return -1;
    }

    /** Images every command that waits. */
    public void image(final Image image) {
        size = image.count(size, CAPACITY);
        for (int i = 0; i < size; i++) {
            waiting[i].image(image);
            if (image.isReading()) {
                waiting[i].end.subject(waiting[i].id);
            }
            timers.image(image, waiting[i].end);
        }
        ended.image(image);
    }
}
