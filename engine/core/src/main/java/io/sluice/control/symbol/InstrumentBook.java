package io.sluice.control.symbol;

import io.sluice.control.image.Image;
import io.sluice.control.timer.TimerBook;
import io.sluice.schema.Ascii;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Fixed table of symbols: open addressing over the 24 bytes of the name, and an array in the order of arrival for
 * whoever walks them. A symbol that only a quote holds gives way, the one quoted longest ago first (G-5).
 */
public final class InstrumentBook {
    /** What the configuration says of a symbol, and from when on fills matter. */
    public interface Rules {
        /** Tolerance of a symbol. */
        long toleranceE8(DirectBuffer symbol, int offset);

        /** Fills before this time are of no interest any more. */
        long horizonNs();
    }

    private static final Rules NONE = new Rules() {
        @Override
        public long toleranceE8(final DirectBuffer symbol, final int offset) {
            return 0;
        }

        @Override
        public long horizonNs() {
            return Long.MAX_VALUE;
        }
    };

    private final Rules rules;
    private final Instrument[] instruments;
    private final Instrument[] slots;
    private int size;

    /** @param capacity most symbols. */
    public InstrumentBook(final int capacity) {
        this(capacity, NONE);
    }

    /** @param rules what each symbol is allowed. */
    public InstrumentBook(final int capacity, final Rules rules) {
        this.rules = rules;
        instruments = new Instrument[capacity];
        slots = new Instrument[Integer.highestOneBit(Math.max(4, capacity * 2 - 1)) << 1];
    }

    /** A table of just these symbols, each at its place in the list. */
    public static InstrumentBook of(final List<String> symbols) {
        final InstrumentBook book = new InstrumentBook(Math.max(1, symbols.size()));
        final UnsafeBuffer key = new UnsafeBuffer(new byte[Instrument.LENGTH]);
        for (final String symbol : symbols) {
            key.setMemory(0, Instrument.LENGTH, (byte) 0);
            key.putStringWithoutLengthAscii(0, symbol);
            book.findOrAdd(key, 0);
        }
        return book;
    }

    /** Symbols ever in the table; {@link #at} is defined below it. */
    public int size() {
        return size;
    }

    /** Symbol by place. */
    public Instrument at(final int index) {
        return instruments[index];
    }

    /**
     * Whether 24 bytes are a symbol: 1 to 24 of {@code A-Z 0-9 . _ : / - & = + ^ @ #} and inner spaces, then zeros
     * (G-3).
     */
    public static boolean isSymbol(final DirectBuffer buffer, final int offset) {
        boolean over = false;
        boolean plain = true;
        for (int i = offset; i < offset + Instrument.LENGTH; i += Long.BYTES) {
            final long word = buffer.getLong(i, ByteOrder.LITTLE_ENDIAN);
            if (word != 0) {
                final long filled = Ascii.fill(word, '.');
                final long usual = usual(filled);
                plain &= (usual & ~filled) == Ascii.HIGH_BITS;
                if (over || !plain && ((usual | rare(filled)) & ~filled) != Ascii.HIGH_BITS) {
                    return false;
                }
            }
            over = Ascii.endsWithin(word);
        }
        return buffer.getByte(offset) != 0 && (plain || hasNoOuterSpace(buffer, offset));
    }

    /** All eight at once; '-' to ':', '@' to 'Z' and '^' to '_' stand side by side in ASCII. */
    private static long usual(final long word) {
        return Ascii.between(word, '@', 'Z') | Ascii.between(word, '-', ':') | Ascii.between(word, '^', '_');
    }

    private static long rare(final long word) {
        return Ascii.between(word, ' ', ' ')
                | Ascii.between(word, '#', '#')
                | Ascii.between(word, '&', '&')
                | Ascii.between(word, '+', '+')
                | Ascii.between(word, '=', '=');
    }

    private static boolean hasNoOuterSpace(final DirectBuffer buffer, final int offset) {
        int last = offset + Instrument.LENGTH - 1;
        while (last > offset && buffer.getByte(last) == 0) {
            last--;
        }
        return buffer.getByte(offset) != ' ' && buffer.getByte(last) != ' ';
    }

    /** Whether two names of 24 bytes are the same. */
    public static boolean isSame(final DirectBuffer a, final int offsetA, final DirectBuffer b, final int offsetB) {
        return a.getLong(offsetA) == b.getLong(offsetB)
                && a.getLong(offsetA + 8) == b.getLong(offsetB + 8)
                && a.getLong(offsetA + 16) == b.getLong(offsetB + 16);
    }

    /** The symbol, or null if it is not in the table. */
    public Instrument find(final DirectBuffer buffer, final int offset) {
        final long key0 = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        final long key1 = buffer.getLong(offset + 8, ByteOrder.LITTLE_ENDIAN);
        final long key2 = buffer.getLong(offset + 16, ByteOrder.LITTLE_ENDIAN);
        return slots[slot(key0, key1, key2)];
    }

    /** Whether {@link #findOrAdd} would find room. */
    public boolean hasRoom(final DirectBuffer buffer, final int offset) {
        return size < instruments.length || find(buffer, offset) != null || giveWay() != null;
    }

    /** The symbol, added if need be; null if there is no room. */
    public Instrument findOrAdd(final DirectBuffer buffer, final int offset) {
        final long key0 = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        final long key1 = buffer.getLong(offset + 8, ByteOrder.LITTLE_ENDIAN);
        final long key2 = buffer.getLong(offset + 16, ByteOrder.LITTLE_ENDIAN);
        final Instrument found = slots[slot(key0, key1, key2)];
        if (found != null) {
            return found;
        }
        final Instrument instrument = place();
        if (instrument != null) {
            instrument.clear(key0, key1, key2);
            instrument.toleranceE8(rules.toleranceE8(buffer, offset));
            slots[slot(key0, key1, key2)] = instrument;
        }
        return instrument;
    }

    /** A start may bring other rules. */
    public void onStarted() {
        final UnsafeBuffer name = new UnsafeBuffer(new byte[Instrument.LENGTH]);
        for (int i = 0; i < size; i++) {
            instruments[i].putSymbol(name, 0);
            instruments[i].toleranceE8(rules.toleranceE8(name, 0));
        }
    }

    private Instrument place() {
        if (size < instruments.length) {
            instruments[size] = new Instrument(size);
            return instruments[size++];
        }
        final Instrument oldest = giveWay();
        if (oldest != null) {
            remove(oldest);
        }
        return oldest;
    }

    private Instrument giveWay() {
        final long horizonNs = rules.horizonNs();
        Instrument oldest = null;
        for (int i = 0; i < size; i++) {
            final Instrument candidate = instruments[i];
            if (candidate.mayGiveWay(horizonNs) && (oldest == null || candidate.quotedNs() < oldest.quotedNs())) {
                oldest = candidate;
            }
        }
        return oldest;
    }

    private int slot(final long key0, final long key1, final long key2) {
        final int mask = slots.length - 1;
        int slot = home(key0, key1, key2);
        while (slots[slot] != null
                && (slots[slot].key0 != key0 || slots[slot].key1 != key1 || slots[slot].key2 != key2)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(final long key0, final long key1, final long key2) {
        long hash = (key0 * 0x9E3779B97F4A7C15L ^ key1) * 0xC2B2AE3D27D4EB4FL ^ key2;
        hash = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 40) & slots.length - 1;
    }

    private void remove(final Instrument instrument) {
        final int mask = slots.length - 1;
        int hole = slot(instrument.key0, instrument.key1, instrument.key2);
        for (int i = hole + 1 & mask; slots[i] != null; i = i + 1 & mask) {
            final int home = home(slots[i].key0, slots[i].key1, slots[i].key2);
            if ((i - home & mask) >= (i - hole & mask)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = null;
    }

    /** Images the table; where a symbol stands in the index follows from its name. */
    public void image(final Image image, final TimerBook timers) {
        size = image.count(size, instruments.length);
        for (int i = 0; i < size; i++) {
            if (image.isReading()) {
                instruments[i] = new Instrument(i);
            }
            final Instrument instrument = instruments[i];
            instrument.image(image, timers);
            if (image.isReading()) {
                slots[slot(instrument.key0, instrument.key1, instrument.key2)] = instrument;
            }
        }
    }

    /** Images a reference to a symbol of the table. */
    public Instrument image(final Image image, final Instrument instrument) {
        return instruments[image.index(image.isReading() ? 0 : instrument.index(), size)];
    }
}
