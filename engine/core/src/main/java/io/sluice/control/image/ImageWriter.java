package io.sluice.control.image;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes an image into memory that grows as it needs. May be used again and again. */
public final class ImageWriter extends Image {
    private static final int FIRST_CAPACITY = 64 * 1024;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(FIRST_CAPACITY);
    private int section;
    private int at;

    /** Begins an image; what was written before is forgotten. */
    public ImageWriter begin() {
        buffer.putInt(0, FORMAT, ByteOrder.LITTLE_ENDIAN);
        at = Integer.BYTES;
        section = 0;
        return this;
    }

    /** Ends the image; returns its length. */
    public int end() {
        endSection();
        return at;
    }

    /** The memory it stands in, from 0 on. */
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public boolean isReading() {
        return false;
    }

    @Override
    public void section(final String name) {
        if (name.length() > NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "the name of a section has at most " + NAME_LENGTH + " letters: " + name);
        }
        endSection();
        buffer.setMemory(at, NAME_LENGTH, (byte) 0);
        buffer.putStringWithoutLengthAscii(at, name);
        at += SECTION_HEADER;
        section = at;
    }

    @Override
    public long int64(final long value) {
        buffer.putLong(at, value, ByteOrder.LITTLE_ENDIAN);
        at += Long.BYTES;
        return value;
    }

    @Override
    public int int32(final int value) {
        buffer.putInt(at, value, ByteOrder.LITTLE_ENDIAN);
        at += Integer.BYTES;
        return value;
    }

    @Override
    public boolean bool(final boolean value) {
        buffer.putByte(at, (byte) (value ? 1 : 0));
        at++;
        return value;
    }

    @Override
    public <E> E ofEnum(final E constant, final Value<E> value, final Lookup<E> lookup) {
        buffer.putShort(at, value.of(constant), ByteOrder.LITTLE_ENDIAN);
        at += Short.BYTES;
        return constant;
    }

    @Override
    public void bytes(final MutableDirectBuffer source, final int offset, final int length) {
        buffer.putBytes(at, source, offset, length);
        at += length;
    }

    @Override
    public int count(final int value, final int max) {
        return int32(value);
    }

    @Override
    public int index(final int value, final int limit) {
        return int32(value);
    }

    @Override
    public ImageException wrong(final String what) {
        return new ImageException("", what, null);
    }

    private void endSection() {
        if (section > 0) {
            buffer.putLong(section - Long.BYTES, at - section, ByteOrder.LITTLE_ENDIAN);
        }
    }
}
