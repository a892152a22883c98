package io.sluice.client;

import io.sluice.codec.SignOfLifeEncoder;
import io.sluice.schema.IoTrouble;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import io.sluice.session.RingFile;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * The fast road: frames in two rings of shared memory. The socket tells that the engine lives, and takes a sign of life
 * where the engine's side of the ring sleeps.
 */
final class RingCarrier implements Carrier {
    /** How often the socket is looked at: a look takes a call of the system. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long MIN_PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long MAX_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MAX_ASIDE = 1 << 14;

    private final SocketCarrier socket;
    private final FrameReader aside = new FrameReader(MAX_ASIDE);
    private final FrameWriter bell = new FrameWriter(1 << 12);
    private final SignOfLifeEncoder sign = new SignOfLifeEncoder();
    private final MappedByteBuffer memory;
    private final UnsafeBuffer toDoor;
    private final int capacity;
    private final OneToOneRingBuffer out;
    private final OneToOneRingBuffer in;
    private final Frames frames = new Frames();
    private Thread reader;
    private long lastLookNs;
    private long pauseNs = MIN_PAUSE_NS;
    private boolean isSocketOver;

    private RingCarrier(final SocketCarrier socket, final MappedByteBuffer memory, final int capacity) {
        this.socket = socket;
        this.memory = memory;
        this.capacity = capacity;
        final int ring = RingFile.ringBytes(capacity);
        toDoor = new UnsafeBuffer(memory, 0, ring);
        out = new OneToOneRingBuffer(toDoor);
        in = new OneToOneRingBuffer(new UnsafeBuffer(memory, ring, ring));
    }

    /**
     * Maps the rings that an {@code Attached} names.
     *
     * @throws EngineException NO_RINGS if this process cannot see them.
     */
    static RingCarrier open(final SocketCarrier socket, final Path file, final int capacity) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != RingFile.bytes(capacity)) {
                throw new IOException("has " + channel.size() + " bytes");
            }
            return new RingCarrier(socket, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()), capacity);
        } catch (final IOException e) {
            throw new EngineException(
                    EngineException.Code.NO_RINGS,
                    "the engine's rings in " + file + " cannot be used from here: " + IoTrouble.reason(e)
                            + ": let this process see the engine's " + file.getParent()
                            + " (containers have a /dev/shm of their own), or take the slow road",
                    e);
        }
    }

    /** Most bytes of a frame that the door writes: it fits into half of a ring. */
    int largestFrame() {
        return capacity / 2;
    }

    @Override
    public int read(final FrameReader to) throws IOException {
        final int count = to.readFrom(frames);
        if (count > 0) {
            pauseNs = MIN_PAUSE_NS;
            return count;
        }
        final long nowNs = System.nanoTime();
        if (!isSocketOver && nowNs - lastLookNs >= LOOK_NS) {
            lastLookNs = nowNs;
            isSocketOver = aside.readFrom(socket.channel) < 0;
            // What was in the ring before the last word is heard first.
            return to.readFrom(frames);
        }
        return isSocketOver ? -1 : 0;
    }

    @Override
    public void write(final FrameWriter from) throws IOException {
        if (from.writeTo(frames) > 0) {
            VarHandle.fullFence();
            if (toDoor.getIntVolatile(capacity + RingFile.ASLEEP_AT) != 0) {
                if (bell.pending() == 0) {
                    bell.end(bell.begin(sign).engineState(0));
                }
                bell.writeTo(socket.channel);
            }
        }
    }

    @Override
    public boolean queues() {
        return false;
    }

    @Override
    public FrameReader aside() {
        return aside;
    }

    @Override
    public void await(final boolean isWaiting, final long limitNs) {
        reader = Thread.currentThread();
        LockSupport.parkNanos(Math.min(limitNs, pauseNs));
        pauseNs = Math.min(2 * pauseNs, MAX_PAUSE_NS);
    }

    @Override
    public void wake() {
        LockSupport.unpark(reader);
    }

    /** The caller sees to it that no thread uses it any more: the memory is gone after that. */
    @Override
    public void close() {
        socket.close();
        BufferUtil.free(memory);
    }

    /** The rings as a channel of frames with their lengths. */
    private final class Frames implements ByteChannel, MessageHandler {
        private ByteBuffer to;

        @Override
        public int read(final ByteBuffer given) {
            to = given;
            final int start = given.position();
            while (given.remaining() >= Integer.BYTES + largestFrame() && in.read(this, 1) > 0) {
                continue;
            }
            return given.position() - start;
        }

        @Override
        public void onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
            final int at = to.position();
            to.putInt(length);
            buffer.getBytes(index, to, at + Integer.BYTES, length);
            to.position(at + Integer.BYTES + length);
        }

        @Override
        public int write(final ByteBuffer from) {
            final int start = from.position();
            while (from.hasRemaining()) {
                final int at = from.position();
                final int length = from.getInt(at);
                final int index = out.tryClaim(RingFile.FRAME, length);
                if (index < 0) {
                    break;
                }
                out.buffer().putBytes(index, from, at + Integer.BYTES, length);
                out.commit(index);
                from.position(at + Integer.BYTES + length);
            }
            return from.position() - start;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Its carrier closes.
        }
    }
}
