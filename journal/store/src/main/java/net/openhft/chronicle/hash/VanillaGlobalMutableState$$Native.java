package net.openhft.chronicle.hash;

import net.openhft.chronicle.bytes.BytesStore;

/**
 * The fields that Chronicle Map keeps in the head of a file. The library would generate, compile and load this very
 * class whenever a process first opens a map, which takes a JDK, five flags into its compiler and some seconds; it
 * looks on the class path first, and finds it here. The layout is the library's:
 *
 * <pre>
 *   0       3       8       13      17      25
 *   +-------+-------+-------+-------+-------+
 *   | bulks | free  | in use| heads | size  |    unsigned, little endian
 *   +-------+-------+-------+-------+-------+
 * </pre>
 */
public final class VanillaGlobalMutableState$$Native implements VanillaGlobalMutableState {
    private static final int BULKS = 0;
    private static final int FREE = 3;
    private static final int IN_USE = 8;
    private static final int HEADS = 13;
    private static final int SIZE = 17;
    private static final int LENGTH = 25;
    private static final long MASK_24 = (1L << 24) - 1;
    private static final long MASK_32 = (1L << 32) - 1;
    private static final long MASK_40 = (1L << 40) - 1;

    private BytesStore<?, ?> store;
    private long base;

    @Override
    public int getAllocatedExtraTierBulks() {
        return store.readInt(base + BULKS) & (int) MASK_24;
    }

    @Override
    public void setAllocatedExtraTierBulks(final int value) {
        check(value, MASK_24);
        store.writeInt(base + BULKS, store.readInt(base + BULKS) & ~(int) MASK_24 | value);
    }

    @Override
    public long getFirstFreeTierIndex() {
        return store.readLong(base + FREE) & MASK_40;
    }

    @Override
    public void setFirstFreeTierIndex(final long value) {
        check(value, MASK_40);
        store.writeLong(base + FREE, store.readLong(base + FREE) & ~MASK_40 | value);
    }

    @Override
    public long getExtraTiersInUse() {
        return store.readLong(base + IN_USE) & MASK_40;
    }

    @Override
    public void setExtraTiersInUse(final long value) {
        check(value, MASK_40);
        store.writeLong(base + IN_USE, store.readLong(base + IN_USE) & ~MASK_40 | value);
    }

    @Override
    public long getSegmentHeadersOffset() {
        return store.readInt(base + HEADS) & MASK_32;
    }

    @Override
    public void setSegmentHeadersOffset(final long value) {
        check(value, MASK_32);
        store.writeInt(base + HEADS, (int) value);
    }

    @Override
    public long getDataStoreSize() {
        return store.readLong(base + SIZE);
    }

    @Override
    public void setDataStoreSize(final long value) {
        check(value, Long.MAX_VALUE);
        store.writeLong(base + SIZE, value);
    }

    @Override
    public long addDataStoreSize(final long addition) {
        final long size = getDataStoreSize() + addition;
        setDataStoreSize(size);
        return size;
    }

    @Override
    public void bytesStore(
            @SuppressWarnings("rawtypes") final BytesStore bytesStore, final long offset, final long length) {
        if (length != LENGTH || offset + length > bytesStore.capacity()) {
            throw new IllegalArgumentException(length + " bytes at " + offset + "; there must be " + LENGTH);
        }
        store = bytesStore;
        base = offset;
    }

    @Override
    public BytesStore<?, ?> bytesStore() {
        return store;
    }

    @Override
    public long offset() {
        return base;
    }

    @Override
    public long maxSize() {
        return LENGTH;
    }

    private static void check(final long value, final long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(value + " is not in 0 to " + max);
        }
    }
}
