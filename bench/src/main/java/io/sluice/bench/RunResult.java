package io.sluice.bench;

import java.util.List;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * What one run came to; times in nanoseconds, rates in intents a second.
 *
 * @param closedRate one intent at a time.
 * @param burstRate  {@value Lane#BATCH} at once.
 */
record RunResult(long p50, long p90, long p99, long p999, long max, int recordBytes, long closedRate, long burstRate) {
    private static final double NS = 1e9;

    static RunResult of(
            final Histogram latencies,
            final int recordBytes,
            final long closedNs,
            final int burstIntents,
            final long burstNs) {
        return new RunResult(
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(90),
                latencies.getValueAtPercentile(99),
                latencies.getValueAtPercentile(99.9),
                latencies.getMaxValue(),
                recordBytes,
                Math.round(NS * latencies.getTotalCount() / closedNs),
                Math.round(NS * burstIntents / burstNs));
    }

    /** Each figure's median on its own. */
    static RunResult median(final List<RunResult> runs) {
        return new RunResult(
                median(runs, RunResult::p50),
                median(runs, RunResult::p90),
                median(runs, RunResult::p99),
                median(runs, RunResult::p999),
                median(runs, RunResult::max),
                runs.get(0).recordBytes,
                median(runs, RunResult::closedRate),
                median(runs, RunResult::burstRate));
    }

    private static long median(final List<RunResult> runs, final ToLongFunction<RunResult> figure) {
        final long[] sorted = runs.stream().mapToLong(figure).sorted().toArray();
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
