package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** T-1: log-linear buckets. */
class LatenciesTest {
    @Property
    void shouldPutEachLatencyIntoABucketThatIsASixteenthWide(
            @ForAll @LongRange(min = 0, max = (1L << 36) - 1) final long ns) {
        final int bucket = Latencies.bucket(ns);
        assertThat(Latencies.highestNs(bucket)).isBetween(ns, ns + ns / 16);
        assertThat(bucket == 0 ? -1 : Latencies.highestNs(bucket - 1)).isLessThan(ns);
    }

    @Property
    void shouldNameAPercentileThatSoManyAreNotAbove(
            @ForAll @Size(min = 1, max = 200) final List<@LongRange(min = 0, max = 10_000_000) Long> latencies,
            @ForAll @LongRange(min = 1, max = 100) final long percent) {
        final Latencies all = new Latencies();
        latencies.forEach(all::record);
        final List<Long> sorted = latencies.stream().sorted().toList();
        final long exact = sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
        assertThat(Latencies.percentileNs(all.counts(), percent)).isBetween(exact, exact + exact / 16);
        assertThat(Latencies.total(all.counts())).isEqualTo(latencies.size());
        assertThat(all.sumNs())
                .isEqualTo(latencies.stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void shouldTakeWhatIsOutOfAllBounds() {
        final Latencies all = new Latencies();
        all.record(-5);
        all.record(Long.MAX_VALUE);
        assertThat(all.count(0)).isOne();
        assertThat(all.count(Latencies.BUCKETS - 1)).isOne();
        assertThat(Latencies.percentileNs(new Latencies().counts(), 99)).isZero();
    }
}
