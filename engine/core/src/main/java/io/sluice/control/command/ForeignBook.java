package io.sluice.control.command;

import io.sluice.codec.OpenOrderDecoder;
import io.sluice.control.image.Image;
import org.agrona.concurrent.UnsafeBuffer;

/** Orders at the venue that are not ours, in the order in which they were first named. Fixed capacity. */
public final class ForeignBook {
    /** Most foreign orders that are told apart. */
    public static final int CAPACITY = 256;

    private final Foreign[] entries = new Foreign[CAPACITY];
    private int size;

    /** Makes the room. */
    public ForeignBook() {
        for (int i = 0; i < CAPACITY; i++) {
            entries[i] = new Foreign();
        }
    }

    /** How many there are; some may be of a report that is not complete. */
    public int size() {
        return size;
    }

    /** One by its place. */
    public Foreign at(final int place) {
        return entries[place];
    }

    /** How many the newest full report lists. */
    public int listed() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += entries[i].isListed() ? 1 : 0;
        }
        return count;
    }

    /** A line of a report names one; false if it finds no place. */
    public boolean line(final UnsafeBuffer ref, final OpenOrderDecoder in, final int symbolOffset, final long report) {
        for (int i = 0; i < size; i++) {
            if (entries[i].is(ref, in, symbolOffset)) {
                entries[i].line(in, report);
                return true;
            }
        }
        if (size == CAPACITY) {
            return false;
        }
        entries[size].begin(ref, in, symbolOffset);
        entries[size++].line(in, report);
        return true;
    }

    /** Forgets one; the others keep their order. */
    public void remove(final int place) {
        final Foreign gone = entries[place];
        System.arraycopy(entries, place + 1, entries, place, CAPACITY - place - 1);
        entries[CAPACITY - 1] = gone;
        size--;
    }

    /** Forgets one. */
    public void remove(final Foreign foreign) {
        for (int i = 0; i < size; i++) {
            if (entries[i] == foreign) {
                remove(i);
                return;
            }
        }
    }

    /** Images all of them. */
    public void image(final Image image) {
        size = image.count(size, CAPACITY);
        for (int i = 0; i < size; i++) {
            entries[i].image(image);
        }
    }

    /** Images a reference to one of them. */
    Foreign image(final Image image, final Foreign foreign) {
        int place = 0;
        while (!image.isReading() && entries[place] != foreign) {
            place++;
        }
        return entries[image.index(place, size)];
    }
}
