package io.sluice.journal;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures the append of records of about 350 bytes, each stamped on its own, and the reading of what was written. Not
 * a test: run by hand. Arguments: directory, records (default 2,000,000), nanoseconds between appends (default 0).
 */
final class AppendMeasure {
    private static final int TEXT = 200;
    private static final int PARTS = 4;

    private AppendMeasure() {}

    public static void main(final String[] arguments) throws IOException {
        final Path directory = Path.of(arguments[0]);
        final int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000_000;
        final long pauseNs = arguments.length > 2 ? Long.parseLong(arguments[2]) : 0;
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final TestRecords records = new TestRecords();
        final long openAt = System.nanoTime();
        final Journal journal = Journal.open(directory, JournalSettings.DEFAULT);
        System.out.printf("open %.1f ms%n", (System.nanoTime() - openAt) / 1e6);
        for (int part = 0; part < PARTS; part++) {
            final int length = append(journal, records, count / PARTS, pauseNs, threads);
            if (part == 0) {
                System.out.println("record of " + length + " bytes");
            }
        }
        journal.close();
        final long from = System.nanoTime();
        final ScanResult end = JournalScan.run(directory, (record, position) -> {});
        final double seconds = (System.nanoTime() - from) / 1e9;
        System.out.printf(
                "scan: %d records in %.3f s, %.2f million/s%n", end.records(), seconds, end.records() / seconds / 1e6);
        try (var files = Files.walk(directory)) {
            System.out.printf(
                    "files: %d kB%n",
                    files.mapToLong(file -> file.toFile().length()).sum() / 1024);
        }
    }

    private static int append(
            final Journal journal,
            final TestRecords records,
            final int count,
            final long pauseNs,
            final ThreadMXBean threads) {
        final long[] times = new long[count];
        int length = 0;
        records.make(journal.lastSequence() + 1, TEXT);
        final long thread = Thread.currentThread().getId();
        long allocated = 0;
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            length = records.make(journal.lastSequence() + 1, TEXT);
            while (pauseNs > 0 && System.nanoTime() < next) {
                Thread.onSpinWait();
            }
            next += pauseNs;
            final long before = pauseNs > 0 ? 0 : threads.getThreadAllocatedBytes(thread);
            final long start = System.nanoTime();
            journal.append(records.record, length);
            times[i] = System.nanoTime() - start;
            allocated += pauseNs > 0 ? 0 : threads.getThreadAllocatedBytes(thread) - before;
        }
        Arrays.sort(times);
        System.out.printf(
                "append: p50 %d ns, p99 %d, p99.9 %d, p99.99 %d, max %d; %.3f bytes allocated per append%n",
                times[count / 2],
                times[(int) (count * 0.99)],
                times[(int) (count * 0.999)],
                times[(int) (count * 0.9999)],
                times[count - 1],
                (double) allocated / count);
        return length;
    }
}
