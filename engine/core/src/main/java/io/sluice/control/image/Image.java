package io.sluice.control.image;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Visits the state value by value. Writing, each method takes a value and gives it back; reading, it gives the value
 * that the image holds. So {@code x = image.int64(x)} does both, and whatever follows from the values alone is made
 * anew {@code if (image.isReading())}.
 *
 * <p>Only what lives is visited, never the room that is kept for more: an image is as large as what it holds.
 */
public abstract class Image {
    /** Version of the form of an image; raised with every change of what is visited, or of its order. */
    public static final int FORMAT = 2;

    /** Most bytes of a section's name. */
    static final int NAME_LENGTH = 16;
    /** Bytes before a section's content: name, then length as int64. */
    static final int SECTION_HEADER = NAME_LENGTH + Long.BYTES;

    /** Value of an enum's constant in the schema. */
    @FunctionalInterface
    public interface Value<E> {
        /** The value. */
        short of(E constant);
    }

    /** Constant of an enum by its value in the schema. */
    @FunctionalInterface
    public interface Lookup<E> {
        /** The constant; IllegalArgumentException if there is none. */
        E of(short value);
    }

    /** Whether values come from an image rather than go into one. */
    public abstract boolean isReading();

    /** Begins a section, which is named in whatever goes wrong in it. */
    public abstract void section(String name);

    /** A number of eight bytes. */
    public abstract long int64(long value);

    /** A number of four bytes. */
    public abstract int int32(int value);

    /** A truth. */
    public abstract boolean bool(boolean value);

    /** A constant of the schema, by its value there. */
    public abstract <E> E ofEnum(E constant, Value<E> value, Lookup<E> lookup);

    /** Bytes of a known number. */
    public abstract void bytes(MutableDirectBuffer buffer, int offset, int length);

    /** How many of something follow; reading, 0 to {@code max} and no more than there are bytes left. */
    public abstract int count(int value, int max);

    /** A place among {@code limit} of something. */
    public abstract int index(int value, int limit);

    /** What is wrong with the image, with its section. */
    public abstract ImageException wrong(String what);

    /** Refuses an image that names something that is not in it. */
    public final <T> T known(final T thing, final String what) {
        if (thing == null) {
            throw wrong("it names " + what + " that it does not hold");
        }
        return thing;
    }

    /** Bytes of an array of fixed size. */
    public final void bytes(final byte[] array) {
        bytes(new UnsafeBuffer(array), 0, array.length);
    }

    /** Every element of an array of fixed size. */
    public final void int64s(final long[] array) {
        for (int i = 0; i < array.length; i++) {
            array[i] = int64(array[i]);
        }
    }

    /** Every element of an array of fixed size. */
    public final void int32s(final int[] array) {
        for (int i = 0; i < array.length; i++) {
            array[i] = int32(array[i]);
        }
    }
}
