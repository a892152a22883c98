package io.sluice.bench;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one reading came to.
 *
 * @param ns              elapsed.
 * @param cpuNs           processor time of all threads.
 * @param heapPeakBytes   most heap in use, garbage included.
 * @param collections     how often garbage was collected meanwhile.
 * @param directPeakBytes direct buffers at the end, at least.
 */
record ReadResult(long ns, long cpuNs, long heapPeakBytes, long collections, long directPeakBytes) {

    /** Begins one, on a collected heap. */
    static Watch watch() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        return new Watch(collectionsSoFar(), cpuSoFar(), System.nanoTime());
    }

    /** Load of the machine over the last minute; negative where it is not told. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Each figure's median on its own. */
    static ReadResult median(final List<ReadResult> results) {
        return new ReadResult(
                median(results, ReadResult::ns),
                median(results, ReadResult::cpuNs),
                median(results, ReadResult::heapPeakBytes),
                median(results, ReadResult::collections),
                median(results, ReadResult::directPeakBytes));
    }

    private static long median(final List<ReadResult> results, final ToLongFunction<ReadResult> figure) {
        return results.stream().mapToLong(figure).sorted().toArray()[results.size() / 2];
    }

    private static long collectionsSoFar() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long cpuSoFar() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** One reading under way. */
    record Watch(long collections, long cpuNs, long startNs) {
        ReadResult stop() {
            final long ns = System.nanoTime() - startNs;
            final long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
            return new ReadResult(ns, cpuSoFar() - cpuNs, heap, collectionsSoFar() - collections, direct());
        }
    }
}
