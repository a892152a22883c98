package io.sluice.control.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;

@Tag("H-3a")
class DecidedRingTest {
    @Property
    void shouldKeepTheLastOnesWhole(
            @ForAll @IntRange(min = 1, max = 12) final int capacity,
            @ForAll @Size(min = 1, max = 60) final List<@IntRange(min = 1, max = 4000) Integer> lengths) {
        final DecidedRing ring = new DecidedRing(capacity);
        final List<Integer> added = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[lengths.get(i)]);
            bytes.setMemory(0, bytes.capacity(), (byte) i);
            ring.add(bytes, 0, bytes.capacity());
            added.add(lengths.get(i));
            assertThat(ring.size()).isBetween(1, capacity);
            for (int back = 0; back < ring.size(); back++) {
                final int index = ring.size() - 1 - back;
                assertThat(ring.length(index)).isEqualTo(added.get(i - back));
                for (int at = 0; at < ring.length(index); at++) {
                    assertThat(ring.bytes().getByte(ring.offset(index) + at)).isEqualTo((byte) (i - back));
                }
            }
        }
    }
}
