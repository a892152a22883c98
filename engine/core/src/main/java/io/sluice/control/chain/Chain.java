package io.sluice.control.chain;

import io.sluice.control.image.Image;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Doubly linked list through the things themselves: adding and removing takes no memory and the same time anywhere.
 *
 * @param <T> what is listed.
 */
public final class Chain<T extends Link<T>> {
    private T first;
    private T last;
    private int size;

    /** The first one, or null; {@link Link#next()} goes on. */
    public T first() {
        return first;
    }

    /** The last one, or null; {@link Link#previous()} goes on. */
    public T last() {
        return last;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds one that is in no chain, behind all others. */
    public void add(final T link) {
        link.previous = last;
        link.next = null;
        if (last == null) {
            first = link;
        } else {
            last.next = link;
        }
        last = link;
        size++;
    }

    /** Adds one that is in no chain, before all others. */
    public void push(final T link) {
        link.previous = null;
        link.next = first;
        if (first == null) {
            last = link;
        } else {
            first.previous = link;
        }
        first = link;
        size++;
    }

    /** Removes one that is in this chain. */
    public void remove(final T link) {
        if (link.previous == null) {
            first = link.next;
        } else {
            link.previous.next = link.next;
        }
        if (link.next == null) {
            last = link.previous;
        } else {
            link.next.previous = link.previous;
        }
        link.previous = null;
        link.next = null;
        size--;
    }

    /** Removes the first one; there must be one. */
    public T removeFirst() {
        final T link = first;
        remove(link);
        return link;
    }

    /**
     * Images the whole chain, from its first to its last.
     *
     * @param most that there may be.
     * @param add  puts one more into this chain and gives it; asked when an image is read.
     * @param each images one.
     */
    public void image(final Image image, final int most, final Supplier<T> add, final Consumer<T> each) {
        T link = first;
        for (int left = image.count(size, most); left > 0; left--) {
            final T present = image.isReading() ? add.get() : link;
            each.accept(present);
            link = present.next;
        }
    }
}
