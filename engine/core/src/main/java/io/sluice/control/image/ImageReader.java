package io.sluice.control.image;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Reads an image; trusts none of its bytes. */
public final class ImageReader extends Image {
    private final DirectBuffer buffer;
    private final int end;
    private String section = "";
    private int sectionEnd;
    private int at;

    /** @throws ImageException if it is of another form. */
    public ImageReader(final DirectBuffer buffer, final int offset, final int length) {
        this.buffer = buffer;
        at = offset;
        end = offset + length;
        sectionEnd = end;
        final int format = int32(0);
        if (format != FORMAT) {
            throw wrong("it has form " + format + ", and this program reads form " + FORMAT);
        }
        sectionEnd = at;
    }

    /** Reads the image into whatever is visited, and makes sure that nothing of it is left over. */
    public void end() {
        endSection();
        if (at != end) {
            throw wrong((end - at) + " bytes follow it");
        }
    }

    @Override
    public ImageException wrong(final String what) {
        return wrong(what, null);
    }

    /** What is wrong with the image, with its section. */
    public ImageException wrong(final String what, final Throwable cause) {
        return new ImageException(section, what, cause);
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public void section(final String name) {
        endSection();
        sectionEnd = end;
        final int from = take(SECTION_HEADER);
        final String found =
                buffer.getStringWithoutLengthAscii(from, NAME_LENGTH).trim();
        section = name;
        if (!found.equals(name)) {
            throw wrong("another section stands in its place");
        }
        final long length = buffer.getLong(from + NAME_LENGTH, ByteOrder.LITTLE_ENDIAN);
        if (length < 0 || length > end - at) {
            throw wrong("it is said to have " + length + " bytes, and there are " + (end - at));
        }
        sectionEnd = at + (int) length;
    }

    @Override
    public long int64(final long value) {
        return buffer.getLong(take(Long.BYTES), ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int int32(final int value) {
        return buffer.getInt(take(Integer.BYTES), ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean bool(final boolean value) {
        final byte found = buffer.getByte(take(1));
        if (found < 0 || found > 1) {
            throw wrong(found + " is neither true nor false");
        }
        return found == 1;
    }

    @Override
    public <E> E ofEnum(final E constant, final Value<E> value, final Lookup<E> lookup) {
        final short found = buffer.getShort(take(Short.BYTES), ByteOrder.LITTLE_ENDIAN);
        try {
            return lookup.of(found);
        } catch (final IllegalArgumentException e) {
            throw new ImageException(section, "no constant has the value " + found, e);
        }
    }

    @Override
    public void bytes(final MutableDirectBuffer target, final int offset, final int length) {
        target.putBytes(offset, buffer, take(length), length);
    }

    @Override
    public int count(final int value, final int max) {
        final int found = int32(0);
        if (found < 0 || found > max || found > sectionEnd - at) {
            throw wrong("there cannot be " + found + " of something");
        }
        return found;
    }

    @Override
    public int index(final int value, final int limit) {
        final int found = int32(0);
        if (found < 0 || found >= limit) {
            throw wrong(found + " is no place among " + limit);
        }
        return found;
    }

    private int take(final int length) {
        if (length < 0 || length > sectionEnd - at) {
            throw wrong("it ends too soon");
        }
        final int from = at;
        at += length;
        return from;
    }

    private void endSection() {
        if (at != sectionEnd) {
            throw wrong((sectionEnd - at) + " bytes of it are left over");
        }
    }
}
