package io.sluice.control.account;

import io.sluice.control.num.Wide;
import io.sluice.control.step.Text;
import io.sluice.control.symbol.Instrument;
import org.agrona.concurrent.UnsafeBuffer;

/** A symbol with what the book holds and what was reported, as the detail of a mismatch. */
final class Quantities {
    private static final byte[] BOOK = {' ', 'b', 'o', 'o', 'k', ' '};
    private static final byte[] REPORTED = {' ', 'r', 'e', 'p', 'o', 'r', 't', 'e', 'd', ' '};

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[128]);
    private final Text text = new Text(128);
    private int length;

    Text of(final Instrument instrument, final long bookE8, final long reportedE8) {
        bytes.setMemory(0, bytes.capacity(), (byte) 0);
        instrument.putSymbol(bytes, 0);
        length = 0;
        while (length < Instrument.LENGTH && bytes.getByte(length) != 0) {
            length++;
        }
        put(BOOK);
        put(bookE8);
        put(REPORTED);
        put(reportedE8);
        text.set(bytes, 0, length);
        return text;
    }

    private void put(final byte[] word) {
        bytes.putBytes(length, word);
        length += word.length;
    }

    private void put(final long decimal) {
        if (decimal < 0) {
            bytes.putByte(length++, (byte) '-');
        }
        final long magnitude = Math.abs(decimal);
        length += bytes.putLongAscii(length, magnitude / Wide.ONE);
        long rest = magnitude % Wide.ONE;
        if (rest == 0) {
            return;
        }
        bytes.putByte(length++, (byte) '.');
        for (long unit = Wide.ONE / 10; rest > 0; unit /= 10) {
            bytes.putByte(length++, (byte) ('0' + rest / unit));
            rest %= unit;
        }
    }
}
