package io.sluice.bench;

import io.sluice.codec.DecisionDecoder;
import io.sluice.codec.OrderIntentEncoder;
import io.sluice.codec.TradingMode;
import io.sluice.codec.Verdict;
import io.sluice.session.RingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/** The floor of the fast road: two processes, rings of the same layout, a pump, and the same bytes appended. */
final class DoorFloorLane implements Lane {
    private final ScratchDirectory scratch;
    private final Path file;
    private final DoorServerProcess server;
    private final OneToOneRingBuffer out;
    private final OneToOneRingBuffer in;
    private final Envelope intent = new Inputs().paper[0];
    private final DecisionDecoder decision = new DecisionDecoder();
    private final MessageHandler handler = (type, buffer, index, length) -> take(buffer, index);
    private final int recordBytes;
    private long offered;
    private long answered;

    DoorFloorLane(final LaneSetup setup, final Path shmDir) throws IOException {
        scratch = ScratchDirectory.in(setup.directory());
        file = Files.createTempFile(shmDir, "sluice-floor-", "");
        Files.write(file, new byte[(int) RingFile.bytes(DoorServerProcess.RING_BYTES)]);
        final UnsafeBuffer rings = DoorServerProcess.map(file);
        out = DoorServerProcess.toServer(rings);
        in = DoorServerProcess.toClient(rings);
        final BenchMachine machine = new BenchMachine();
        machine.open(TradingMode.PAPER, Verdict.ALLOW);
        recordBytes = machine.template().length();
        server = DoorServerProcess.start(DoorServerProcess.OfFloor.class, setup, scratch.path(), file);
    }

    @Override
    public void offer() {
        offered++;
        intent.put(OrderIntentEncoder.intentIdEncodingOffset(), offered);
        if (!out.write(RingFile.FRAME, intent.buffer, 0, intent.length)) {
            throw new IllegalStateException("no room in the ring");
        }
    }

    @Override
    public int poll() {
        return in.read(handler, BATCH);
    }

    private void take(final DirectBuffer buffer, final int index) {
        decision.wrap(buffer, index + FloorLine.BLOCK, DecisionDecoder.BLOCK_LENGTH, DecisionDecoder.SCHEMA_VERSION);
        answered++;
        if (decision.intentId() != answered || decision.verdict() != Verdict.ALLOW) {
            throw new IllegalStateException(
                    "intent " + decision.intentId() + " answered where " + answered + " was due");
        }
    }

    @Override
    public void settle() {
        // Nothing was decided, so nothing is open.
    }

    @Override
    public int recordBytes() {
        return recordBytes;
    }

    @Override
    public void close() {
        server.close();
        scratch.close();
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            throw new IllegalStateException(file + " cannot be removed", e);
        }
    }
}
