package io.sluice.control.timer;

import io.sluice.control.image.Image;
import java.util.Arrays;

/**
 * All set timers in a binary heap by (deadline, kind, subject). Moving a deadline further off, which every sign of life
 * does, only notes it; the heap is put right when such a timer comes to the top.
 */
public final class TimerBook {
    private Timer[] heap;
    private int size;

    /** @param initialCapacity timers that fit before the heap grows. */
    public TimerBook(final int initialCapacity) {
        heap = new Timer[initialCapacity];
    }

    /** Sets or moves a timer. */
    public void set(final Timer timer, final long deadlineNs) {
        if (deadlineNs == Timer.UNSET) {
            cancel(timer);
            return;
        }
        timer.deadlineNs = deadlineNs;
        if (timer.heapIndex < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            timer.keyNs = deadlineNs;
            place(timer, size++);
            siftUp(timer);
        } else if (deadlineNs < timer.keyNs) {
            timer.keyNs = deadlineNs;
            siftUp(timer);
        }
    }

    /** Unsets a timer; nothing happens if it is not set. */
    public void cancel(final Timer timer) {
        timer.deadlineNs = Timer.UNSET;
        if (timer.heapIndex < 0) {
            return;
        }
        final int hole = timer.heapIndex;
        timer.heapIndex = -1;
        timer.keyNs = Timer.UNSET;
        final Timer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            place(last, hole);
            siftUp(last);
            siftDown(last);
        }
    }

    /** The timer that fires next, still set, or null. */
    public Timer next() {
        while (size > 0) {
            final Timer top = heap[0];
            if (top.keyNs == top.deadlineNs) {
                return top;
            }
            top.keyNs = top.deadlineNs;
            siftDown(top);
        }
        return null;
    }

    /** Deadline of the timer that fires next, or {@link Timer#UNSET}. */
    public long nextDeadlineNs() {
        final Timer next = next();
        return next == null ? Timer.UNSET : next.deadlineNs;
    }

    private void siftUp(final Timer timer) {
        int index = timer.heapIndex;
        while (index > 0) {
            final Timer parent = heap[(index - 1) >> 1];
            if (!before(timer, parent)) {
                break;
            }
            place(parent, index);
            index = (index - 1) >> 1;
        }
        place(timer, index);
    }

    private void siftDown(final Timer timer) {
        int index = timer.heapIndex;
        for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], timer)) {
                break;
            }
            place(heap[child], index);
            index = child;
        }
        place(timer, index);
    }

    private void place(final Timer timer, final int index) {
        heap[index] = timer;
        timer.heapIndex = index;
    }

    private static boolean before(final Timer a, final Timer b) {
        if (a.keyNs != b.keyNs) {
            return a.keyNs < b.keyNs;
        }
        return a.kind != b.kind ? a.kind.ordinal() < b.kind.ordinal() : a.subject < b.subject;
    }

    /** Images one timer of a known subject; the order in which timers fire follows from their deadlines. */
    public void image(final Image image, final Timer timer) {
        final long deadlineNs = image.int64(timer.deadlineNs);
        if (image.isReading()) {
            set(timer, deadlineNs);
        }
    }
}
