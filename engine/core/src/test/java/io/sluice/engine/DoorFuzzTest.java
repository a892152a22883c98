package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientOptions;
import io.sluice.client.Offer;
import io.sluice.client.SluiceClient;
import io.sluice.client.StrategyClient;
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
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a client does harms that client alone, while another one is served. */
@Tag("X-5")
class DoorFuzzTest {
    private static final long SEED = Long.getLong("sluice.door.seed", 11);
    private static final int ROUNDS = Integer.getInteger("sluice.door.rounds", 150);
    /** Far above what an idle host shows, far below a hang. */
    private static final long P99_NS = TimeUnit.MILLISECONDS.toNanos(500);

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final List<SocketChannel> channels = new ArrayList<>();

    @Test
    void shouldServeOneClientWhateverTheOthersDo() throws IOException {
        try (Engine engine = Engine.open(
                        TestEngine.options(directory, "sluice.door.silence=2 s", "sluice.pipeline.wait-strategy=park")
                                .door(true));
                SluiceClient client = SluiceClient.connect(
                        ClientOptions.at(directory.resolve("door.sock")).strategy(1));
                StrategyClient strategy = client.strategy(1)) {
            final long[] latenciesNs = new long[ROUNDS];
            final Decisions decisions = new Decisions();
            final SocketChannel flood = attached(1 << Role.MONITOR.value());
            final SocketChannel deaf = attached(0);
            deaf.configureBlocking(false);
            write(deaf, listenToEverything());
            flood.configureBlocking(false);
            for (int i = 0; i < 32; i++) {
                attached(0);
            }
            for (int round = 0; round < ROUNDS; round++) {
                misbehave(round);
                flood(flood);
                final long startNs = System.nanoTime();
                TestEngine.query(strategy, round + 1);
                assertThat(strategy.offer()).isEqualTo(Offer.OFFERED);
                decisions.await(strategy, round + 1);
                latenciesNs[round] = System.nanoTime() - startNs;
            }
            Arrays.sort(latenciesNs);
            assertThat(latenciesNs[ROUNDS * 99 / 100]).isLessThan(P99_NS);
            assertThat(engine.failure()).isNull();
            assertThat(engine.counters().inputs()).isGreaterThan(ROUNDS);
        } finally {
            for (final SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    private SocketChannel connect() throws IOException {
        final SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("door.sock")));
        channels.add(channel);
        return channel;
    }

    private SocketChannel attached(final int roles) throws IOException {
        final SocketChannel channel = connect();
        write(channel, attach(roles));
        return channel;
    }

    private static FrameWriter attach(final int roles) {
        final FrameWriter frames = new FrameWriter(8192);
        final AttachEncoder attach =
                frames.begin(new AttachEncoder()).protocol(1).road(Road.SLOW).takeOver(Bool.FALSE);
        attach.buffer().putByte(attach.offset() + AttachEncoder.rolesEncodingOffset(), (byte) roles);
        frames.end(attach.name("fuzz").principal(""));
        return frames;
    }

    private static FrameWriter listenToEverything() {
        final FrameWriter frames = new FrameWriter(8192);
        frames.end(frames.begin(new ListenEncoder()).from(1).types(-1));
        return frames;
    }

    private static void write(final SocketChannel channel, final FrameWriter frames) {
        try {
            frames.writeTo(channel);
        } catch (final IOException e) {
            // Sent away for what it did before, as it should be.
            return;
        }
    }

    /** As much as the socket takes at once. */
    private static void flood(final SocketChannel channel) {
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
        write(channel, frames);
    }

    private void misbehave(final int round) throws IOException {
        final SocketChannel channel = round % 2 == 0 ? connect() : attached(round % 5 == 0 ? 0x3f : 0);
        channel.configureBlocking(false);
        final byte[] junk = new byte[1 + random.nextInt(4096)];
        random.nextBytes(junk);
        final ByteBuffer bytes = ByteBuffer.wrap(junk).order(ByteOrder.LITTLE_ENDIAN);
        if (junk.length >= 16 && round % 3 == 0) {
            bytes.putInt(0, round % 2 == 0 ? Integer.MAX_VALUE : junk.length - 4);
        } else if (junk.length >= 16 && round % 3 == 1) {
            // A header that looks right, and nonsense after it.
            bytes.putInt(0, junk.length - 4);
            bytes.putShort(6, (short) (10 + random.nextInt(10)));
            bytes.putShort(8, (short) 7583);
            bytes.putShort(10, (short) 3);
        }
        try {
            channel.write(bytes);
        } catch (final IOException e) {
            return;
        }
        if (round % 4 == 0) {
            channel.close();
        }
    }
}
