package io.sluice.bench;

import io.sluice.codec.Role;
import io.sluice.codec.SystemEventEncoder;
import io.sluice.journal.Journal;
import io.sluice.journal.JournalScan;
import io.sluice.journal.JournalSettings;
import io.sluice.journal.ScanResult;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.record.RecordEncoder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appends records of 352 bytes, each begun, stamped and checksummed as the engine does. A shot of {@value #BATCH}
 * records fills most of one segment: what is measured is an append into reserved and touched pages, and no more is
 * written than a disk can take. After each shot the journal is read back and its records are counted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class AppendBenchmark {
    static final int BATCH = 150_000;
    private static final int RECORD_BYTES = 352;

    /** Where the journals are made; the file system matters. */
    @Param("target/bench")
    public String directory;

    private final RecordEncoder record = new RecordEncoder(1 << 16);
    private final Envelope event = Envelope.of(
            new EnvelopeEncoder(Role.MONITOR, "bench"), new SystemEventEncoder(), e -> e.details("x".repeat(242)));
    private ScratchDirectory scratch;
    private Journal journal;

    /** An empty journal. */
    @Setup(Level.Iteration)
    public void open() {
        scratch = ScratchDirectory.in(Path.of(directory));
        journal = Journal.open(scratch.path(), JournalSettings.DEFAULT);
        journal.warmUp();
    }

    /** Begin, checksum, append. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long append() {
        for (long i = journal.lastSequence() + 1; i <= BATCH; i++) {
            record.begin(event.buffer, 0, event.length, i, i, i);
            journal.append(record, record.finish());
        }
        return journal.lastSequence();
    }

    /** Closes the journal, reads it, removes it. */
    @TearDown(Level.Iteration)
    public void check() {
        final long bytes = journal.bytesWritten();
        journal.close();
        final ScanResult found = JournalScan.run(scratch.path(), (decoder, position) -> {});
        scratch.close();
        if (found.records() != BATCH || bytes != (long) BATCH * RECORD_BYTES) {
            throw new IllegalStateException(found.records() + " records of " + bytes + " bytes in all");
        }
    }
}
