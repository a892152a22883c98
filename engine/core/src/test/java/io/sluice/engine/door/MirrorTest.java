package io.sluice.engine.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.session.RingFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes through the rings arrives whole and in order, with Agrona's class at the client's end. */
@Tag("X-3")
class MirrorTest {
    private static final int CAPACITY = 1024;
    private static final int MAX_FRAME = CAPACITY / 8;
    private static final int FRAMES = 400;

    private final Random random = new Random(5);

    /** Memory that is suddenly gone: the access so many times from now does what it does or not, and throws. */
    private static final class Vanishing extends UnsafeBuffer {
        private int left = Integer.MAX_VALUE;
        private boolean isAfter;

        Vanishing(final ByteBuffer memory) {
            super(memory);
        }

        private void access(final Runnable access) {
            left--;
            if (left == 0 && !isAfter) {
                throw new InternalError("a fault");
            }
            access.run();
            if (left == 0) {
                throw new InternalError("a fault");
            }
        }

        @Override
        public int getIntVolatile(final int index) {
            access(() -> {});
            return super.getIntVolatile(index);
        }

        @Override
        public int getInt(final int index) {
            access(() -> {});
            return super.getInt(index);
        }

        @Override
        public long getLongVolatile(final int index) {
            access(() -> {});
            return super.getLongVolatile(index);
        }

        @Override
        public void putLongRelease(final int index, final long value) {
            access(() -> super.putLongRelease(index, value));
        }

        @Override
        public void putIntRelease(final int index, final int value) {
            access(() -> super.putIntRelease(index, value));
        }

        @Override
        public void putLong(final int index, final long value) {
            access(() -> super.putLong(index, value));
        }

        @Override
        public void putInt(final int index, final int value) {
            access(() -> super.putInt(index, value));
        }

        @Override
        public void putBytes(final int index, final DirectBuffer from, final int at, final int length) {
            access(() -> super.putBytes(index, from, at, length));
        }
    }

    private static ByteBuffer ring() {
        return BufferUtil.allocateDirectAligned(RingFile.ringBytes(CAPACITY), 64);
    }

    private byte[] frame() {
        final byte[] frame = new byte[8 + random.nextInt(MAX_FRAME - 8)];
        random.nextBytes(frame);
        return frame;
    }

    @Test
    void shouldTakeWhatAgronaWroteWhateverVanishesOnTheWay() {
        final ByteBuffer memory = ring();
        final OneToOneRingBuffer client = new OneToOneRingBuffer(new UnsafeBuffer(memory));
        final Vanishing shared = new Vanishing(memory);
        final InMirror mirror = new InMirror(shared, CAPACITY, MAX_FRAME);
        final ByteBuffer to = ByteBuffer.allocateDirect(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
        final List<byte[]> sent = new ArrayList<>();
        final List<byte[]> taken = new ArrayList<>();
        while (taken.size() < FRAMES) {
            final byte[] frame = frame();
            while (sent.size() < FRAMES && client.write(RingFile.FRAME, new UnsafeBuffer(frame), 0, frame.length)) {
                sent.add(frame);
            }
            vanishSoon(shared);
            assertThat(withoutError(() -> mirror.copy(1 + random.nextInt(5)))).isNotNegative();
            mirror.take(to.clear());
            split(to.flip(), taken);
        }
        assertThat(taken).usingRecursiveComparison().isEqualTo(sent);
        assertThat(mirror.hasMore()).isFalse();
    }

    @Test
    void shouldGiveAgronaWhatWasPutWhateverVanishesOnTheWay() {
        final ByteBuffer memory = ring();
        final OneToOneRingBuffer client = new OneToOneRingBuffer(new UnsafeBuffer(memory));
        final Vanishing shared = new Vanishing(memory);
        final OutMirror mirror = new OutMirror(shared, CAPACITY);
        final List<byte[]> put = new ArrayList<>();
        final List<byte[]> read = new ArrayList<>();
        while (read.size() < FRAMES) {
            put(mirror, put);
            vanishSoon(shared);
            assertThat(withoutError(mirror::copy)).isNotNegative();
            client.read(
                    (type, buffer, index, length) -> {
                        assertThat(type).isEqualTo(RingFile.FRAME);
                        final byte[] frame = new byte[length];
                        buffer.getBytes(index, frame);
                        read.add(frame);
                    },
                    1 + random.nextInt(5));
        }
        assertThat(read).usingRecursiveComparison().isEqualTo(put);
    }

    private void put(final OutMirror mirror, final List<byte[]> put) {
        while (put.size() < FRAMES) {
            final byte[] frame = frame();
            final ByteBuffer bytes = ByteBuffer.allocateDirect(4 + frame.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(frame.length).put(frame).flip();
            if (mirror.put(bytes) == 0) {
                return;
            }
            put.add(frame);
        }
    }

    private void vanishSoon(final Vanishing shared) {
        shared.left = 1 + random.nextInt(40);
        shared.isAfter = random.nextBoolean();
    }

    /** As the pump does: an error is the end of a turn. */
    private static int withoutError(final java.util.function.IntSupplier turn) {
        try {
            return turn.getAsInt();
        } catch (final InternalError e) {
            return 0;
        }
    }

    private static void split(final ByteBuffer frames, final List<byte[]> into) {
        while (frames.hasRemaining()) {
            final byte[] frame = new byte[frames.getInt()];
            frames.get(frame);
            into.add(frame);
        }
    }

    @Test
    @Tag("X-5")
    void shouldBelieveNoLengthTypeOrHeadThatCannotBe() {
        final int[][] wrong = {
            {7, 1}, {CAPACITY + 8, 1}, {Integer.MAX_VALUE, 1}, {16, 2}, {16, 0}, {MAX_FRAME + 16, 1}, {CAPACITY + 8, -1}
        };
        for (final int[] header : wrong) {
            final UnsafeBuffer shared = new UnsafeBuffer(ring());
            shared.putInt(0, header[0]);
            shared.putInt(4, header[1]);
            assertThat(new InMirror(shared, CAPACITY, MAX_FRAME).copy(8))
                    .as("length %d, type %d", header[0], header[1])
                    .isEqualTo(-1);
        }
        for (final long head : new long[] {-8, 4, Long.MAX_VALUE, CAPACITY * 4L}) {
            final UnsafeBuffer shared = new UnsafeBuffer(ring());
            final OutMirror mirror = new OutMirror(shared, CAPACITY);
            put(mirror, new ArrayList<>());
            mirror.copy();
            put(mirror, new ArrayList<>());
            shared.putLong(CAPACITY + RingFile.HEAD_AT, head);
            assertThat(mirror.copy()).as("head %d", head).isEqualTo(-1);
        }
    }
}
