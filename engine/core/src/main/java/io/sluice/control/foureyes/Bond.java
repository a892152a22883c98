package io.sluice.control.foureyes;

import io.sluice.control.image.Image;

/**
 * What a command would loosen as things are: the values that it is bound to, one after the other. A command that would
 * loosen nothing is bound to nothing.
 */
public final class Bond {
    private static final int CAPACITY = 16;

    private final long[] values = new long[CAPACITY];
    private int size;

    /** Begins again: bound to nothing. */
    public Bond clear() {
        size = 0;
        return this;
    }

    /** Binds to one value more. */
    public Bond to(final long value) {
        values[size++] = value;
        return this;
    }

    /** Binds to one value more, if it loosens at all. */
    public Bond toIf(final boolean loosens, final long value) {
        return loosens ? to(value) : this;
    }

    /** Whether it is bound to nothing. */
    public boolean isNothing() {
        return size == 0;
    }

    /** Whether another is bound to the same values. */
    public boolean is(final Bond other) {
        boolean same = size == other.size;
        for (int i = 0; same && i < size; i++) {
            same = values[i] == other.values[i];
        }
        return same;
    }

    void set(final Bond other) {
        size = other.size;
        System.arraycopy(other.values, 0, values, 0, size);
    }

    void image(final Image image) {
        size = image.count(size, CAPACITY);
        for (int i = 0; i < size; i++) {
            values[i] = image.int64(values[i]);
        }
    }
}
