package io.sluice.control.trade;

import io.sluice.control.image.Image;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;

/**
 * Which executions have been counted (H-3a): those of a living subject for its life, and the last 65,536 of all others.
 * An execution is remembered by 64 bits mixed from its subject (trade or command id, 0 for neither) and its execId.
 */
public final class ExecutionMemory {
    /** How many executions of no living subject are remembered. */
    public static final int REMEMBERED = 65_536;

    /** Tells whether a trade or command still lives. */
    public interface Living {
        /** Whether executions of this subject must not be forgotten. */
        boolean isLiving(long subject);
    }

    private final Living living;
    private final LongHashSet seen = new LongHashSet(2 * REMEMBERED, 0.6f, true);
    private long[] prints = new long[REMEMBERED + 1];
    private long[] subjects = new long[REMEMBERED + 1];
    private int head;
    private int size;

    /** @param living knows which subjects live. */
    public ExecutionMemory(final Living living) {
        this.living = living;
    }

    /** Remembers an execution; false if it was known. */
    public boolean add(final long subject, final DirectBuffer execId) {
        final long print = print(subject, execId);
        if (!seen.add(print)) {
            return false;
        }
        makeRoom();
        final int at = (head + size) % prints.length;
        prints[at] = print;
        subjects[at] = subject;
        size++;
        return true;
    }

    private void makeRoom() {
        for (int turns = size; size >= REMEMBERED && turns > 0; turns--) {
            final long print = prints[head];
            final long subject = subjects[head];
            head = (head + 1) % prints.length;
            size--;
            if (!living.isLiving(subject)) {
                seen.remove(print);
                return;
            }
            final int at = (head + size) % prints.length;
            prints[at] = print;
            subjects[at] = subject;
            size++;
        }
        if (size == prints.length) {
            grow();
        }
    }

    /** Only when more than the whole memory belongs to living subjects: nothing may be forgotten then. */
    private void grow() {
        final long[] oldPrints = prints;
        final long[] oldSubjects = subjects;
        prints = Arrays.copyOf(prints, 2 * oldPrints.length);
        subjects = Arrays.copyOf(subjects, 2 * oldSubjects.length);
        for (int i = 0; i < size; i++) {
            prints[i] = oldPrints[(head + i) % oldPrints.length];
            subjects[i] = oldSubjects[(head + i) % oldSubjects.length];
        }
        head = 0;
    }

    private static long print(final long subject, final DirectBuffer execId) {
        long hash = subject * 0x9E3779B97F4A7C15L + execId.capacity();
        for (int i = 0; i < execId.capacity(); i++) {
            hash = (hash ^ execId.getByte(i)) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return hash ^ hash >>> 32;
    }

    /** Images what is remembered, the oldest first. */
    public void image(final Image image) {
        final int count = image.count(size, Integer.MAX_VALUE);
        if (image.isReading()) {
            prints = new long[Math.max(REMEMBERED, count) + 1];
            subjects = new long[prints.length];
            size = count;
        }
        for (int i = 0; i < count; i++) {
            final int at = (head + i) % prints.length;
            prints[at] = image.int64(prints[at]);
            subjects[at] = image.int64(subjects[at]);
            if (image.isReading()) {
                seen.add(prints[at]);
            }
        }
    }
}
