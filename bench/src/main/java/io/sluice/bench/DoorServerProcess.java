package io.sluice.bench;

import io.sluice.codec.JournalKind;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.config.LoadedConfig;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineOptions;
import io.sluice.engine.line.WaitStrategies;
import io.sluice.session.RingFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * The other process of {@link DoorHarness}: an engine with its door, or its floor. It says a line once it is ready, and
 * ends with the standard input.
 */
final class DoorServerProcess implements AutoCloseable {
    /** Capacity of each ring: the engine's default. */
    static final int RING_BYTES = 256 << 10;

    private static final int BATCH = 64;
    private static final int CLOSE_S = 60;

    private final Process process;

    private DoorServerProcess(final Process process) {
        this.process = process;
    }

    static DoorServerProcess start(final Class<?> main, final LaneSetup setup, final Path... paths) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.add(setup.waitStrategy().name());
        command.add(Integer.toString(setup.segmentBytes()));
        for (final Path path : paths) {
            command.add(path.toString());
        }
        try {
            final Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (started.inputReader().readLine() == null) {
                throw new IllegalStateException(main.getSimpleName() + " ended before it was ready");
            }
            return new DoorServerProcess(started);
        } catch (final IOException e) {
            throw new IllegalStateException(main.getSimpleName() + " does not start", e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(CLOSE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("the other process did not end well");
            }
        } catch (final IOException e) {
            throw new IllegalStateException("the other process cannot be ended", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private static LaneSetup setup(final String[] arguments) {
        return LaneSetup.ofDoor(
                Path.of(arguments[2]),
                io.sluice.config.EngineConfig.WaitStrategy.valueOf(arguments[0]),
                Integer.parseInt(arguments[1]));
    }

    private static void awaitEnd() throws IOException {
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
    }

    /** Arguments: wait strategy, bytes of a segment, directory. */
    static final class OfEngine {
        private OfEngine() {}

        public static void main(final String[] arguments) throws IOException {
            final LaneSetup setup = setup(arguments);
            try (Engine engine = Engine.open(EngineOptions.of(setup.config())
                    .in(setup.directory())
                    .kind(JournalKind.DEMO)
                    .startNormal(true)
                    .segmentBytes(setup.segmentBytes())
                    .door(true))) {
                engine.holdFollower();
                LaneSetup.awaitSpareSegment(setup.directory());
                awaitEnd();
                if (engine.failure() != null) {
                    throw new IllegalStateException("the engine stopped", engine.failure());
                }
            }
        }
    }

    /**
     * The floor: rings of the same layout, one thread that copies between them and the line, and the line that appends
     * the same bytes. Nothing is checked, decided, or read back. Arguments: as of the engine, file of the rings.
     */
    static final class OfFloor {
        private static volatile boolean isEnding;

        private OfFloor() {}

        public static void main(final String[] arguments) throws Exception {
            final LaneSetup setup = setup(arguments);
            final BenchMachine machine = new BenchMachine();
            machine.open(TradingMode.PAPER, Verdict.ALLOW);
            final LoadedConfig config = setup.config();
            try (FloorLine line = FloorLine.open(
                    setup.directory(), setup.journal(config), config.engine().pipeline(), machine.template())) {
                LaneSetup.awaitSpareSegment(setup.directory());
                final UnsafeBuffer rings = map(Path.of(arguments[3]));
                final IdleStrategy idle = WaitStrategies.of(setup.waitStrategy());
                final Thread pump = new Thread(() -> pump(rings, line, idle), "floor-pump");
                pump.start();
                awaitEnd();
                isEnding = true;
                pump.join();
            }
        }

        private static void pump(final UnsafeBuffer rings, final FloorLine line, final IdleStrategy idle) {
            final OneToOneRingBuffer in = toServer(rings);
            final OneToOneRingBuffer out = toClient(rings);
            while (!isEnding) {
                int work = in.read(
                        (type, buffer, index, length) -> {
                            final UnsafeBuffer envelope = new UnsafeBuffer(buffer, index, length);
                            while (!line.offer(envelope, length)) {
                                Thread.onSpinWait();
                            }
                        },
                        BATCH);
                work += line.poll(
                        (type, buffer, index, length) -> {
                            while (!out.write(RingFile.FRAME, buffer, index, length)) {
                                Thread.onSpinWait();
                            }
                        },
                        BATCH);
                idle.idle(work);
            }
        }
    }

    static UnsafeBuffer map(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, RingFile.bytes(RING_BYTES));
            return new UnsafeBuffer(memory);
        }
    }

    static OneToOneRingBuffer toServer(final UnsafeBuffer rings) {
        return new OneToOneRingBuffer(new UnsafeBuffer(rings, 0, RingFile.ringBytes(RING_BYTES)));
    }

    static OneToOneRingBuffer toClient(final UnsafeBuffer rings) {
        final int ring = RingFile.ringBytes(RING_BYTES);
        return new OneToOneRingBuffer(new UnsafeBuffer(rings, ring, ring));
    }
}
