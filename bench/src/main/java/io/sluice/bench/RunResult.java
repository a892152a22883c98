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
        return each(runs, sorted -> sorted[sorted.length / 2], sorted -> sorted[sorted.length / 2]);
    }

    /** Each figure's best on its own: what is left where others use the machine too. */
    static RunResult best(final List<RunResult> runs) {
        return each(runs, sorted -> sorted[0], sorted -> sorted[sorted.length - 1]);
    }

    private static RunResult each(
            final List<RunResult> runs, final ToLongFunction<long[]> time, final ToLongFunction<long[]> rate) {
        return new RunResult(
                time.applyAsLong(sorted(runs, RunResult::p50)),
                time.applyAsLong(sorted(runs, RunResult::p90)),
                time.applyAsLong(sorted(runs, RunResult::p99)),
                time.applyAsLong(sorted(runs, RunResult::p999)),
                time.applyAsLong(sorted(runs, RunResult::max)),
                runs.get(0).recordBytes,
                rate.applyAsLong(sorted(runs, RunResult::closedRate)),
                rate.applyAsLong(sorted(runs, RunResult::burstRate)));
    }

    private static long[] sorted(final List<RunResult> runs, final ToLongFunction<RunResult> figure) {
        return runs.stream().mapToLong(figure).sorted().toArray();
    }
}
