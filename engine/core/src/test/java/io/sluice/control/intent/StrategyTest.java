package io.sluice.control.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.DecisionDecoder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;

@Tag("G-4")
class StrategyTest {
    @Property
    void shouldFindTheLastOnesByTheirIds(
            @ForAll @IntRange(min = 1, max = 9) final int remembered,
            @ForAll @Size(max = 40) final List<@IntRange(min = 1, max = 5) Integer> steps) {
        final Strategy strategy = new Strategy(1, new DecisionMemory(remembered));
        final List<Long> ids = new ArrayList<>();
        long id = 0;
        for (final int step : steps) {
            id += step;
            ids.add(id);
            final UnsafeBuffer block = new UnsafeBuffer(new byte[DecisionDecoder.BLOCK_LENGTH]);
            block.putLong(0, id);
            strategy.remember(id, id * 31, block, 0);
            final List<Long> known = ids.subList(Math.max(0, ids.size() - remembered), ids.size());
            for (long candidate = 0; candidate <= id + 1; candidate++) {
                final int slot = strategy.decisions().find(candidate);
                assertThat(slot >= 0).as("id %s of %s", candidate, known).isEqualTo(known.contains(candidate));
                if (slot >= 0) {
                    assertThat(strategy.decisions().fingerprint(slot)).isEqualTo(candidate * 31);
                    assertThat(strategy.decisions().blocks().getLong(slot * DecisionDecoder.BLOCK_LENGTH))
                            .isEqualTo(candidate);
                }
            }
            assertThat(strategy.highestIntentId()).isEqualTo(id);
        }
    }
}
