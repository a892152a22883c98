package io.sluice.engine;

import io.sluice.codec.AttachEncoder;
import io.sluice.codec.Bool;
import io.sluice.codec.ComponentSource;
import io.sluice.codec.HeartbeatEncoder;
import io.sluice.codec.InputEncoder;
import io.sluice.codec.ListenEncoder;
import io.sluice.codec.Road;
import io.sluice.codec.Role;
import io.sluice.codec.SignOfLifeEncoder;
import io.sluice.schema.MessageWriter;
import io.sluice.schema.Schema;
import io.sluice.session.FrameWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** A connection to a door that sends whatever it likes. */
final class RawClient implements AutoCloseable {
    final SocketChannel channel;

    RawClient(final Path directory) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("door.sock")));
    }

    /** Never waits for the door from here on. */
    RawClient hasty() throws IOException {
        channel.configureBlocking(false);
        return this;
    }

    /** @param roles a bit for each. */
    RawClient attach(final String name, final int roles) {
        return write(attachment(name, roles));
    }

    static FrameWriter attachment(final String name, final int roles) {
        final FrameWriter frames = new FrameWriter(8192);
        final AttachEncoder attach =
                frames.begin(new AttachEncoder()).protocol(1).road(Road.SLOW).takeOver(Bool.FALSE);
        attach.buffer().putByte(attach.offset() + AttachEncoder.rolesEncodingOffset(), (byte) roles);
        frames.end(attach.name(name).principal(""));
        return frames;
    }

    RawClient listenToEverything() {
        final FrameWriter frames = new FrameWriter(8192);
        frames.end(frames.begin(new ListenEncoder()).from(1).types(-1));
        return write(frames);
    }

    RawClient signOfLife() {
        final FrameWriter frames = new FrameWriter(8192);
        frames.end(frames.begin(new SignOfLifeEncoder()).engineState(0));
        return write(frames);
    }

    /** Many inputs; of them as much as the socket takes at once. */
    RawClient flood() {
        final MessageWriter beat = new MessageWriter();
        beat.begin(Schema.message("Heartbeat"));
        final int length = beat.end();
        final UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        message.putBytes(0, beat.buffer(), 0, length);
        new HeartbeatEncoder().wrap(message, 8).source(ComponentSource.SYSTEM);
        final FrameWriter frames = new FrameWriter(1 << 16);
        frames.end(frames.begin(new SignOfLifeEncoder()).engineState(0));
        for (int i = 0; i < 200; i++) {
            final InputEncoder input =
                    frames.begin(new InputEncoder(), length).role(Role.MONITOR).answer(Bool.FALSE);
            frames.end(input.principal("flood").putInput(message, 0, length));
        }
        return write(frames);
    }

    /** Bytes of frames. */
    static byte[] bytes(final FrameWriter frames) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.writeTo(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    RawClient write(final FrameWriter frames) {
        try {
            frames.writeTo(channel);
        } catch (final IOException e) {
            // Sent away for what it did before, as it should be.
            return this;
        }
        return this;
    }

    RawClient write(final byte... bytes) {
        try {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (final IOException e) {
            return this;
        }
        return this;
    }

    /** Reads until the door closes the connection. */
    void awaitEnd() throws IOException {
        final ByteBuffer memory = ByteBuffer.allocate(1 << 16);
        while (channel.read(memory.clear()) >= 0) {
            continue;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
