package io.sluice.engine.door;

import io.sluice.codec.DetachReason;
import io.sluice.engine.shm.ShmDirectory;
import io.sluice.session.RingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The fast road of one client (SPEC X-3): two rings in a file that it maps too. For the door it is a channel of frames
 * as the socket is; what the client can reach is touched by the {@link Pump} alone.
 */
final class RingRoad implements ByteChannel {
    private static final int NAME_BYTES = 16;
    private static final int PAGE = 4096;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final FileChannel channel;
    private final int capacity;
    private final MappedByteBuffer memory;
    private final UnsafeBuffer shared;
    private final InMirror in;
    private final OutMirror out;
    private final Pump pump;
    private boolean isLinked = true;
    /** Why the pump left it; null while all is well. */
    private volatile DetachReason fault;
    /** The door wants to know when the ring is empty for good. */
    private volatile boolean isEnding;

    private volatile boolean isDrained;
    private volatile boolean isClosed;

    private RingRoad(
            final Path file,
            final FileChannel channel,
            final MappedByteBuffer memory,
            final int capacity,
            final int maxFrame,
            final Pump pump) {
        this.file = file;
        this.channel = channel;
        this.memory = memory;
        this.capacity = capacity;
        this.pump = pump;
        shared = new UnsafeBuffer(memory);
        final int ring = RingFile.ringBytes(capacity);
        in = new InMirror(new UnsafeBuffer(memory, 0, ring), capacity, maxFrame);
        out = new OutMirror(new UnsafeBuffer(memory, ring, ring), capacity);
    }

    /**
     * Makes the file, under a name that no process can guess.
     *
     * @param group    of the client, which may read and write it; null for the engine's user alone.
     * @param maxFrame most bytes of a frame that the client may send.
     * @throws IOException if there is no room for it, or the group cannot be given.
     */
    static RingRoad make(
            final ShmDirectory directory,
            final GroupPrincipal group,
            final int capacity,
            final int maxFrame,
            final Pump pump)
            throws IOException {
        final byte[] name = new byte[NAME_BYTES];
        RANDOM.nextBytes(name);
        final Path file = directory.create(HexFormat.of().formatHex(name), RingFile.bytes(capacity));
        boolean isMade = false;
        FileChannel channel = null;
        try {
            if (group != null) {
                FileGroup.give(file, group);
            }
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            final MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, RingFile.bytes(capacity));
            final RingRoad road = new RingRoad(file, channel, memory, capacity, maxFrame, pump);
            isMade = true;
            return road;
        } finally {
            if (!isMade) {
                if (channel != null) {
                    channel.close();
                }
                Files.deleteIfExists(file);
            }
        }
    }

    /** Where its client finds it. */
    Path file() {
        return file;
    }

    int capacity() {
        return capacity;
    }

    // What follows is the door's.

    /** Takes frames that the pump copied; -1 once the client is gone and everything was taken. */
    @Override
    public int read(final ByteBuffer to) {
        final int count = in.take(to);
        if (count > 0) {
            unlink();
        }
        return count == 0 && isDrained && !in.hasMore() ? -1 : count;
    }

    @Override
    public int write(final ByteBuffer frames) {
        final int count = out.put(frames);
        if (count > 0) {
            pump.ask();
        }
        return count;
    }

    /** Nobody takes it: no pump has it yet. */
    void abandon() {
        close();
        unmap();
    }

    /** Why it carries nothing any more; null while it does. */
    DetachReason fault() {
        return fault;
    }

    /** A client of it rang: it wrote while the pump slept. */
    void ring() {
        pump.wake();
    }

    /** The client is gone: what it wrote before is still read, then {@link #read} gives -1. */
    void end() {
        isEnding = true;
        pump.wake();
    }

    boolean hasNews() {
        return in.hasMore() || fault != null || isDrained;
    }

    /** Both sides have it: no other process gets in. */
    private void unlink() {
        if (isLinked) {
            isLinked = false;
            try {
                Files.deleteIfExists(file);
            } catch (final IOException e) {
                // It goes with the directory, at the stop or the next start.
                return;
            }
        }
    }

    @Override
    public boolean isOpen() {
        return !isClosed;
    }

    /** The pump lets go of it, and gives its memory back. */
    @Override
    public void close() {
        unlink();
        isClosed = true;
    }

    // What follows is the pump's.

    /**
     * Copies what came, and what is to go; returns how many messages.
     *
     * @param isAsked whether the door may have put something.
     */
    int move(final int limit, final boolean isAsked) {
        if (fault != null) {
            return 0;
        }
        final boolean isLast = isEnding;
        final int came = in.copy(limit);
        final int went = isAsked ? out.copy() : 0;
        if (came < 0 || went < 0) {
            fail(isCut() ? DetachReason.FILE_CUT : DetachReason.BAD_RING);
            return 1;
        }
        if (isLast && came == 0 && !isDrained) {
            isDrained = true;
            return 1;
        }
        return came + went;
    }

    void asleep(final boolean isAsleep) {
        if (fault == null) {
            in.asleep(isAsleep);
        }
    }

    boolean isCut() {
        try {
            return channel.size() < RingFile.bytes(capacity);
        } catch (final IOException e) {
            return true;
        }
    }

    /** Touches every page: in one that is gone the error comes, now or later. */
    int touch() {
        int sum = 0;
        for (int at = 0; at < shared.capacity(); at += PAGE) {
            sum += shared.getIntVolatile(at);
        }
        return sum;
    }

    void fail(final DetachReason why) {
        if (fault == null) {
            fault = why;
            pump.tellDoor();
        }
    }

    /** Gives the memory back; nothing touches it after that. */
    void unmap() {
        fault = fault == null ? DetachReason.GONE : fault;
        BufferUtil.free(memory);
        try {
            channel.close();
        } catch (final IOException e) {
            // Its memory is gone either way.
            return;
        }
    }
}
