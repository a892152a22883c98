package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.AttachEncoder;
import io.sluice.codec.AttachRefusedDecoder;
import io.sluice.codec.AttachedDecoder;
import io.sluice.codec.Bool;
import io.sluice.codec.DetachReason;
import io.sluice.codec.DetachedDecoder;
import io.sluice.codec.MessageHeaderDecoder;
import io.sluice.codec.Road;
import io.sluice.session.FrameReader;
import io.sluice.session.FrameWriter;
import io.sluice.session.RingFile;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/** A client of the fast road that may do with its file what it likes. */
final class RawRings implements AutoCloseable {
    final SocketChannel socket;
    final Path file;
    final FileChannel channel;
    final UnsafeBuffer memory;
    final OneToOneRingBuffer toDoor;
    final int capacity;

    private RawRings(final SocketChannel socket, final AttachedDecoder attached) throws IOException {
        this.socket = socket;
        capacity = attached.ringBytes();
        attached.beacon();
        attached.osUser();
        attached.principal();
        file = Path.of(attached.rings());
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        memory = new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, RingFile.bytes(capacity)));
        toDoor = new OneToOneRingBuffer(new UnsafeBuffer(memory, 0, RingFile.ringBytes(capacity)));
    }

    /** Null if it is refused; why is in {@code refusal} then. */
    static RawRings attach(final Path door, final int roles, final String name, final StringBuilder refusal)
            throws IOException {
        final FrameWriter frames = new FrameWriter(8192);
        final AttachEncoder attach =
                frames.begin(new AttachEncoder()).protocol(1).road(Road.FAST).takeOver(Bool.FALSE);
        attach.buffer().putByte(attach.offset() + AttachEncoder.rolesEncodingOffset(), (byte) roles);
        frames.end(attach.name(name).principal(""));
        final SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(door));
        frames.writeTo(socket);
        final FrameReader in = new FrameReader(1 << 16);
        while (!in.next()) {
            assertThat(in.readFrom(socket)).isPositive();
        }
        if (in.templateId() == AttachRefusedDecoder.TEMPLATE_ID) {
            final AttachRefusedDecoder refused =
                    new AttachRefusedDecoder().wrapAndApplyHeader(in.buffer(), in.offset(), new MessageHeaderDecoder());
            refusal.append(refused.refusal()).append(": ").append(refused.sentence());
            socket.close();
            return null;
        }
        return new RawRings(
                socket, new AttachedDecoder().wrapAndApplyHeader(in.buffer(), in.offset(), new MessageHeaderDecoder()));
    }

    /** Waits until the door sends it away, and says why. */
    DetachReason awaitDetached() throws IOException {
        final FrameReader in = new FrameReader(1 << 16);
        while (true) {
            while (!in.next()) {
                assertThat(in.readFrom(socket)).isPositive();
            }
            if (in.templateId() == DetachedDecoder.TEMPLATE_ID) {
                return new DetachedDecoder()
                        .wrapAndApplyHeader(in.buffer(), in.offset(), new MessageHeaderDecoder())
                        .reason();
            }
            in.advance();
        }
    }

    /** Offset of the trailer of the ring to the door. */
    int trailer() {
        return capacity;
    }

    /** Offset of the ring to the client. */
    int toClient() {
        return RingFile.ringBytes(capacity);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        channel.close();
    }
}
